#!/usr/bin/env bash
# Writes the notebooks of the studies in Datasets/ to folders of their names,
# with the charts and tables that they read.
#
#   Scripts/export-notebooks.sh FOLDER
#   CONFIGURATION=debug Scripts/export-notebooks.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -ne 1 ]; then
  echo "usage: Scripts/export-notebooks.sh FOLDER" >&2
  exit 2
fi
folder="$1"
configuration="${CONFIGURATION:-release}"

swift build -c "$configuration" --product manyi
manyi="$(swift build -c "$configuration" --product manyi --show-bin-path)/manyi"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
for study in Datasets/*/study.yaml; do
  name="$(basename "$(dirname "$study")")"
  # Charts of 545 rows and a book of 30 columns make notebooks of many MB, too
  # much for a repository.
  case "$name" in station-stars | resident-survey) continue ;; esac
  "$manyi" run "$study" -o "$work/$name"
  rm -rf "${folder:?}/$name"
  mkdir -p "$folder/$name/tables"
  cp "$work/$name"/*.ipynb "$folder/$name/"
  cp -R "$work/$name/charts" "$folder/$name/"
  for table in "$work/$name"/tables/*; do
    case "$table" in
      *.svg) ;;
      *) cp "$table" "$folder/$name/tables/" ;;
    esac
  done
  echo "export: $folder/$name"
done

#!/usr/bin/env bash
# Builds the program and runs every study in Datasets/ into out/.
#
#   Scripts/demo.sh             all studies
#   Scripts/demo.sh NAME …      the studies in Datasets/NAME
set -euo pipefail
cd "$(dirname "$0")/.."

bash Scripts/setup.sh

echo "demo: building (the first time takes some minutes)"
swift build -c release --product manyi
manyi="$(swift build -c release --product manyi --show-bin-path)/manyi"

if [ $# -gt 0 ]; then
  studies=()
  for name in "$@"; do studies+=("Datasets/$name/study.yaml"); done
else
  studies=(Datasets/*/study.yaml)
fi

# Milliseconds since some moment; whole seconds where bash is old.
now() {
  local time="${EPOCHREALTIME:-$SECONDS.000}"
  time="${time/,/.}"
  local fraction="${time#*.}000"
  echo $((${time%.*} * 1000 + 10#${fraction:0:3}))
}

failed=()
done_with=()
lines=()
total=0
for study in "${studies[@]}"; do
  name="$(basename "$(dirname "$study")")"
  echo
  echo "demo: manyi run $study -o out/$name"
  start="$(now)"
  code=0
  "$manyi" run "$study" -o "out/$name" || code=$?
  spent=$(($(now) - start))
  total=$((total + spent))
  lines+=("$(printf '%-22s %3d.%03d s' "$name" $((spent / 1000)) \
    $((spent % 1000)))")
  if [ "$code" -eq 0 ]; then
    done_with+=("$name")
  else
    failed+=("$name")
    lines[${#lines[@]}-1]+="  failed with exit code $code"
  fi
done

echo
echo "demo: time of each run"
printf '  %s\n' "${lines[@]}"
printf '  %-22s %3d.%03d s\n' together $((total / 1000)) $((total % 1000))

if [ ${#done_with[@]} -gt 0 ]; then
  echo
  echo "demo: open these in a browser"
  for name in "${done_with[@]}"; do
    for file in report.html report.en.html cards/index.html \
      cards/index.en.html; do
      if [ -e "out/$name/$file" ]; then echo "  out/$name/$file"; fi
    done
  done
  echo "  the same as notebooks: out/*/report.ipynb"
fi

if [ ${#failed[@]} -gt 0 ]; then
  echo "demo: failed: ${failed[*]}" >&2
  exit 1
fi

#!/usr/bin/env bash
# Times the program beside its peers, in one run on this machine.
#
#   Scripts/bench.sh import            a survey of 10 million rows (0.9 GB)
#   Scripts/bench.sh import 1000000    another number of rows
#
# Peers are installed into a folder of their own (BENCH_FOLDER, or one below
# the system's folder for temporary files) and are needed by nothing else.
# What is not to be had is left out and named.
set -euo pipefail
cd "$(dirname "$0")/.."

kind="${1:-}"
if [ "$kind" != import ]; then
  echo "usage: Scripts/bench.sh import [ROWS]" >&2
  exit 2
fi
rows="${2:-10000000}"
folder="${BENCH_FOLDER:-${TMPDIR:-/tmp}/manyi-bench}"
mkdir -p "$folder"

bash Scripts/setup.sh
swift build -c release --package-path Benchmarks --scratch-path .build-bench
built="$(swift build -c release --package-path Benchmarks \
  --scratch-path .build-bench --show-bin-path)"

file="$folder/survey-$rows.csv"
if [ ! -e "$file" ]; then
  "$built/make-survey-file" "$rows" >"$file.part"
  mv "$file.part" "$file"
fi

if [ ! -x "$folder/peers/bin/python" ]; then
  python3 -m venv "$folder/peers"
fi
"$folder/peers/bin/python" -m pip install -q \
  polars duckdb pyarrow pandas ||
  echo "bench: some peers could not be installed" >&2

exec "$folder/peers/bin/python" Benchmarks/bench_import.py \
  "$built" "$file" "$folder"

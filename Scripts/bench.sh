#!/usr/bin/env bash
# Times the program beside its peers, in one run on this machine.
#
#   Scripts/bench.sh import            a survey of 10 million rows (0.9 GB)
#   Scripts/bench.sh import 1000000    another number of rows
#   Scripts/bench.sh survey            estimation, beside svy and R survey
#   Scripts/bench.sh survey TASK …     of banner, league, crosstab, bootstrap,
#                                      regression, calibration
#   Scripts/bench.sh evaluation        performance evaluation, beside lme4,
#                                      pymcdm and numpy
#   Scripts/bench.sh evaluation TASK … of office, matrix, severity, sobol
#   Scripts/bench.sh report            25 cases from files to all outputs,
#                                      beside the charts in R
#   Scripts/bench.sh report TASK …     of first, again, changed, charts
#
# Peers are installed into a folder of their own (BENCH_FOLDER, or one below
# the system's folder for temporary files) and are needed by nothing else.
# What is not to be had is left out and named; R's survey package is taken
# where it is installed. BENCH_ROUNDS says how often each program runs (import
# and report 5, others 3), BENCH_R_LIMIT after how many seconds R is stopped (survey,
# 120), BENCH_MANYI names a built command instead of building one (survey,
# evaluation, report).
set -euo pipefail
cd "$(dirname "$0")/.."

kind="${1:-}"
case "$kind" in
  import | survey | evaluation | report) ;;
  *)
    echo "usage: Scripts/bench.sh import [ROWS] | survey [TASK …] |" \
      "evaluation [TASK …] | report [TASK …]" >&2
    exit 2
    ;;
esac
folder="${BENCH_FOLDER:-${TMPDIR:-/tmp}/manyi-bench}"
python="$folder/peers/bin/python"
mkdir -p "$folder"
export PYTHONDONTWRITEBYTECODE=1

# The packages, each on its own, so that one that is missing is only left out.
peers() {
  [ -x "$python" ] || python3 -m venv "$folder/peers"
  local package
  for package in "$@"; do
    "$python" -m pip install -q "$package" ||
      echo "bench: $package could not be installed" >&2
  done
}

import() {
  local rows="${1:-10000000}" built file
  bash Scripts/setup.sh
  swift build -c release --package-path Benchmarks --scratch-path .build-bench
  built="$(swift build -c release --package-path Benchmarks \
    --scratch-path .build-bench --show-bin-path)"

  file="$folder/survey-$rows.csv"
  if [ ! -e "$file" ]; then
    "$built/make-survey-file" "$rows" >"$file.part"
    mv "$file.part" "$file"
  fi
  peers polars duckdb pyarrow pandas
  exec "$python" Benchmarks/bench_import.py "$built" "$file" "$folder"
}

# The command to be timed, in `manyi`; built unless BENCH_MANYI names one.
command_to_time() {
  manyi="${BENCH_MANYI:-}"
  if [ -z "$manyi" ]; then
    bash Scripts/setup.sh
    swift build -c release --product manyi
    manyi="$(swift build -c release --product manyi --show-bin-path)/manyi"
  fi
}

survey() {
  local manyi
  command_to_time
  # The first two make the files.
  peers numpy polars 'svy==0.35.*'
  exec "$python" Benchmarks/bench_survey.py "$manyi" "$folder" "$@"
}

evaluation() {
  local manyi
  command_to_time
  # R and its packages are taken where they are installed.
  peers numpy pymcdm
  exec "$python" Benchmarks/bench_evaluation.py "$manyi" "$folder" "$@"
}

report() {
  local manyi
  command_to_time
  # R and its packages are taken where they are installed.
  exec python3 Benchmarks/bench_report.py "$manyi" "$folder" "$@"
}

shift
"$kind" "$@"

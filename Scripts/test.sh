#!/usr/bin/env bash
# Everything that must hold before a change is merged: set-up, build without
# warnings, all tests, the rules of the house.
set -euo pipefail
cd "$(dirname "$0")/.."

log="$(mktemp)"
trap 'rm -f "$log"' EXIT

bash Scripts/setup.sh

echo "test: checking the sources"
bash Scripts/check.sh

echo "test: building"
swift build --build-tests

echo "test: running the tests"
code=0
swift test --skip-build 2>&1 | tee "$log" || code=$?

echo
echo "test: last lines of swift test"
tail -n 5 "$log"
if [ "$code" -ne 0 ]; then
  echo "test: failed (swift test ended with $code)" >&2
  grep -E 'recorded an issue|✘|error:' "$log" | head -n 40 >&2 || true
  exit "$code"
fi
# A run in which no test was found is not a success.
if ! grep -Eq 'Test run with [1-9][0-9]* tests' "$log"; then
  echo "test: failed (no test was run)" >&2
  exit 1
fi
echo "test: opening the pages in a browser"
bash Scripts/browser-test.sh
echo "test: all good"

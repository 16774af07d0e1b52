#!/usr/bin/env bash
# Opens the pages of a report in headless Chromium and checks what only a
# browser can tell: no message on the console, no request, no overflow, enough
# contrast, names and anchors, sorting and highlighting, pages on paper.
#
#   Scripts/browser-test.sh               the reports of suggestion-handling,
#                                         and of crossed tables with letters
#   Scripts/browser-test.sh FOLDER        the report in FOLDER
#
# Without Chromium or Python it says so and exits 0; CI sets
# MANYI_BROWSER=required, and then it is a fault.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() {
  echo "SKIPPED  browser tests: $1" >&2
  [ "${MANYI_BROWSER:-}" = required ] && exit 1
  exit 0
}

browser=""
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    browser="$name"
    break
  fi
done
[ -n "$browser" ] || skip "Chromium is not installed"
command -v python3 >/dev/null 2>&1 || skip "python3 is not installed"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
folder="${1:-}"
if [ -z "$folder" ]; then
  program=.build/release/manyi
  [ -x "$program" ] || program=.build/debug/manyi
  [ -x "$program" ] || {
    echo "browser-test: build first: swift build" >&2
    exit 2
  }
  "$program" run Datasets/suggestion-handling -o "$work/report" --quiet
  python3 Scripts/browser-test.py "$browser" "$work/report" "$work" units
  folder="$work/crossed"
  "$program" run Datasets/resident-survey -o "$folder" --quiet
fi
python3 Scripts/browser-test.py "$browser" "$folder" "$work"

#!/usr/bin/env bash
# Writes the recorded outputs anew: the golden files of the tests and the
# notebooks in Notebooks-export/. Look at the difference before you commit it.
set -euo pipefail
cd "$(dirname "$0")/.."

bash Scripts/setup.sh

echo "record: golden files"
code=0
RECORD_SNAPSHOTS=1 swift test || code=$?

echo "record: notebooks"
bash Scripts/export-notebooks.sh Notebooks-export

echo
git add --intent-to-add Tests/Golden Notebooks-export 2>/dev/null || true
git --no-pager diff --stat -- Tests Notebooks-export
if [ "$code" -ne 0 ]; then
  echo "record: some tests fail even with new recordings" >&2
  exit "$code"
fi

#!/usr/bin/env bash
# Checks the rules of the house that no compiler checks. Reads sources only,
# so it takes seconds.
#
#   Scripts/check.sh            every check
#   Scripts/check.sh --arrows   only who imports whom
set -euo pipefail
cd "$(dirname "$0")/.."

findings=0
current=""

# Reads `place: text` lines, prints them and counts them as findings.
report() {
  local line count=0
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    [ "$count" -eq 0 ] && echo "FAIL  $current"
    echo "      $line"
    count=$((count + 1))
  done
  [ "$count" -gt 0 ] || echo "ok    $current"
  findings=$((findings + count))
}

# Lines of code that match, without those that only hold a comment.
#   code PATTERN PATH…
code() {
  local pattern="$1"
  shift
  local paths=()
  local path
  for path in "$@"; do [ -e "$path" ] && paths+=("$path"); done
  [ ${#paths[@]} -gt 0 ] || return 0
  grep -rnE --include='*.swift' -- "$pattern" "${paths[@]}" |
    grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true
}

# ------------------------------------------------------------------- arrows

# The picture in CONTRIBUTING.md and what stands below it, as a table: what a
# module may import beside what Swift and the system bring along.
may_import() {
  case "$1" in
    Diagnostics) echo "" ;;
    Settings) echo "Diagnostics Yams" ;;
    SurveyData) echo "Diagnostics" ;;
    Hashing) echo "CHash" ;;
    CellText) echo "" ;;
    SurveyImport)
      echo "Diagnostics Settings SurveyData Hashing CReadStat CZlib CZstd" \
        "CExpat CMemory CTextScan CellText"
      ;;
    LinearAlgebra) echo "CLAPACK" ;;
    LinearPrograms) echo "CClp" ;;
    Probability) echo "CBoostMath" ;;
    SurveyStatistics)
      echo "Diagnostics SurveyData LinearAlgebra LinearPrograms Probability"
      ;;
    SVG) echo "" ;;
    SurveyCharts) echo "SVG" ;;
    Spreadsheets) echo "CXlsxWriter CZlib CellText" ;;
    SurveyTables) echo "SVG Spreadsheets CellText" ;;
    SurveyReport)
      echo "Diagnostics SurveyData SurveyCharts SurveyTables SVG Spreadsheets" \
        "Hashing CellText Probability"
      ;;
    SurveyStudy)
      echo "Diagnostics Settings SurveyData SurveyImport SurveyStatistics" \
        "SurveyReport Spreadsheets Hashing CellText CFileSystem CTemplates"
      ;;
    manyi)
      echo "Diagnostics SurveyData SurveyReport SurveyStudy SurveyTables SVG" \
        "ArgumentParser"
      ;;
    *) echo "?" ;;
  esac
}

system_modules="Foundation FoundationEssentials Glibc Musl Darwin Dispatch \
Synchronization"

# Prints every import below a folder of modules that the table forbids.
forbidden_imports() {
  local root="$1" folder module allowed place line imported
  for folder in "$root"/*/; do
    module="$(basename "$folder")"
    # Folders of C libraries hold no Swift.
    case "$module" in C[A-Z]*) continue ;; esac
    allowed="$(may_import "$module")"
    if [ "$allowed" = "?" ]; then
      echo "$root/$module: the module is not in the table of Scripts/check.sh"
      continue
    fi
    grep -rnE --include='*.swift' \
      '^[[:space:]]*((@[A-Za-z_]+(\([a-z]+\))?|public|package|internal|private|fileprivate)[[:space:]]+)*import[[:space:]]' \
      "$folder" | while IFS= read -r line; do
      place="${line%%:*}"
      imported="$(printf '%s\n' "$line" | sed -E \
        's/.*import[[:space:]]+((struct|class|enum|protocol|func|var|let|typealias|actor)[[:space:]]+)?([A-Za-z_0-9]+).*/\3/')"
      # Modules start with a capital: the rest is Python in a notebook's text.
      [[ "$imported" =~ ^[A-Z] ]] || continue
      case " $allowed $system_modules " in
        *" $imported "*) ;;
        *) echo "$place: $module must not import $imported" ;;
      esac
    done || true
  done
}

# Whether the check finds what it is for: a chart that imports statistics
# must be found, the same chart with SVG must pass.
arrows_self_check() {
  local work
  work="$(mktemp -d)"
  mkdir -p "$work/SurveyCharts"
  printf 'public import struct SurveyStatistics.Mean\n' \
    >"$work/SurveyCharts/Wrong.swift"
  if [ -z "$(forbidden_imports "$work")" ]; then
    echo "a wrong import was not found: the check itself is broken"
  fi
  printf 'import Foundation\nimport SVG\n' >"$work/SurveyCharts/Wrong.swift"
  if [ -n "$(forbidden_imports "$work")" ]; then
    echo "a right import was reported: the check itself is broken"
  fi
  mkdir -p "$work/Unknown"
  if [ -z "$(forbidden_imports "$work")" ]; then
    echo "an unknown module was not found: the check itself is broken"
  fi
  rm -rf "$work"
}

current="the check of imports finds a wrong one"
report < <(arrows_self_check)

current="modules import only what the picture allows"
report < <(forbidden_imports Sources)

if [ "${1:-}" = "--arrows" ]; then
  [ "$findings" -eq 0 ]
  exit
fi

# ------------------------------------------------------------ lines of code

current="results are released in one place"
report < <(code 'Released(<[A-Za-z]+>)?\(releasing:' Sources |
  grep -v '^Sources/SurveyStudy/Release\.swift:' || true)

current="only the command prints"
report < <(for folder in Sources/*/; do
  [ "$folder" = Sources/manyi/ ] && continue
  code '(^|[^A-Za-z_.])(print|debugPrint|dump)\(' "$folder"
done)

current="output knows no clock and no locale"
report < <(code \
  '(^|[^A-Za-z])Date\(|Date\.now|Locale\.current|TimeZone\.current|Calendar\.current|ISO8601DateFormatter|DateFormatter|NumberFormatter|\.formatted\(|String\(format:|SystemRandomNumberGenerator|\.random\(in:|\.shuffled\(\)' \
  Sources/SVG Sources/SurveyCharts Sources/SurveyTables \
  Sources/SurveyReport Sources/SurveyStatistics)

current="nothing traps on what a user can cause"
report < <(code '(^|[^A-Za-z])fatalError\(|try!|as!|unowned\(unsafe\)' Sources)

current="files stop at 400 lines"
report < <(find Sources Tests Scripts -type f \
  \( -name '*.swift' -o -name '*.sh' -o -name '*.cpp' \) |
  sort | while IFS= read -r file; do
  lines="$(wc -l <"$file" | tr -d ' ')"
  if [ "$lines" -gt 400 ]; then echo "$file: $lines lines"; fi
done)

current="no path of one machine"
# Slashes in brackets, so that this line does not find itself.
report < <(git ls-files -co --exclude-standard | while IFS= read -r file; do
  case "$file" in *.csv | *.png | *.ipynb) continue ;; esac
  if [ -f "$file" ]; then
    grep -HnE '["'"'"' (=](/)(work|home|root|Users)/[A-Za-z]' "$file" || true
  fi
done)

# ---------------------------------------------------------------- data sets

current="links between README and Manual lead somewhere"
# A link is FILE#heading or #heading; headings become anchors as on the host.
if command -v python3 >/dev/null 2>&1; then
  report < <(python3 - <<'PY' || echo "README.md: the links could not be read"
import os, re
def anchors(path):
    fence, found = False, set()
    for line in open(path, encoding="utf-8"):
        fence ^= line.startswith("```")
        head = None if fence else re.match(r"#{1,6} (.*)", line)
        if head:
            text = head.group(1).lower().replace("`", "")
            found.add(re.sub(r"[^\w\- ]", "", text).strip().replace(" ", "-"))
    return found
pages = ["README.md"] + sorted(
    "Manual/" + n for n in os.listdir("Manual") if n.endswith(".md"))
for page in pages:
    fence = False
    for number, line in enumerate(open(page, encoding="utf-8"), 1):
        fence ^= line.startswith("```")
        for target in [] if fence else re.findall(r"\]\(([^)\s]+)\)", line):
            if target.startswith(("http:", "https:", "mailto:")):
                continue
            file, _, anchor = target.partition("#")
            path = os.path.normpath(os.path.join(os.path.dirname(page), file)) if file else page
            if not os.path.exists(path):
                print(f"{page}:{number}: nothing is at {target}")
            elif anchor and anchor not in anchors(path):
                print(f"{page}:{number}: {path} has no heading {anchor}")
PY
  )
else
  echo "skip  $current (no python3)"
fi

current="data sets hold the bytes that their README names"
if command -v sha256sum >/dev/null 2>&1; then
  sums() { sha256sum "$1"; }
else
  sums() { shasum -a 256 "$1"; }
fi
report < <(for readme in Datasets/*/README.md; do
  [ -e "$readme" ] || continue
  folder="$(dirname "$readme")"
  listed="$(sed -nE 's/^([0-9a-f]{64})  ([^ ]+)$/\1 \2/p' "$readme")"
  [ -n "$listed" ] || echo "$readme: no SHA-256 is listed"
  printf '%s\n' "$listed" | while read -r sum file; do
    [ -n "$file" ] || continue
    if [ ! -e "$folder/$file" ]; then
      echo "$readme: '$file' is listed but not there"
    elif [ "$(sums "$folder/$file" | cut -d' ' -f1)" != "$sum" ]; then
      echo "$readme: '$file' has other bytes than its SHA-256 says"
    fi
  done
  for file in "$folder"/*.csv; do
    case "$listed" in
      *" $(basename "$file")"*) ;;
      *) echo "$readme: '$(basename "$file")' is not listed" ;;
    esac
  done
done)

# A data set without a generator is as it came.
if command -v python3 >/dev/null 2>&1; then
  current="generators of data sets give the same bytes again"
  report < <(for script in Datasets/*/generate.py Datasets/*/derive.py; do
    [ -e "$script" ] || continue
    folder="$(dirname "$script")"
    work="$(mktemp -d)"
    python3 "$script" "$work" || echo "$script: ended with an error"
    for file in "$work"/*; do
      cmp -s "$file" "$folder/$(basename "$file")" ||
        echo "$folder/$(basename "$file"): differs from what $script writes"
    done
    rm -rf "$work"
  done)
else
  echo "skip  generators of data sets (no python3)"
fi

# ------------------------------------------------------------------- format

# Its rules include doc comments on public declarations and no forced
# unwrapping.
current="swift format finds nothing"
report < <(swift format lint --strict --recursive Package.swift Sources Tests \
  2>&1 || true)

if [ "$findings" -gt 0 ]; then
  echo "check: $findings findings" >&2
  exit 1
fi
echo "check: all good"

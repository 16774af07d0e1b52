#!/usr/bin/env bash
# Stops a run at each of its calls that write, in every way that a system can,
# and looks at what is left: the output is the old or the new one, whole, and
# matches its manifest; an error ends the program with another code than 0 and
# a message with path and reason; the next run heals and leaves nothing beside
# the output.
#
#   Scripts/fault-sweep.sh             every call (minutes)
#   Scripts/fault-sweep.sh --quick     every ninth call
#   Scripts/fault-sweep.sh unlink link every call of these kinds
#   MANYI=path/to/manyi Scripts/fault-sweep.sh
set -uo pipefail
cd "$(dirname "$0")/.."

if ! command -v strace >/dev/null 2>&1; then
  echo "SKIP  fault sweep: strace is not installed, nothing was tested" >&2
  exit 0
fi
step=1
if [ "${1:-}" = --quick ]; then
  step=9
  shift
fi
if [ $# -eq 0 ]; then
  set -- openat write syncfs fsync renameat2 rename link unlink rmdir mkdir \
    close
fi
if [ -z "${MANYI:-}" ]; then
  swift build --product manyi || exit 2
  MANYI="$(swift build --show-bin-path)/manyi"
fi
MANYI="$(realpath "$MANYI")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

if ! strace -qq -o /dev/null true 2>/dev/null; then
  echo "SKIP  fault sweep: strace may not trace here" >&2
  exit 0
fi

"$MANYI" init study >/dev/null 2>&1 || exit 2
# A small study: one analysis in one language.
cat >study/study.yaml <<'YAML'
manyi: 1
languages: [en]
data: {ratings: {file: ratings.csv, codebook: codebook.yaml}}
analyses:
  answers: {kind: share, data: ratings, variables: [grade], by: district}
YAML
cp -R study study-new
sed -i 's/by: district/by: district, level: 0.9/' study-new/study.yaml
"$MANYI" run study -o old --quiet || exit 2
"$MANYI" run study-new -o new --quiet || exit 2

# The listed files of an output, with their hashes.
state() {
  (cd "$1" 2>/dev/null && find . -type f ! -path './.cache/*' \
    ! -name run-results.json -print0 | sort -z | xargs -0 -r sha256sum)
}
old="$(state old)"
new="$(state new)"
[ "$old" != "$new" ] || { echo "FAIL  the two studies are the same"; exit 1; }

failures=0
tried=0
hit=0
fail() {
  echo "FAIL  $1"
  failures=$((failures + 1))
}

# Runs with one fault: the tracer counts the calls of each thread by itself,
# so the call of that number fails in every thread that comes so far. The
# message of an error has to name path and reason.
#   attempt CALL NUMBER FAULT EXPECTED(kill|error|none)
attempt() {
  local call="$1" number="$2" fault="$3" expected="$4" code now
  local what="$call $number $fault"
  tried=$((tried + 1))
  rm -rf out .out.manyi-*
  cp -R old out
  # The shell would tell of every run that was killed.
  {
    strace -f -qq -o faults -e trace="$call" \
      -e inject="$call:$fault:when=$number" \
      "$MANYI" run study-new -o out --quiet --fresh >stdout 2>stderr
    code=$?
  } 2>/dev/null
  now="$(state out)"
  if grep -Eq 'INJECTED|killed by SIGKILL' faults; then hit=$((hit + 1)); fi
  if [ "$now" != "$old" ] && [ "$now" != "$new" ]; then
    fail "$what: the output is neither the old nor the new one"
  fi
  case "$code" in
    132 | 133 | 134 | 139) fail "$what: it crashed ($code)" ;;
  esac
  if [ "$expected" = error ]; then
    if [ "$code" -eq 0 ]; then
      # A call that may fail without harm, such as one that only removes.
      [ "$now" = "$new" ] || fail "$what: exit 0, but nothing new"
    elif grep -q 'write(2, .*INJECTED' faults; then
      # The message could not be written either.
      [ "$now" = "$old" ] || fail "$what: exit $code, but a new output"
    elif ! grep -Eq "error" stderr; then
      fail "$what: exit $code without a message"
    elif [ "$code" -eq 2 ] && ! grep -q "'.*'" stderr; then
      fail "$what: the message names no path"
    fi
  fi
  if ! "$MANYI" run study-new -o out --quiet >stdout 2>stderr; then
    fail "$what: the next run does not heal: $(head -1 stderr)"
  fi
  [ "$(state out)" = "$new" ] || fail "$what: the next run is not the new one"
  if ls -d .out.manyi-* >/dev/null 2>&1; then
    fail "$what: left over after the next run: $(ls -d .out.manyi-*)"
  fi
}

# How often a run makes a call.
count() {
  rm -rf out .out.manyi-*
  cp -R old out
  strace -f -qq -o trace -e trace="$1" \
    "$MANYI" run study-new -o out --quiet --fresh >/dev/null 2>&1
  wc -l <trace
}

for call in "$@"; do
  calls="$(count "$call")"
  [ "$calls" -gt 0 ] || continue
  first=1
  if [ "$call" = openat ] || [ "$call" = close ]; then
    # What the loader does before the program begins is not ours.
    first="$(grep -n 'manyi-' trace | head -1 | cut -d: -f1)"
    [ "$call" = close ] && first=$((calls > 60 ? calls - 60 : 1))
    first="${first:-1}"
  fi
  for ((number = first; number <= calls; number += step)); do
    attempt "$call" "$number" "signal=SIGKILL" kill
  done
  case "$call" in
    close) errors="EIO" ;;
    *) errors="EIO ENOSPC EROFS EACCES" ;;
  esac
  for error in $errors; do
    for ((number = first; number <= calls; number += step)); do
      attempt "$call" "$number" "error=$error" error
    done
    # From this call on everything fails, as on a full disk.
    attempt "$call" "$((first + (calls - first) / 2))+" "error=$error" error
  done
  echo "ok    $call: $((calls - first + 1)) calls"
done

# Errors of syncing are told.
rm -rf out .out.manyi-*
cp -R old out
strace -f -qq -o /dev/null -e trace=syncfs -e inject=syncfs:error=EIO:when=1 \
  "$MANYI" run study-new -o out --quiet --fresh >/dev/null 2>stderr
[ $? -ne 0 ] || fail "an error of syncing is not told"
grep -q "could not sync" stderr || fail "the message does not name the sync"

# Signals at random times: the old or the new output, and nothing beside it.
for signal in INT TERM HUP PIPE; do
  for _ in 1 2 3 4 5; do
    tried=$((tried + 1))
    rm -rf out .out.manyi-*
    cp -R old out
    env --default-signal=INT,HUP,TERM,PIPE "$MANYI" run study-new -o out \
      --quiet --fresh >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%02d' $((RANDOM % 50 + 1)))"
    kill -"$signal" "$pid" 2>/dev/null
    { wait "$pid"; } 2>/dev/null
    now="$(state out)"
    [ "$now" = "$old" ] || [ "$now" = "$new" ] ||
      fail "SIG$signal: neither the old nor the new output"
    # Before the handler listens the system ends the program by itself; the
    # next run clears up whatever that leaves.
    "$MANYI" run study-new -o out --quiet >/dev/null 2>&1 ||
      fail "SIG$signal: the next run does not heal"
    ls -d .out.manyi-* >/dev/null 2>&1 && fail "SIG$signal: left over"
  done
done

# Many at once: one output, as of one run; the others say why they stopped.
rm -rf out .out.manyi-*
for number in 1 2 3 4 5 6 7 8; do
  (
    "$MANYI" run study-new -o out --quiet --fresh 2>"stderr-$number" >/dev/null
    echo $? >"code-$number"
  ) &
done
wait
for number in 1 2 3 4 5 6 7 8; do
  case "$(cat "code-$number")" in
    0) ;;
    2) grep -q "another run is writing to 'out'" "stderr-$number" ||
      fail "run $number of 8: $(head -1 "stderr-$number")" ;;
    *) fail "run $number of 8 ended with $(cat "code-$number")" ;;
  esac
done
[ "$(state out)" = "$new" ] || fail "8 runs at once: not the output of one"

echo "$tried runs, a fault in $hit, $failures failures"
[ "$failures" -eq 0 ]

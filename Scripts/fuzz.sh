#!/bin/bash
# Feeds the reader of delimited text with random bytes that grow from the
# corpus, under the address sanitizer.
#
#   Scripts/fuzz.sh [SECONDS]     default 60
#
# Inputs that break something stay in .build/fuzz/found; to see one again:
#   .build/fuzz/reader .build/fuzz/found/crash-…
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"
folder=.build/fuzz
mkdir -p "$folder/seeds" "$folder/corpus" "$folder/found"

# SwiftPM does not link a fuzzer; it does build the instrumented objects.
swift build --scratch-path "$folder/build" -c release --target SurveyImport \
  -Xswiftc -sanitize=fuzzer,address \
  -Xcc -fsanitize=address -Xcc -fsanitize=fuzzer-no-link
products="$folder/build/release"
mapfile -t objects < <(
  find "$products"/ -path '*.build/*' -name '*.o' \
    ! -path '*ArgumentParser*' ! -path '*GenerateManual*' | sort)
maps=()
for map in Sources/C*/module.modulemap "$products"/C*.build/module.modulemap \
  "$folder"/build/checkouts/*/Sources/C*/include/module.modulemap; do
  if [ -f "$map" ]; then maps+=(-Xcc "-fmodule-map-file=$map"); fi
done
swiftc -O -sanitize=fuzzer,address -parse-as-library -I "$products/Modules" \
  "${maps[@]}" Scripts/fuzz/DelimitedFuzz.swift "${objects[@]}" \
  -o "$folder/reader"

# Each file of the corpus with options that find everything out, and once
# more as texts only.
for file in Tests/References/csv/open/*; do
  name="$(basename "$file")"
  { printf '\0\0\0\0\0\0'; cat "$file"; } >"$folder/seeds/auto-$name"
  { printf '\0\0\0\2\0\0'; cat "$file"; } >"$folder/seeds/text-$name"
  { printf '\0\0\0\0\0\11'; cat "$file"; } >"$folder/seeds/book-$name"
done

SWIFT_BACKTRACE=enable=no exec "$folder/reader" -max_total_time="$seconds" \
  -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
  -artifact_prefix="$folder/found/" "$folder/corpus" "$folder/seeds"

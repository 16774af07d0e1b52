#!/usr/bin/env bash
# Writes Sources/CTemplates/templates.c, the list of the files of Datasets/
# that `manyi init --template` offers. Run it when a file is added or renamed;
# the bytes themselves are taken from Datasets/ by every build.
set -euo pipefail
cd "$(dirname "$0")/.."

file=Sources/CTemplates/templates.c
list="$(git ls-files 'Datasets/*/*' | LC_ALL=C sort)"

{
  cat <<'EOF'
// Written by Scripts/templates.sh; the bytes come from Datasets/.

#include "CTemplates.h"

#pragma clang diagnostic ignored "-Wc23-extensions"
EOF
  while IFS= read -r path; do
    printf '\nstatic const unsigned char %s[] = {\n#embed "../../%s"\n};\n' \
      "$(printf '%s' "${path#Datasets/}" | tr -c 'A-Za-z0-9' '_')" "$path"
  done <<<"$list"
  printf '\nstatic const manyi_template_file files[] = {\n'
  while IFS= read -r path; do
    inner="${path#Datasets/}"
    name="$(printf '%s' "$inner" | tr -c 'A-Za-z0-9' '_')"
    printf '    {"%s", "%s",\n     %s, sizeof %s},\n' \
      "${inner%%/*}" "${inner#*/}" "$name" "$name"
  done <<<"$list"
  cat <<'EOF'
};

size_t manyi_template_file_count(void) {
  return sizeof files / sizeof files[0];
}

manyi_template_file manyi_template_file_at(size_t position) {
  return files[position];
}
EOF
} >"$file"

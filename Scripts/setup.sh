#!/usr/bin/env bash
# Installs what the build needs and is missing. Does nothing, and needs no
# network, when everything is there.
#
#   Scripts/setup.sh            install what is missing
#   Scripts/setup.sh --check    only say what is missing; exit 1 if anything is
set -euo pipefail

only_check=false
[ "${1:-}" = "--check" ] && only_check=true

# A header is looked for where compilers look: the multiarch folder of Debian
# and Ubuntu too, and what the environment adds.
has_header() {
  local folder
  local IFS=':'
  for folder in /usr/include /usr/local/include /opt/homebrew/include \
    /usr/include/*-linux-gnu /usr/include/openblas /usr/include/lapacke \
    /opt/homebrew/opt/*/include ${CPATH:-}; do
    [ -e "$folder/$1" ] && return 0
  done
  return 1
}

has_standard_library() {
  [ "$(uname)" = Darwin ] && return 0
  local folder
  for folder in /usr/include/c++/*; do
    [ -e "$folder/vector" ] && return 0
  done
  return 1
}

has_command() { command -v "$1" >/dev/null 2>&1; }

missing=()
has_header cblas.h || missing+=(libopenblas-dev)
# The two packages hold one library each and are asked for together.
has_header lapacke.h || missing+=(liblapack-dev liblapacke-dev)
has_header boost/math/distributions.hpp || missing+=(libboost-math-dev)
has_header coin/Clp_C_Interface.h || missing+=(coinor-libclp-dev)
has_header openssl/evp.h || missing+=(libssl-dev)
has_header readstat.h || missing+=(libreadstat-dev)
has_header zlib.h || missing+=(zlib1g-dev)
has_header zstd.h || missing+=(libzstd-dev)
has_header expat.h || missing+=(libexpat1-dev)
has_header xlsxwriter.h || missing+=(libxlsxwriter-dev)
has_command pkg-config || has_command pkgconf || missing+=(pkg-config)
has_header stdio.h || [ "$(uname)" = Darwin ] || missing+=(libc6-dev)
has_standard_library || missing+=(g++)
has_command git || missing+=(git)

# A toolchain that was unpacked by hand lacks the libraries it runs on.
if has_command swift && ! swift --version >/dev/null 2>&1; then
  missing+=(libcurl4-openssl-dev libedit-dev libncurses-dev libpython3-dev
    libsqlite3-dev libxml2-dev zlib1g-dev tzdata)
fi

if ! has_command swift; then
  echo "setup: Swift 6.2 or newer is not on the PATH" >&2
  echo "help: install it from https://www.swift.org/install and open a new" \
    "terminal" >&2
  if $only_check || [ ${#missing[@]} -eq 0 ]; then exit 1; fi
fi

if [ ${#missing[@]} -eq 0 ]; then
  echo "setup: everything is there"
  exit 0
fi

echo "setup: missing: ${missing[*]}"
$only_check && exit 1

if ! has_command apt-get; then
  cat >&2 <<'MESSAGE'
setup: this system has no apt-get; install these yourself, then run again:
         OpenBLAS with headers     (cblas.h)
         LAPACK and LAPACKE        (lapacke.h)
         Boost.Math headers        (boost/math)
         CLP with headers          (coin/Clp_C_Interface.h)
         OpenSSL with headers      (openssl/evp.h)
         ReadStat with headers     (readstat.h)
         zlib, Zstandard, Expat    (zlib.h, zstd.h, expat.h)
         libxlsxwriter             (xlsxwriter.h)
         pkg-config, git, a C++ standard library
help:  Fedora:  dnf install openblas-devel lapack-devel boost-devel \
                  coin-or-Clp-devel openssl-devel readstat-devel zlib-devel libzstd-devel \
                  expat-devel libxlsxwriter-devel pkgconf git gcc-c++
       Arch:    pacman -S openblas lapacke boost coin-or-clp openssl zlib zstd expat \
                  libxlsxwriter pkgconf git gcc; ReadStat from its sources
       macOS:   brew install openblas lapack boost clp openssl@3 readstat \
                  zstd expat libxlsxwriter pkgconf
MESSAGE
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! has_command sudo; then
    echo "setup: ask an administrator to run:" >&2
    echo "  apt-get update && apt-get install -y ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

# "${as_root[@]+...}": an empty list counts as unset before bash 4.4.
run_as_root() { ${as_root[@]+"${as_root[@]}"} "$@"; }

run_as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
run_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy \
  --no-install-recommends "${missing[@]}"
echo "setup: installed ${missing[*]}"
has_command swift && swift --version >/dev/null

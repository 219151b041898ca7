#!/usr/bin/env bash
# Compiles the kernels for ARM (aarch64) and runs them in an emulator. Every function of CKernels and
# CProducts must give the numbers that it gives on x86-64, where `make test` compares it with a twin.
# Linux on x86-64 only; installs nothing.
# Usage: arm.sh
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "error: $*" >&2
  exit 1
}

[[ $(uname -sm) == "Linux x86_64" ]] ||
  fail "this compares ARM with x86-64, on Linux on x86-64; on an ARM machine, make test tests the kernels"

clang=${CLANG:-clang}
missing=()
command -v "$clang" >/dev/null || missing+=(clang)
command -v qemu-aarch64 >/dev/null || missing+=(qemu-user)
command -v aarch64-linux-gnu-gcc >/dev/null || missing+=(gcc-aarch64-linux-gnu)
[[ -e /usr/aarch64-linux-gnu/lib/libc.a ]] || missing+=(libc6-dev-arm64-cross)
((${#missing[@]} == 0)) || fail "tools are missing; install them with: apt-get install ${missing[*]}"

headers=(Sources/CKernels/include/*.h Sources/CProducts/include/*.h)
functions=$(sed 's,//.*,,' "${headers[@]}" | grep -oE '\b(ck|cp)_[a-z0-9_]+ *\(' | tr -d ' (' | sort -u)
called=$(sed 's,//.*,,' Tests/Arm/*.c)
for function in $functions; do
  grep -qw "$function" <<<"$called" || fail "no test in Tests/Arm calls $function"
done

# A loop that is marked as independent, but not vectorised, is a warning, and so an error. Swift's clang
# vectorises square roots as it is, older ones need -fno-math-errno.
build=.build-arm
mkdir -p "$build"
compile() {
  "$clang" --target="$1" -static -std=c17 -O2 -fno-math-errno -Wall -Wextra -Werror \
    -I Sources/CKernels/include -I Sources/CProducts/include \
    Sources/CKernels/*.c Sources/CProducts/*.c Tests/Arm/*.c -lm -o "$build/$1"
}
compile x86_64-linux-gnu
compile aarch64-linux-gnu

"$build/x86_64-linux-gnu" record "$build/results"
qemu-aarch64 "$build/aarch64-linux-gnu" compare "$build/results"
echo "$(wc -w <<<"$functions") functions give the same on aarch64 as on x86-64"

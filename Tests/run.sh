#!/usr/bin/env bash
# Runs the tests, plainly or, including the programs they start, under a sanitizer.
# Usage: run.sh plain|thread|address [options of swift test, or --build to build them only]
set -euo pipefail
cd "$(dirname "$0")/.."

kind=$1
shift
# After a finding the program ends with an exit code that no test accepts as success.
export TSAN_OPTIONS="exitcode=66"
# No leak check: oneDNN's engine and stream of a thread, 144 bytes, live as long as the process.
export ASAN_OPTIONS="detect_leaks=0 exitcode=66"

# Optimised like the released programs, because kernels otherwise add in another order; but with assertions.
flags=(-c release -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug)
case $kind in
  plain) ;;
  # AddressSanitizer, and with it UBSan. That is for the C targets alone, because Swift traps by itself. A finding of
  # UBSan ends the program with SIGILL. Its checks prevent the vectorisation of some loops, of which the compiler would warn.
  address)
    flags+=(--sanitize=address)
    flags+=(-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined -Xcc -Wno-pass-failed)
    ;;
  *) flags+=(--sanitize="$kind") ;;
esac
if [[ $kind != plain ]]; then export SANITIZER=$kind; fi
flags+=(--scratch-path ".build-tests-$kind")
if [[ ${1:-} == --build ]]; then exec "${SWIFT:-swift}" build --build-tests "${flags[@]}"; fi
"${SWIFT:-swift}" test "${flags[@]}" "$@"

#!/usr/bin/env bash
# Runs the tests, plainly or, including the programs they start, under a sanitizer.
# Usage: run.sh plain|thread|address|undefined [options of swift test]
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
  # Only for the C targets, because Swift traps by itself. A finding ends the program with SIGILL.
  # The sanitizer's checks prevent the vectorisation of some loops, which the compiler would warn of.
  undefined) flags+=(-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined -Xcc -Wno-pass-failed) ;;
  *) flags+=(--sanitize="$kind") ;;
esac
if [[ $kind != plain ]]; then export SANITIZER=$kind; fi
"${SWIFT:-swift}" test "${flags[@]}" --scratch-path ".build-tests-$kind" "$@"

#!/usr/bin/env bash
# Runs the tests, alone or, with the programs they start, under a sanitizer.
# Usage: run.sh plain|thread|address|undefined [options of swift test]
set -euo pipefail
cd "$(dirname "$0")/.."

kind=$1
shift
# After a finding the program ends with a code of its own, which no test takes for success.
export TSAN_OPTIONS="exitcode=66"
# oneDNN's engine and stream of a thread, 144 bytes, live as long as the process: no leak to look for.
export ASAN_OPTIONS="detect_leaks=0 exitcode=66"

# Optimised, as the programs are that people use: kernels add in another order without. But with assertions.
flags=(-c release -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug)
case $kind in
  plain) ;;
  # For the C targets alone: Swift traps by itself. A finding ends the program with SIGILL.
  # Its checks keep some loops from becoming vector loops, of which the compiler would warn.
  undefined) flags+=(-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined -Xcc -Wno-pass-failed) ;;
  *) flags+=(--sanitize="$kind") ;;
esac
if [[ $kind != plain ]]; then export SANITIZER=$kind; fi
"${SWIFT:-swift}" test "${flags[@]}" --scratch-path ".build-tests-$kind" "$@"

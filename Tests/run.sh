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
plain=(-c release -Xswiftc -enable-testing -Xswiftc -assert-config -Xswiftc Debug)
flags=("${plain[@]}" --scratch-path ".build-tests-$kind")
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
# What has neither threads nor unsafe code is not watched: compiling its tests takes longer than running them. And tests
# of commands start programs: it is those that are built with the sanitizer, and the plain tests start them.
if [[ $kind != plain ]]; then
  export TRANSLATE_WITHOUT_TESTS="ChartsTests DocumentsTests FormattingTests PhrasebookTests CommandTests"
fi
swift=${SWIFT:-swift}
# Built by itself: `swift test` would give the compiler flags of its own, and then all is compiled again.
"$swift" build --build-tests "${flags[@]}"
if [[ ${1:-} == --build ]]; then exit; fi
"$swift" test --skip-build "${flags[@]}" "$@"
if [[ $kind != plain ]]; then
  unset TRANSLATE_WITHOUT_TESTS
  Tests/run.sh plain --build
  export SANITIZER=$kind PROGRAMS=$PWD/.build-tests-$kind/release
  "$swift" test --skip-build "${plain[@]}" --scratch-path .build-tests-plain --filter '^CommandTests\.' "$@"
fi

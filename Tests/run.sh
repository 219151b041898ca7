#!/usr/bin/env bash
# Runs the tests, and the programs they start, under a sanitizer: thread, address or undefined.
# Usage: sanitize.sh <sanitizer> [options of swift test]
set -euo pipefail
cd "$(dirname "$0")/.."

export SANITIZER=$1
shift
# A finding ends the program with a code of its own, which no test takes for success.
export TSAN_OPTIONS="halt_on_error=1 exitcode=66"
# oneDNN's engine and stream of a thread, 144 bytes, live as long as the process: no leak to look for.
export ASAN_OPTIONS="detect_leaks=0 exitcode=66"

case $SANITIZER in
  # For the C targets alone: Swift traps by itself. A finding ends the program with SIGILL.
  undefined) flags=(-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined) ;;
  *) flags=(--sanitize="$SANITIZER") ;;
esac
"${SWIFT:-swift}" test "${flags[@]}" --scratch-path ".build-$SANITIZER" "$@"

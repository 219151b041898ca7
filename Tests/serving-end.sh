#!/usr/bin/env bash
# Ends the server while it computes for clients that are gone: it must end well, whatever the libraries tear down. A
# library that is loaded first makes the end of a process take longer, so that threads meet what is torn down.
# Usage: serving-end.sh path/to/translate-server model   (Linux; needs cc and wrk)
set -euo pipefail
cd "$(dirname "$0")/.."
server=$1 model=$2
source Tests/serving-start.sh
cc -shared -fPIC -x c -o "$work/late.so" - <<'C'
#include <stdlib.h>
#include <unistd.h>
static void wait_a_second(void) { sleep(1); }
// Registered before anything else, so it runs after everything else.
__attribute__((constructor)) static void begin(void) { atexit(wait_a_second); }
C

for round in 1 2 3 4 5 6 7 8; do
  start_server env LD_PRELOAD="$work/late.so" "$server" --model "$model"
  wrk -t 1 -c 64 -d 2s -s Tests/serving-short.lua "$url" >/dev/null
  stop_server || { echo "error: round $round ended with exit code $?"; exit 1; }
done
echo "8 servers ended well"

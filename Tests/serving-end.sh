#!/usr/bin/env bash
# Ends the server while it computes for clients that are gone: it must end well, whatever the libraries tear down. A
# library that is loaded first makes the end of a process take longer, so that threads meet what is torn down.
# Usage: serving-end.sh path/to/translate-server model   (Linux; needs cc and wrk)
set -euo pipefail
cd "$(dirname "$0")/.."
server=$1 model=$2
work=$(mktemp -d)
process=
trap 'if [[ -n $process ]]; then kill "$process" 2>/dev/null || true; fi; rm -rf "$work"' EXIT
cc -shared -fPIC -x c -o "$work/late.so" - <<'C'
#include <stdlib.h>
#include <unistd.h>
static void wait_a_second(void) { sleep(1); }
// Registered before anything else, so it runs after everything else.
__attribute__((constructor)) static void begin(void) { atexit(wait_a_second); }
C

for round in 1 2 3 4 5 6 7 8; do
  LD_PRELOAD=$work/late.so "$server" --port 0 --model "$model" --quiet 2>"$work/log" &
  process=$!
  for _ in $(seq 300); do
    port=$(sed -n 's/^listening at .*:\([0-9]*\);.*/\1/p' "$work/log")
    [[ -n $port ]] && break
    sleep 0.1
  done
  wrk -t 1 -c 64 -d 2s -s Tests/serving-short.lua "http://127.0.0.1:$port" >/dev/null
  kill -TERM "$process"
  code=0
  wait "$process" || code=$?
  process=
  ((code == 0)) || { echo "error: round $round ended with exit code $code"; exit 1; }
done
echo "8 servers ended well"

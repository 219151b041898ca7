#!/usr/bin/env bash
# Sends many short requests to the server, and compares its memory after the first half of them with that at the end.
# Usage: serving-memory.sh path/to/translate-server model [SECONDS [MEGABYTES]]   (the growth that is allowed; needs wrk)
set -euo pipefail
cd "$(dirname "$0")/.."
server=$1 model=$2 seconds=${3:-300} allowed=${4:-20}
log=$(mktemp)
"$server" --port 0 --model "$model" --quiet 2>"$log" &
process=$!
trap 'kill "$process" 2>/dev/null || true; rm -f "$log"' EXIT
for _ in $(seq 300); do
  port=$(sed -n 's/^listening at .*:\([0-9]*\);.*/\1/p' "$log")
  [[ -n $port ]] && break
  kill -0 "$process" 2>/dev/null || { cat "$log"; echo "error: the server has ended"; exit 1; }
  sleep 0.1
done
resident() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$process/status"; }
load() {
  local result
  result=$(wrk -t 1 -c 64 -d "$((seconds / 2))s" -s Tests/serving-short.lua "http://127.0.0.1:$port" | tail -n 1)
  echo "$result"
  echo "  resident memory: $(resident) MB"
  # A server that hardly answers needs no memory either.
  awk -v least="$((50 * seconds))" '{ exit !($1 >= least && / 0 connections lost/) }' <<<"$result" ||
    { echo "error: fewer than 100 answers per second, or connections lost"; exit 1; }
}

echo "begin: $(resident) MB"
load
first=$(resident)
load
last=$(resident)
kill -TERM "$process"
wait "$process"
((last - first <= allowed)) || { echo "error: it grew by more than $allowed MB"; exit 1; }

#!/usr/bin/env bash
# Sends many short requests to the server, and compares its memory after the first half of them with that at the end.
# Usage: serving-memory.sh path/to/translate-server model [SECONDS [MEGABYTES]]   (the growth that is allowed; needs wrk)
set -euo pipefail
cd "$(dirname "$0")/.."
server=$1 model=$2 seconds=${3:-300} allowed=${4:-20}
source Tests/serving-start.sh
start_server "$server" --model "$model"
resident() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$process/status"; }
load() {
  local result
  result=$(wrk -t 1 -c 64 -d "$((seconds / 2))s" -s Tests/serving-short.lua "$url" | tail -n 1)
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
stop_server
((last - first <= allowed)) || { echo "error: it grew by more than $allowed MB"; exit 1; }

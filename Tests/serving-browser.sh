#!/usr/bin/env bash
# Starts the server, and uses its page in headless Chromium.
# Usage: serving-browser.sh path/to/translate-server directory-for-pictures [axe.min.js]
set -euo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
"$1" --port 0 --model models/phrasebook/model.safetensors --quiet 2>"$log" &
process=$!
trap 'kill "$process" 2>/dev/null || true; rm -f "$log"' EXIT
for _ in $(seq 100); do
  port=$(sed -n 's/^listening at .*:\([0-9]*\);.*/\1/p' "$log")
  [[ -n $port ]] && break
  sleep 0.1
done
Tests/serving-browser.py "http://127.0.0.1:$port/" "${@:2}"

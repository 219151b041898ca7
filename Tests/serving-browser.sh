#!/usr/bin/env bash
# Starts the server, and uses its page in headless Chromium.
# Usage: serving-browser.sh path/to/translate-server directory-for-pictures [axe.min.js]
set -euo pipefail
cd "$(dirname "$0")/.."
source Tests/serving-start.sh
start_server "$1" --model models/phrasebook/model.safetensors
Tests/serving-browser.py "$url/" "${@:2}"

#!/usr/bin/env bash
# Asks the server as clients of others do: libretranslatepy, schemathesis and the README's curl commands, then twice
# 10,000 damaged requests and a load. Needs python3, curl and PyPI.
# Usage: serving.sh path/to/translate-server model
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
server=$1
model=$2
source Tests/serving-start.sh

python=.build-server/peers/bin
if [[ ! -x $python/schemathesis ]]; then
  python3 -m venv .build-server/peers
  $python/pip install -q libretranslatepy schemathesis
fi

start_server "$server" --model "$model"

echo "libretranslatepy"
$python/python Tests/serving-client.py "$url"

echo "curl commands of the pages"
for page in README.md Sources/Seq2Seq/Documentation.docc/Serving.md; do
  Tests/serving-curl.sh "$page" "$url"
done

echo "schemathesis"
# In a folder of its own, where it keeps what it has found.
cd "$work"
PYTHONWARNINGS=ignore "$root/$python/schemathesis" run "$url/spec" --url "$url" --workers 2 \
  --max-examples "${EXAMPLES:-200}" --continue-on-failure --warnings off --no-color \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,allow_header_conformance
cd "$root"

echo "damaged requests"
for seed in 1 2; do
  python3 Tests/serving-malformed.py "$url" "${REQUESTS:-10000}" "$seed"
done

echo "load"
python3 Tests/serving-load.py "$url" "${LOAD_SECONDS:-10}"

stop_server
if [[ -s $work/log ]] && grep -q ' error ' "$work/log"; then
  cat "$work/log"
  exit 1
fi

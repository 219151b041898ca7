#!/usr/bin/env bash
# Compares the answers per second that 64 connections get from the server, one sentence each, with the sentences per
# second of the command line, without its start, in turn, with one model on the same cores. Then sends requests at half of the server's
# rate, and looks at the time of the slowest hundredth. wrk and the clients run on the same cores as the server.
# Usage: serving-throughput.sh path/to/translate path/to/translate-server model [ROUNDS [SECONDS]]   (needs wrk, python3)
set -euo pipefail
cd "$(dirname "$0")/.."
translate=$1 server=$2 model=$3 rounds=${4:-5} seconds=${5:-10}
source Tests/serving-start.sh
start_server "$server" --model "$model"

for _ in 1 2 3; do cut -f 1 data/test.tsv; done >"$work/sentences"
lines=$(wc -l <"$work/sentences")
for round in $(seq "$rounds"); do
  begin=$EPOCHREALTIME
  head -n 1 "$work/sentences" | "$translate" --model "$model" --quiet >/dev/null
  started=$EPOCHREALTIME
  "$translate" --model "$model" --quiet <"$work/sentences" >"$work/translations"
  alone=$(awk -v n="$lines" -v a="$begin" -v b="$started" -v c="$EPOCHREALTIME" \
    'BEGIN { print (n - 1) / (c - b - (b - a)) }')
  wrk -t 1 -c 64 -d "${seconds}s" -s Tests/serving-load.lua "$url" >"$work/wrk"
  grep -q '^status errors 0,' "$work/wrk" || { cat "$work/wrk"; exit 1; }
  served=$(sed -n 's/^Requests\/sec: *//p' "$work/wrk")
  awk -v r="$round" -v a="$alone" -v s="$served" \
    'BEGIN { printf "%d: command line %.0f/s, server %.0f/s, %.1f %%\n", r, a, s, 100 * s / a }' | tee -a "$work/rounds"
done

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio=$(sed 's/.* \([0-9.]*\) %$/\1/' "$work/rounds" | median)
rate=$(sed 's/.*server \([0-9]*\).*/\1/' "$work/rounds" | median)
echo "median: $ratio %"
python3 Tests/serving-load.py "$url" "$seconds" "$((rate / 2))" | tee "$work/half"
slowest=$(sed -n 's/^ *99% within \([0-9.]*\) ms/\1/p' "$work/half")
awk -v r="$ratio" -v s="$slowest" 'BEGIN { exit !(r >= 80 && s < 250) }' ||
  { echo "error: less than 80 %, or 250 ms and more"; exit 1; }

#!/usr/bin/env bash
# Streams lines through `translate` and watches its memory, which must not grow after the first half: until then caches fill.
# Linux only.
# Usage: stream.sh <translate> <model> [lines]
set -euo pipefail

translate=$1 model=$2 lines=${3:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkfifo "$work/in"
: >"$work/out" # It is counted before the program may have been started.

# Short lines of every kind: sentences, numbers, blank lines, bytes that are not text.
awk -v lines="$lines" 'BEGIN {
  for (n = 1; n <= lines; n++)
    if (n % 7 == 0) print ""
    else if (n % 11 == 0) printf "\377%d\r\n", n
    else print (n % 2 ? "I am cold." : "Where is " n "?")
}' >"$work/in" &
"$translate" --model "$model" --beam 1 --max-length 8 <"$work/in" >"$work/out" 2>"$work/errors" &
program=$!

resident() { awk '/^VmRSS/ { print $2 }' "/proc/$program/status" 2>/dev/null; }
first=0 most=0
while kill -0 $program 2>/dev/null; do
  now=$(resident || true)
  done_lines=$(wc -l <"$work/out")
  if [[ -n $now ]] && ((done_lines > lines / 2)); then
    if ((first == 0)); then first=$now; fi
    if ((now > most)); then most=$now; fi
  fi
  sleep 0.2
done
wait $program || { cat "$work/errors" >&2; exit 1; }

written=$(wc -l <"$work/out")
((written == lines)) || { echo "error: $lines lines in, $written out" >&2; exit 1; }
((first > 0)) || { echo "error: too few lines to watch memory" >&2; exit 1; }
((most <= first + first / 10 + 1024)) || { echo "error: memory grew from $first to $most kB" >&2; exit 1; }
echo "$lines lines in, $written out; $first kB after half of them, $most kB at most from then on"

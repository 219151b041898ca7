#!/usr/bin/env bash
# Trains for one update on corpora of growing size, made from one, and prints how long it takes until then, how fast text
# is read, and how much memory is taken: at the first start, at a second one, and after kills while pairs are prepared.
# Usage: scale.sh <translate> <corpus.tsv> [pairs …]
# More options for translate are taken from $OPTIONS.
set -euo pipefail

translate=$1 corpus=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
read -ra options <<<"${OPTIONS:---embedding 64 --encoder 64 --decoder 64 --vocabulary 8000 --attention none --precision float32}"

# Trains until a first update and prints the seconds and the peak of memory in MB.
train() {
  local began ended
  began=$(date +%s.%N)
  "$translate" train "$work/pairs.tsv" --languages en-fr --output "$work/model" --updates 1 --keep-pairs \
    "${options[@]}" "$@" >"$work/out" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
  ended=$(date +%s.%N)
  awk -v began="$began" -v ended="$ended" -v peak="$(sed -n '/^done/s/.* and \([0-9,]*\) MB$/\1/p' "$work/log" | tr -d ,)" \
    'BEGIN { printf "%.1f %s\n", ended - began, peak }'
}

report() { # name, seconds and memory
  awk -v name="$1" -v result="$2" -v bytes="$(stat -c %s "$work/pairs.tsv")" 'BEGIN {
    split(result, field, " ")
    printf "  %-28s %7.1f s  %6.1f MB/s  %5d MB\n", name, field[1], bytes / 1e6 / field[1], field[2]
  }'
}

for pairs in "${@:-100000 1000000 10000000}"; do
  for count in $pairs; do
    python3 "$here/crossed.py" "$corpus" "$count" >"$work/pairs.tsv"
    rm -rf "$work/model"
    echo "$count pairs, $(stat -c %s "$work/pairs.tsv") bytes"
    report "first start" "$(train --fresh)"
    cp "$work/model/model.safetensors" "$work/first"
    report "second start, --fresh" "$(train --fresh)"
    cmp "$work/first" "$work/model/model.safetensors"
    # Killed five times while it prepares, then to the end.
    rm -rf "$work/model"
    for _ in 1 2 3 4 5; do
      "$translate" train "$work/pairs.tsv" --languages en-fr --output "$work/model" --updates 1 --keep-pairs \
        "${options[@]}" >/dev/null 2>&1 &
      sleep "$(awk -v seed="$RANDOM" -v bytes="$(stat -c %s "$work/pairs.tsv")" 'BEGIN {
        srand(seed); print rand() * (1 + bytes / 2e7) }')"
      kill -9 $! 2>/dev/null || true
      wait $! 2>/dev/null || true
    done
    report "after five kills" "$(train)"
    cmp "$work/first" "$work/model/model.safetensors"
    ls -l "$work/model/pairs.cache" 2>/dev/null | awk '{ printf "  pairs.cache %40d bytes\n", $5 }'
  done
done

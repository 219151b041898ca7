#!/usr/bin/env bash
# Trains models of several sizes for a while, and compares the forecast of memory with the peak that the
# system counted. Linux only.
# Usage: memory.sh <translate>
set -euo pipefail

translate=$1
data=$(cd "$(dirname "$0")/../data" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

number() { sed -n "/$1/s/.* \([0-9,]*\) MB.*/\1/p" "$work/log" | head -n 1 | tr -d ,; }

run() {
  "$translate" train "$data/train.tsv" --valid "$data/valid.tsv" --output "$work/m" --fresh "$@" \
    2>"$work/log" >/dev/null || { cat "$work/log" >&2; exit 1; }
  awk -v said="$(number '^memory ')" -v took="$(number 'Z done: ')" -v options="$*" 'BEGIN {
    printf "%4d MB said, %4d MB taken: %s\n", said, took, options
    exit !(took <= 1.1 * said && said <= 2 * took)
  }'
}

run --updates 600
run --updates 300 --threads 1
run --updates 300 --threads 4 --attention additive
run --updates 600 --threads 8
run --updates 600 --embedding 16 --encoder 16 --decoder 16
run --updates 60 --embedding 256 --encoder 512 --decoder 512 --vocabulary 8000
run --updates 600 --embedding 16 --encoder 16 --decoder 16 --batch-tokens 700
run --updates 100 --batch-tokens 4000
run --updates 100 --encoder-layers 2 --decoder-layers 2 --readout untied --context mean

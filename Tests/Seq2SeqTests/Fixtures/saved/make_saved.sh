#!/bin/sh
# Makes the files beside this script: a model, and a training that was stopped in the middle of its second epoch, as a
# program of an earlier version wrote them. They were made once, by the version of commit d74b915, and must not be made
# anew: that later versions read them is what is tested.
#
#     ./make_saved.sh path/to/translate
#
# pairs.en-fr.tsv is every 61st line of data/train.tsv of that commit, from the seventh on: 40 pairs.
set -eu
translate=$1
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every kind of option at least once, and few at their defaults: all of them are part of what a checkpoint is compared by.
# CheckpointCompatibilityTests asks for the same.
"$translate" train pairs.en-fr.tsv --output "$work/checkpoint" --updates 8 --validate-every 6 \
  --vocabulary 280 --joint-vocabulary --tie-embeddings --bpe-dropout 0.1 --max-length 60 \
  --embedding 8 --encoder 8 --decoder 8 --cell lstm --decoder-layers 2 --residual --layer-norm \
  --attention additive --context mean --readout untied --readout-without-context \
  --batch-sentences 4 --accumulate 2 --optimizer adam --weight-decay 0.001 --learning-rate 0.01 \
  --schedule inverse-square-root --warmup 3 --clip 2.5 --truncate-bptt 7 --ema 0.9 \
  --dropout 0.2 --layer-dropout 0.1 --recurrent-dropout 0.05 --word-dropout 0.05 \
  --label-smoothing 0.05 --r-drop 1 --criterion loss --seed 7 --threads 2 --precision float32
"$translate" train pairs.en-fr.tsv --valid pairs.en-fr.tsv --output "$work/model" --epochs 120 \
  --validate-every 60 --subwords none --min-frequency 1 --embedding 16 --encoder 24 --decoder 24 \
  --attention dot --learning-rate 0.01 --schedule constant --dropout 0 --label-smoothing 0 --patience 100 \
  --seed 3 --threads 2 --precision float32
cp "$work/checkpoint/checkpoint.safetensors" "$work/checkpoint/metrics.jsonl" .
cp "$work/model/model.safetensors" .

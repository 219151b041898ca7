#!/usr/bin/env bash
# Kills a small training with SIGKILL at random moments, runs the same command again until the training is
# done, and compares its model, checkpoint and metrics, byte for byte, with those of an undisturbed training.
# With "rollback" it is a training whose loss becomes infinite, and that returns to an earlier state and ends well.
# Usage: kill-resume.sh <translate> [kills] [seed] [epochs] [rollback]
set -euo pipefail

translate=$1 kills=${2:-50} RANDOM=${3:-1} epochs=${4:-12} kind=${5:-calm}
data=$(cd "$(dirname "$0")/../data" && pwd)
work=$(mktemp -d)
training=
trap 'kill -9 $training 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "error: $*" >&2
  exit 1
}

case $kind in
  calm) pairs=300 rates=0.01 interval=4 options=(--embedding 32 --encoder 64 --decoder 64) ;;
  # Which of these rates is too high for a while, but not for good, depends on the pairs.
  rollback)
    pairs=120 rates=$(seq 2 0.5 12) interval=20
    options=(--cell rnn-relu --optimizer sgd --clip 1e9 --warmup $((8 * epochs)) --embedding 8 --encoder 8 --decoder 8)
    ;;
  *) fail "no such training: $kind" ;;
esac
head -n $pairs "$data/train.tsv" >pairs.en-fr.tsv
head -n 30 "$data/valid.tsv" >valid.tsv

# The calm one validates and saves after every few updates, so that many kills happen while saving. The precision is
# given: where two are about as fast, each training may measure another one to be faster.
train() {
  exec "$translate" train pairs.en-fr.tsv --valid valid.tsv --output "$1" --threads 2 --vocabulary 330 \
    --batch-sentences 16 --epochs "$epochs" --validate-every $interval --patience 1000 --learning-rate "$rate" \
    --precision float32 "${options[@]}" 2>>"$1.log" >/dev/null
}

milliseconds() { date +%s%N | sed 's/......$//'; }

returns() { grep -c 'back to update' whole.log || true; }

for rate in $rates; do
  rm -rf whole whole.log
  began=$(milliseconds)
  (train whole) || [[ $kind == rollback ]] || fail "the training that nobody disturbs ends with $?: $(tail -n 1 whole.log)"
  duration=$(($(milliseconds) - began))
  if [[ $kind == rollback ]] && grep -q 'Z done: ' whole.log && (($(returns) > 0)); then break; fi
done
[[ $kind == calm ]] || { grep -q 'Z done: ' whole.log && (($(returns) > 0)); } || fail "no training returns and ends well"

# A file; of the metrics without the times, which differ from run to run.
untimed() { if [[ $1 == *.jsonl ]]; then sed 's/,"seconds":.*/}/' "$1"; else cat "$1"; fi; }

# Reports come every 25 updates and validations at their interval: none may be missing or appear twice.
updates() { sed -n "/$2/s/.*\"update\":\([0-9]*\).*/\1/p" "$1/metrics.jsonl" | tr '\n' ' '; }
last=$(updates whole validation_loss | awk '{ print $NF }')
[[ $(updates whole validation_loss) == "$(seq -s ' ' $interval $interval "$last") " ]] || fail "a validation is missing"
[[ $(updates whole clipped) == "$(seq -s ' ' 25 25 "$((last + interval - 1))") "* ]] || fail "a report is missing"

killed=0 saving=0 early=0 trainings=0
while ((killed < kills)); do
  trainings=$((trainings + 1))
  rm -rf parts parts.log
  # One kill, or several in succession.
  for ((rest = RANDOM % 3; rest >= 0 && killed < kills; rest--)); do
    (train parts) &
    training=$!
    moment=$((RANDOM * 32768 + RANDOM))
    pause=$(awk "BEGIN { print $moment % ($duration + 1) / 10000 }")
    for _ in {1..10}; do
      kill -0 $training 2>/dev/null || break
      sleep "$pause"
    done
    # One kill in three happens during the next saving.
    if ((moment % 3 == 0)); then
      while kill -0 $training 2>/dev/null && ! compgen -G "parts/.*.translate-tmp" >/dev/null; do :; done
    fi
    kill -9 $training 2>/dev/null || break # the training ended before the kill
    wait $training 2>/dev/null && break
    killed=$((killed + 1))
    if compgen -G "parts/.*.translate-tmp" >/dev/null; then saving=$((saving + 1)); fi
    [[ -e parts/checkpoint.safetensors ]] || early=$((early + 1))
  done
  (train parts) || fail "after $killed kills it does not resume: $(tail -n 1 parts.log)"
  for file in model.safetensors checkpoint.safetensors metrics.jsonl; do
    cmp -s <(untimed "whole/$file") <(untimed "parts/$file") || fail "$file differs after $killed kills"
  done
  if compgen -G "parts/.*.translate-tmp" >/dev/null; then fail "a temporary file is left"; fi
done
training=
echo "$killed kills in $trainings trainings of $last updates with $(returns) returns, $saving of them while saving, $early before the" \
  "first save: model, checkpoint and metrics are the same to the byte"

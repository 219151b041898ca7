#!/usr/bin/env bash
# Trains as several processes that mpirun starts, on one machine: ranks and threads, the same bytes each time, ranks that
# are killed at random moments and go on to the same bytes, and ranks that are refused.
# Usage: mpi.sh <translate with MPI> [kills] [seed]
set -euo pipefail

translate=$1 kills=${2:-20} RANDOM=${3:-1}
data=$(cd "$(dirname "$0")/../data" && pwd)
work=$(mktemp -d)
running=
trap 'kill -9 $running 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
head -n 300 "$data/train.tsv" >pairs.en-fr.tsv
head -n 30 "$data/valid.tsv" >valid.tsv
head -n 299 "$data/train.tsv" >others.en-fr.tsv

fail() {
  echo "error: $*" >&2
  exit 1
}

starter=(mpirun)
# OpenMPI wants to be told that there are more processes than cores, and that root may start them; MPICH does not know these.
if mpirun --version 2>&1 | grep -q 'Open MPI'; then
  starter+=(--oversubscribe)
  if ((EUID == 0)); then starter+=(--allow-run-as-root); fi
fi

options=(--valid valid.tsv --vocabulary 330 --batch-sentences 16 --epochs "${EPOCHS:-6}" --validate-every 4 --patience 1000
  --learning-rate 0.01 --precision float32 --embedding 32 --encoder 64 --decoder 64)

# train DIRECTORY RANKS THREADS
train() {
  "${starter[@]}" -n "$2" "$translate" train pairs.en-fr.tsv "${options[@]}" --threads "$3" --output "$1" \
    >>"$1.out" 2>>"$1.log"
}

# same DIRECTORY DIRECTORY
same() {
  local file
  for file in model.safetensors checkpoint.safetensors metrics.jsonl; do
    cmp "$1/$file" "$2/$file" || fail "$1 and $2 have other bytes"
  done
}

for shape in "1 1" "2 1" "3 1" "4 1" "2 2"; do
  read -r ranks threads <<<"$shape"
  for time in first second; do
    train "$time-$ranks-$threads" "$ranks" "$threads" || fail "$shape: $(tail -n 3 "$time-$ranks-$threads.log")"
    [[ $(cat "$time-$ranks-$threads.out") == "$time-$ranks-$threads/model.safetensors" ]] ||
      fail "not one rank alone writes the result"
    (($(grep -c '^done' "$time-$ranks-$threads.log") == 1)) || fail "not one rank alone reports"
  done
  same "first-$ranks-$threads" "second-$ranks-$threads"
  echo "$ranks ranks with $threads threads: the same bytes twice"
done

# Without mpirun it is one process, as a program without MPI.
"$translate" train pairs.en-fr.tsv "${options[@]}" --threads 1 --output alone >/dev/null 2>&1
same alone first-1-1
echo "one rank: the bytes of a process without mpirun"

# The loss of several ranks is that of as many threads, but for the order of sums.
loss() { sed -n 's/.*"validationLoss":\([0-9.]*\).*/\1/p' "$1/metrics.jsonl" | head -n "$2" | tail -n 1; }
"$translate" train pairs.en-fr.tsv "${options[@]}" --threads 2 --output threads >/dev/null 2>&1
awk -v a="$(loss threads 3)" -v b="$(loss first-2-1 3)" 'BEGIN { exit !(a > 0 && (a - b)^2 < (0.01 * a)^2) }' ||
  fail "after 12 updates the loss is $(loss first-2-1 3) with 2 ranks, $(loss threads 3) with 2 threads"
echo "2 ranks learn as 2 threads do: $(loss first-2-1 3) and $(loss threads 3) after 12 updates"

# refused TEXT COMMAND…: it ends with the text, not in a wait for ever
refused() {
  local text=$1
  shift
  if timeout 60 "$@" >refused.log 2>&1; then fail "accepted, instead of: $text"; fi
  grep -q "$text" refused.log || fail "not \"$text\" but: $(head -n 5 refused.log)"
  echo "refused: $(grep -m 1 "$text" refused.log)"
}

one=("$translate" train pairs.en-fr.tsv "${options[@]}" --threads 1 --output refused)
refused 'process 1 cannot train with process 0: seed is 2, not 1' \
  "${starter[@]}" -n 1 "${one[@]}" : -n 1 "${one[@]}" --seed 2
other=("${one[@]}")
other[2]=others.en-fr.tsv
refused 'process 1 cannot train with process 0: its corpus is another' \
  "${starter[@]}" -n 1 "${one[@]}" : -n 1 "${other[@]}"
other[2]=missing.en-fr.tsv
refused 'process 1: .*missing.en-fr.tsv' "${starter[@]}" -n 1 "${one[@]}" : -n 1 "${other[@]}"

# A random rank is killed at a random moment; all must end within 10 seconds, and the same command must go on.
milliseconds() { date +%s%N | sed 's/......$//'; }
began=$(milliseconds)
train whole 2 1
duration=$(($(milliseconds) - began))
killed=0 longest=0
while ((killed < kills)); do
  rm -rf killed
  while :; do
    train killed 2 1 &
    running=$!
    sleep "$(awk -v d=$duration -v r=$RANDOM 'BEGIN { print d * r / 32768 / 1000 }')"
    ranks=($(ps -eo pid=,args= | awk -v p="$translate" '$2 == p && /--output killed/ { print $1 }'))
    if ((${#ranks[@]} == 2)) && ((killed < kills)); then
      began=$(milliseconds)
      kill -9 "${ranks[RANDOM % 2]}" 2>/dev/null || true
      killed=$((killed + 1))
      if wait $running; then break; fi
      took=$(($(milliseconds) - began))
      ((took < 10000)) || fail "the others ended after $took ms"
      if ((took > longest)); then longest=$took; fi
    elif wait $running; then
      break
    fi
  done
  same whole killed
done
grep -q -i 'signal 9\|killed' killed.log || fail "nothing says that a rank was killed"
echo "$killed ranks killed: the others ended within $longest ms, and the same bytes came"

#!/usr/bin/env bash
# Trains as several processes that mpirun starts, on one machine: ranks and threads, the same bytes each time, ranks that
# are killed at random moments and go on to the same bytes, and ranks that are refused.
# Usage: mpi.sh <translate with MPI> [kills] [seed]; MPICC compiles for the same MPI
set -euo pipefail

translate=$1 kills=${2:-20} RANDOM=${3:-1}
here=$(cd "$(dirname "$0")" && pwd)
data=$here/../data
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

# The starter must belong to the library that the program was built with; MPIRUN names another than mpirun.
mpirun=${MPIRUN:-mpirun}
starter=("$mpirun") patient=("$mpirun")
# OpenMPI wants to be told that there are more processes than cores, and that root may start them; MPICH does not know these.
if "$mpirun" --version 2>&1 | grep -q 'Open MPI'; then
  starter+=(--oversubscribe)
  if ((EUID == 0)); then starter+=(--allow-run-as-root); fi
  # After Ctrl-C it leaves the processes one second, which may be too short.
  patient=("${starter[@]}" --mca odls_base_sigkill_timeout 5)
fi

# The exchanges alone, with any number of ranks; many numbers, and fewer than ranks.
"${MPICC:-mpicc}" -O2 -I "$here/../Sources/CMPI/include" "$here/MPI/slices.c" "$here/../Sources/CMPI/CMPI.c" -lm -o slices
for ranks in 1 2 3 4; do
  for numbers in 7 2500003; do "${starter[@]}" -n "$ranks" ./slices "$numbers"; done
done

options=(--valid valid.tsv --vocabulary 330 --batch-sentences 16 --epochs "${EPOCHS:-6}" --validate-every 4 --patience 1000
  --learning-rate 0.01 --precision float32 --embedding 32 --encoder 64 --decoder 64)

# train DIRECTORY RANKS THREADS
train() {
  "${starter[@]}" -n "$2" "$translate" train pairs.en-fr.tsv "${options[@]}" --threads "$3" --output "$1" \
    >>"$1.out" 2>>"$1.log"
}

# A file; of the metrics without the times, which differ from run to run.
untimed() { if [[ $1 == *.jsonl ]]; then sed 's/,"seconds":.*/}/' "$1"; else cat "$1"; fi; }

# same DIRECTORY DIRECTORY
same() {
  local file
  for file in model.safetensors checkpoint.safetensors metrics.jsonl; do
    cmp <(untimed "$1/$file") <(untimed "$2/$file") || fail "$1 and $2 have other bytes"
  done
}

for shape in "1 1" "2 1" "3 1" "4 1" "2 2"; do
  read -r ranks threads <<<"$shape"
  for time in first second; do
    train "$time-$ranks-$threads" "$ranks" "$threads" || fail "$shape: $(tail -n 3 "$time-$ranks-$threads.log")"
    [[ $(cat "$time-$ranks-$threads.out") == "$time-$ranks-$threads/model.safetensors" ]] ||
      fail "not one rank alone writes the result"
    (($(grep -c 'Z done: ' "$time-$ranks-$threads.log") == 1)) || fail "not one rank alone reports"
  done
  same "first-$ranks-$threads" "second-$ranks-$threads"
  echo "$ranks ranks with $threads threads: the same bytes twice"
done

# Without mpirun it is one process, as a program without MPI.
"$translate" train pairs.en-fr.tsv "${options[@]}" --threads 1 --output alone >/dev/null 2>&1
same alone first-1-1
echo "one rank: the bytes of a process without mpirun"

# The loss of several ranks is that of as many threads, but for the order of sums.
loss() { sed -n 's/.*"validation_loss":\([0-9.]*\).*/\1/p' "$1/metrics.jsonl" | head -n "$2" | tail -n 1; }
"$translate" train pairs.en-fr.tsv "${options[@]}" --threads 2 --output threads >/dev/null 2>&1
awk -v a="$(loss threads 3)" -v b="$(loss first-2-1 3)" 'BEGIN { exit !(a > 0 && (a - b)^2 < (0.01 * a)^2) }' ||
  fail "after 12 updates the loss is $(loss first-2-1 3) with 2 ranks, $(loss threads 3) with 2 threads"
echo "2 ranks learn as 2 threads do: $(loss first-2-1 3) and $(loss threads 3) after 12 updates"

# Gradients sent in bfloat16: other bytes, the same each time.
for directory in rounded rounded-again; do
  "${starter[@]}" -n 2 "$translate" train pairs.en-fr.tsv "${options[@]}" --gradient-precision bfloat16 --threads 1 \
    --output $directory >/dev/null 2>&1 || fail "gradients in bfloat16"
done
same rounded rounded-again
if cmp -s rounded/model.safetensors first-2-1/model.safetensors; then fail "gradients are not rounded"; fi
echo "gradients in bfloat16: the same bytes twice; after 12 updates a loss of $(loss rounded 3)"

# Text without translations: all processes train its model, the first translates, and all train on.
cut -f 2 "$data/train.tsv" | tail -n 60 >more.fr.txt
for directory in synthetic synthetic-again; do
  "${starter[@]}" -n 2 "$translate" train pairs.en-fr.tsv "${options[@]}" --target-text more.fr.txt --threads 1 \
    --output $directory >/dev/null 2>$directory.log || fail "text without translations: $(tail -n 3 $directory.log)"
done
same synthetic synthetic-again
echo "text without translations: the same bytes twice"

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

# Ctrl-C: all stop after the same update, one saves, and the same command goes on to the same bytes.
rm -rf killed
# Of a job without a group of its own the shell would ignore Ctrl-C.
set -m
"${patient[@]}" -n 2 "$translate" train pairs.en-fr.tsv "${options[@]}" --threads 1 --output killed >interrupted.out 2>interrupted.log &
running=$!
set +m
for _ in {1..600}; do
  if [[ -s killed/metrics.jsonl ]]; then break; fi
  sleep 0.1
done
kill -INT $running
if wait $running; then fail "Ctrl-C came too late"; fi
(($(grep -c 'Z interrupted and saved' interrupted.log) == 1)) || fail "not saved once: $(tail -n 5 interrupted.log)"
train killed 2 1
same whole killed
echo "Ctrl-C: $(grep 'Z interrupted and saved' interrupted.log), and the same bytes came"

# Two ranks as on two machines, if this system can have network namespaces.
if ((EUID == 0)) && [[ ${patient[*]} == *--mca* ]] && ip netns add "probe$$" 2>/dev/null; then
  ip netns del "probe$$"
  for rate in 10gbit 1gbit; do
    echo "over $rate: $("$here/MPI/namespaces.sh" "$rate" "$work/slices" 7700000 5)"
  done
  "$here/MPI/namespaces.sh" 1gbit "$translate" train "$work/pairs.en-fr.tsv" "${options[@]/#valid.tsv/$work/valid.tsv}" \
    --threads 1 --output "$work/network" >network.out 2>network.log || fail "over the network: $(tail -n 3 network.log)"
  same whole network
  echo "2 ranks in two network namespaces: the bytes of 2 ranks in one"
else
  echo "not tried: two network namespaces, which need root, iproute2 and OpenMPI"
fi

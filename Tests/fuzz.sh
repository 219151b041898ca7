#!/usr/bin/env bash
# Runs libFuzzer, with AddressSanitizer, on each reader of files that may come from anyone.
# An input that breaks a reader is left in the working directory, as crash-…, leak-…, oom-… or timeout-….
# Usage: [FUZZ_TARGETS="model tsv"] fuzz.sh <fuzz built with libFuzzer> <translate> [seconds for each]
set -euo pipefail

fuzz=$(realpath "$1") translate=$(realpath "$2") seconds=${3:-300}
# The same program without libFuzzer, beside the other.
mutator=$(dirname "$translate")/fuzz
data=$(cd "$(dirname "$0")/../data" && pwd)
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT

# Seeds: small files of every kind that the readers take.
mkdir "$seeds"/{model,tsv,gzip,tokenizer,pairs,checkpoint,document,body}
head -n 40 "$data/core.tsv" >"$seeds/tsv/pairs.tsv"
printf '\357\273\277a\tb\tc\r\n"\tNA\n\n\0\t\377\n\302\205\t\342\200\250\n' >"$seeds/tsv/odd.tsv"
printf '\377\376a\0\t\0b\0\n\0' >"$seeds/tsv/utf16.tsv"
cat >"$seeds/pairs/a.tmx" <<'END'
<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx><header srclang="en"/><body><!-- c -->
<tu><tuv xml:lang="en"><seg>a <bpt i="1">&lt;b></bpt>&amp;<![CDATA[<c>]]></seg></tuv><tuv xml:lang="fr"><seg>d<ph>{0}</ph></seg></tuv></tu></body></tmx>
END
cat >"$seeds/pairs/a.xlf" <<'END'
<xliff version="1.2"><file source-language="en" target-language="fr"><body><trans-unit id="1"><source>a. b.</source><seg-source>
<mrk mtype="seg" mid="1">a.</mrk> <mrk mtype="seg" mid="2">b.</mrk></seg-source><target><mrk mtype="seg" mid="1">c.</mrk>
<mrk mtype="seg" mid="2">d.</mrk></target><alt-trans><target>e</target></alt-trans></trans-unit></body></file></xliff>
END
cat >"$seeds/pairs/a.po" <<'END'
msgid ""
msgstr "Language: fr\n"

#, fuzzy
msgid "a\303\251"
msgid_plural "b"
msgstr[0] "c"
"d\x41"
msgstr[1] "e"
END
printf 'sep=;\n"a ""b""";"c\nd"\ne;f\n' >"$seeds/pairs/a.csv"
printf '{"en":"a","fr":"b"}\n["c","d"]\n{"translation":{"source":"\\u00e9","target":"e"}}\n' >"$seeds/pairs/a.jsonl"
printf 'caf\351\tb\nh\364tel\t\351t\351\n' >"$seeds/pairs/latin.tsv"
printf 'a\0\t\0b\0\n\0' >"$seeds/pairs/wide.tsv"
gzip -nc "$seeds/tsv/pairs.tsv" >"$seeds/gzip/pairs.gz"
cat "$seeds/gzip/pairs.gz" <(printf 'one\ntwo' | gzip -n1) >"$seeds/gzip/members.gz"
for options in "--readout tied" "--attention additive --readout none" "--subwords none"; do
  "$translate" train "$seeds/tsv/pairs.tsv" --fresh --output "$seeds/m" --updates 1 --embedding 2 --encoder 2 \
    --decoder 2 --vocabulary 270 $options >/dev/null 2>&1
  name=$(echo "$options" | tr -dc a-z)
  cp "$seeds/m/model.safetensors" "$seeds/model/$name"
  strings -n 200 "$seeds/m/model.safetensors" | sed -n 's/.*"source_tokenizer":"\(.*\)","target_tokenizer.*/\1/p' |
    sed 's/\\"/"/g; s/\\\\/\\/g' >"$seeds/tokenizer/$name"
done

"$mutator" train "$seeds/checkpoint/sound"
# A byte that chooses the format, then the document: some of each format that the tests have.
number=0
for format in text markdown html srt vtt po xliff strings json; do
  for document in 1 5 9 13; do
    {
      printf "\\$(printf %o $number)"
      awk -v wanted=$document '/^%%%% / { found++; next } found == wanted' \
        "$(dirname "$0")/DocumentsTests/Fixtures/$format.txt"
    } >"$seeds/document/$format$document"
  done
  number=$((number + 1))
done

printf '\0{"q": ["a", "\\u00e9"], "source": "en", "alternatives": 2, "terms": {"a": "b"}, "x": null}' >"$seeds/body/json"
printf '\1q=a+%%c3%%a9&source=en&q=%%&=&x' >"$seeds/body/form"
printf '\2--x\r\nContent-Disposition: form-data; name="q"\r\n\r\na\r\n--x\r\ncontent-disposition: form-data; name=file; filename="b.md"\r\n\r\nc\r\n--x--\r\n' \
  >"$seeds/body/multipart"

if [[ " ${FUZZ_TARGETS:-checkpoint} " == *" checkpoint "* ]]; then
  "$mutator" mutate checkpoint "$seeds/checkpoint/sound" 5000 1
fi
for target in ${FUZZ_TARGETS:-model tsv gzip tokenizer pairs checkpoint document body}; do
  # Short inputs are tried faster, but a model's header takes some room.
  case $target in model | tokenizer) length=32768 ;; *) length=2048 ;; esac
  # No leak check: oneDNN's engine and stream of a thread, 144 bytes, live as long as the process. The limit for one input
  # leaves room for other work on the machine: the longest that was needed is printed.
  ASAN_OPTIONS=detect_leaks=0 FUZZ_TARGET=$target "$fuzz" "$seeds/$target" -max_total_time="$seconds" \
    -max_len=$length -timeout=60 -rss_limit_mb=1024 -print_final_stats=1 >"$seeds/log" 2>&1 ||
    { tail -n 60 "$seeds/log" >&2; echo "error: $target is broken by the input named above" >&2; exit 1; }
  awk -v target="$target" '
    /^stat::number_of_executed_units/ { runs = $2 }
    /^stat::peak_rss_mb/ { memory = $2 }
    /^stat::slowest_unit_time_sec/ { slowest = $2 }
    / cov: / { covered = $4; ft = $6 }
    END {
      printf "%s: %d inputs, %d edges and %d features covered, %d MB and %d s for one input at most\n",
        target, runs, covered, ft, memory, slowest
    }
  ' "$seeds/log"
done

#!/usr/bin/env bash
# The path of a new user, from a fresh clone: install to a prefix, train, report, serve, ask with curl,
# open the page, stop, and remove what was installed.
# Usage: new-user.sh   (in a clone; builds what is missing, the server included: minutes)
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
server=
trap 'if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

step() { echo "== $*"; }
fail() {
  echo "error: $*" >&2
  exit 1
}

step "install"
make --no-print-directory server install PREFIX="$work/prefix" >"$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }
export PATH=$work/prefix/bin:$PATH HOME=$work/home
unset TRANSLATE_MODEL XDG_DATA_HOME
mkdir -p "$HOME" "$work/desk"
cd "$work/desk"
[[ $(command -v translate) == "$work/prefix/bin/translate" ]] || fail "another translate is found first"
for page in translate translate.train bleu; do
  [[ -s $work/prefix/share/man/man1/$page.1 ]] || fail "there is no manual page $page.1"
done
bash -n "$work/prefix/share/bash-completion/completions/translate"
if command -v zsh >/dev/null; then zsh -n "$work/prefix/share/zsh/site-functions/_translate"; fi
if command -v fish >/dev/null; then fish -n "$work/prefix/share/fish/vendor_completions.d/translate.fish"; fi

step "translate with the model that comes with it"
[[ $(translate "I am cold.") == "J'ai froid." ]] || fail "the phrasebook does not answer"

step "train"
head -n 3000 "$root/data/train.tsv" >pairs.tsv
translate train pairs.tsv --languages en-fr --epochs 2 --embedding 64 --encoder 64 --decoder 64 --quiet
translate models | tee models.txt
grep -q '^pairs  *en to fr ' models.txt || fail "the new model is not listed"
echo "I am cold." | translate --model pairs >answer.txt
[[ $(wc -l <answer.txt) == 1 ]] || fail "the new model gives no line"

step "report"
translate report pairs --pairs "$root/data/valid.tsv" --output report.html
grep -qi '<svg' report.html || fail "the report has no picture"

step "serve"
translate serve --model phrasebook --port 0 2>server.log &
server=$!
port=
for _ in $(seq 300); do
  port=$(sed -n 's/^listening at .*:\([0-9]*\);.*/\1/p' server.log)
  [[ -n $port ]] && break
  kill -0 "$server" 2>/dev/null || { cat server.log; fail "the server has ended"; }
  sleep 0.1
done
[[ -n $port ]] || fail "the server does not listen"
url=http://127.0.0.1:$port

step "ask"
answer=$(curl -s --max-time 30 -d 'q=I am cold.' -d source=en -d target=fr "$url/translate")
[[ $answer == "{\"translatedText\":\"J'ai froid.\"}" ]] || fail "curl gets $answer"

step "open the page"
curl -s --max-time 30 "$url/" >page.html
grep -qi '<textarea' page.html || fail "the page has no place to write"
if command -v chromium >/dev/null; then
  timeout 60 chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=3000 --dump-dom "$url/" >dom.html 2>/dev/null
  grep -q 'English' dom.html || fail "the page does not name the languages"
else
  echo "not tried in a browser: there is no chromium"
fi

step "stop"
kill -TERM "$server"
wait "$server" || fail "the server ends with code $?"
server=

step "uninstall"
make --no-print-directory -C "$root" uninstall PREFIX="$work/prefix"
left=$(find "$work/prefix" -type f)
[[ -z $left ]] || fail "left behind: $left"
echo "done"

#!/usr/bin/env bash
# Makes the pictures of Pictures.md again: trains a small model with attention on data/, and draws how that went, what it attends
# to, how frequent tokens are, the errors of forecasts, and how gradients flow. Needs Python 3, to take pictures out of the page.
# Usage: pictures.sh <translate> [directory of the pictures]
set -euo pipefail

translate=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
pictures=$(realpath "${2:-$root/Sources/Seq2Seq/Documentation.docc/Resources}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$translate" train "$root/data/train.tsv" --valid "$root/data/valid.tsv" --languages en-fr --attention additive \
  --embedding 64 --encoder 96 --decoder 96 --epochs 3 --validate-every 200 --seed 1 --threads 2 --precision float32 \
  --output model
"$translate" report model --pairs "$root/data/test.tsv" --corpus "$root/data/train.tsv" --output report.html
"$translate" inspect model --attention "My sister bought a red dress yesterday." --svg attention.svg
"$translate" check "$root/data/train.tsv" --languages en-fr --ngrams 3 --svg ngrams.svg >/dev/null
"$translate" series --svg series.svg
"$translate" gradients "$root/data/train.tsv" --threads 2 --html gradients.html

# Titles come twice, against updates and against minutes: the first is kept. Pages may be dark, so each picture gets a ground.
python3 - "$pictures" report.html gradients.html <<'PYTHON'
import re
import sys

pictures, *pages = sys.argv[1:]
drawn = {}
for page in pages:
    for svg in re.findall(r"<svg .*?</svg>", open(page, encoding="utf-8").read(), re.S):
        drawn.setdefault(re.search(r'aria-label="([^"]*)"', svg)[1], svg)
wanted = {
    "loss": "Loss", "bleu": "Validation BLEU", "norm": "Gradient norm before clipping",
    "length": "BLEU by length", "frequency": "BLEU by word frequency",
    "gradients-cells": "Cells, 100 words", "gradients-scales": "rnn-tanh, 100 words, before training",
    "gradients-training": "gru, 100 words", "gradients-clipping": "Loss, rnn-relu"}
found = {name: drawn[title] for name, title in wanted.items()}
for name in ["attention", "ngrams", "series"]:
    found[name] = open(f"{name}.svg", encoding="utf-8").read().strip()
for name, svg in found.items():
    ground = '<rect width="100%" height="100%" fill="#fff"></rect>'
    with open(f"{pictures}/picture-{name}.svg", "w", encoding="utf-8") as file:
        file.write(svg.replace("</title>", "</title>" + ground, 1) + "\n")
PYTHON
ls -l "$pictures"

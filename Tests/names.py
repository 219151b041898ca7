#!/usr/bin/env python3
"""Measures whether names that training has never shown come through.

Usage: names.py divide PAIRS COLUMNS FOLDER [SEED]
       names.py score PROGRAMS MODEL FOLDER [OPTIONS OF TRANSLATE]

`divide` takes the columns (such as 1,2, counted from 1) of a file of sentence pairs. A name is a word of three letters
or more with a capital that is the same on both sides and occurs in at most 20 pairs. Of the names, half are drawn at
random: the pairs with one of them on both sides become FOLDER/names.tsv, with the name as third column, and no pair with
one of them on either side is left in FOLDER/train.tsv. 1,000 other source sentences are FOLDER/valid.tsv.

`score` translates FOLDER/names.tsv, and prints the share of lines whose name stands in the translation, and their BLEU.
"""

import collections
import os
import random
import re
import subprocess
import sys
import tempfile

WORD = re.compile(r"[^\W\d_]+")


def words(text):
    return WORD.findall(text)


def divide(path, columns, folder, seed):
    source, target = [int(c) - 1 for c in columns.split(",")]
    rows = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8")]
    pairs = [(r[source], r[target]) for r in rows if len(r) > max(source, target)]
    counts, shared = collections.Counter(), set()
    for s, t in pairs:
        own = set(words(s))
        counts.update(own)
        shared |= {w for w in own & set(words(t)) if len(w) > 2 and w[0].isupper()}
    r = random.Random(seed)
    names = sorted(w for w in shared if counts[w] <= 20 and not counts[w.lower()])
    drawn = set(r.sample(names, len(names) // 2))
    held, rest = [], []
    for s, t in pairs:
        found = sorted(set(words(s)) & drawn)
        if found and found[0] in words(t):
            held.append((s, t, found[0]))
        elif not found and not set(words(t)) & drawn:
            rest.append((s, t))
    sources = sorted({s for s, _ in rest})
    valid = set(r.sample(sources, min(1000, len(sources) // 20)))
    # Each source of names counts once.
    held = list({s: (s, t, n) for s, t, n in held}.values())
    os.makedirs(folder, exist_ok=True)
    parts = [("train", [p for p in rest if p[0] not in valid]), ("names", held),
             ("valid", list({p[0]: p for p in rest if p[0] in valid}.values()))]
    for name, lines in parts:
        with open(f"{folder}/{name}.tsv", "w", encoding="utf-8") as file:
            file.writelines("\t".join(l) + "\n" for l in lines)
        print(f"{name}: {len(lines)} pairs")


def run(command, text):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def score(programs, model, folder, options):
    rows = [l.rstrip("\n").split("\t") for l in open(f"{folder}/names.tsv", encoding="utf-8")]
    out = run([programs + "/translate", "--model", model] + options, "".join(r[0] + "\n" for r in rows)).splitlines()
    kept = sum(r[2] in words(t) for r, t in zip(rows, out))
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(r[1] + "\n" for r in rows)
        file.flush()
        bleu = run([programs + "/bleu", file.name, "--score-only", "--width", "2"], "\n".join(out) + "\n").strip()
    print(f"{kept} of {len(rows)} names kept, {100 * kept / len(rows):.1f} %; BLEU {bleu}")


if __name__ == "__main__":
    if sys.argv[1] == "divide":
        divide(*sys.argv[2:5], int(sys.argv[5]) if len(sys.argv) > 5 else 1)
    else:
        score(*sys.argv[2:5], sys.argv[5:])

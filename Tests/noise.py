#!/usr/bin/env python3
"""Mixes noise into a corpus, for experiments; Tests/Seq2SeqTests/NoisyCorpus.swift does the same for tests.

Usage: noise.py CLEAN.tsv NOISY.tsv [--share 0.2] [--seed 1] [--kinds copied,misaligned,...] [--labels FILE]

The clean pairs stay in their order; noise stands at random places and is SHARE of all lines. LABELS gets the kind of
noise of each line, or "clean".
"""
import argparse
import collections
import random


def cyrillic(text):
    return "".join(chr(0x430 + ord(c.lower()) - 97) if c.isascii() and c.isalpha() else c for c in text)


def marked(text, has_tags):
    words = text.split(" ")
    if has_tags:
        return " ".join(f'<span class="w">{word}</span>' for word in words)
    return "&lt;p&gt;" + "&nbsp;".join(words) + "&lt;/p&gt;"


def noise(kind, clean, banners, draw):
    source, target = draw.choice(clean)
    other = draw.choice(clean)
    first = draw.random() < 0.5
    if kind == "copied":
        return (source, source) if first else (target, target)
    if kind == "misaligned":
        return source, other[1]
    if kind == "unequal":
        long = " ".join(pair[first] for pair in draw.choices(clean, k=12))
        return (source, long) if first else (long, target)
    if kind == "script":
        return (cyrillic(source), target) if first else (source, cyrillic(target))
    if kind == "markup":
        return marked(source, first), marked(target, first)
    return draw.choice(banners)


def main():
    kinds = ["copied", "misaligned", "unequal", "script", "markup", "repeated"]
    parser = argparse.ArgumentParser()
    parser.add_argument("clean")
    parser.add_argument("noisy")
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(kinds))
    parser.add_argument("--labels")
    options = parser.parse_args()
    kinds = options.kinds.split(",")
    with open(options.clean, encoding="utf-8") as file:
        clean = [tuple(line.rstrip("\n").split("\t")[:2]) for line in file if "\t" in line]
    draw = random.Random(options.seed)
    count = round(len(clean) * options.share / (1 - options.share))
    banners = draw.sample(clean, min(3, len(clean)))
    added = collections.defaultdict(list)
    for index in range(count):
        kind = kinds[index % len(kinds)]
        added[draw.randrange(len(clean) + 1)].append((noise(kind, clean, banners, draw), kind))
    lines = []
    for index, pair in enumerate(clean):
        lines += added[index] + [(pair, "clean")]
    lines += added[len(clean)]
    with open(options.noisy, "w", encoding="utf-8") as file:
        file.writelines("\t".join(pair) + "\n" for pair, _ in lines)
    if options.labels:
        with open(options.labels, "w", encoding="utf-8") as file:
            file.writelines(kind + "\n" for _, kind in lines)


main()

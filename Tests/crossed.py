#!/usr/bin/env python3
"""Makes a large corpus out of a small one: each pair joins two or three pairs of it, drawn at random.

Usage: crossed.py CORPUS.tsv PAIRS [SEED] >large.tsv

Sources are joined with sources and targets with targets, in the same order, so that each line still translates the
other. The same numbers give the same bytes.
"""
import random
import sys


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t")[:2] for line in file]
    pairs = [tuple(row) for row in rows if len(row) == 2]
    generator = random.Random(seed)
    size = len(pairs)
    out = sys.stdout.buffer
    for start in range(0, count, 10_000):
        lines = []
        for _ in range(min(10_000, count - start)):
            draw = generator.random()
            first = pairs[int(draw * size)]
            second = pairs[int(generator.random() * size)]
            if draw * 1e6 % 1 < 0.25:
                third = pairs[int(generator.random() * size)]
                lines.append(f"{first[0]} {second[0]} {third[0]}\t{first[1]} {second[1]} {third[1]}\n")
            else:
                lines.append(f"{first[0]} {second[0]}\t{first[1]} {second[1]}\n")
        out.write("".join(lines).encode())


if __name__ == "__main__":
    main()

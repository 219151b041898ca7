#!/usr/bin/env python3
"""Perplexity of an n-gram model with interpolated, modified Kneser-Ney smoothing (Chen & Goodman 1998).

Usage: kneser_ney.py TRAIN HELD_OUT VOCABULARY [ORDER]

Both files have a sentence per line, as token ids divided by spaces; VOCABULARY is the number of different ids. Each sentence is
read by itself, and </s> (2) after it is predicted, too. Prints one JSON line.
"""
import collections
import json
import math
import sys
import time

BEGIN, END = -1, 2


def sentences(path):
    with open(path) as file:
        for line in file:
            yield [BEGIN] + [int(token) for token in line.split()] + [END]


class KneserNey:
    def __init__(self, texts, vocabulary, order):
        self.vocabulary, self.order = vocabulary, order
        counts = [collections.Counter() for _ in range(order + 1)]
        for text in texts:
            for end in range(1, len(text)):
                # What begins a sentence has no longer history, so it counts as often as it is there, whatever its length.
                start = max(0, end - order + 1)
                counts[end - start + 1][tuple(text[start : end + 1])] += 1
        # Of shorter n-grams it counts in how many different ways they can be continued to the left.
        for n in range(order, 1, -1):
            for gram in counts[n]:
                counts[n - 1][gram[1:]] += 1
        self.levels = [self.level(counts[n]) for n in range(1, order + 1)]

    @staticmethod
    def level(counts):
        """Counts, discounts of 1, 2 and more, and by history: the sum of counts, and how many are 1, 2 and more."""
        of = collections.Counter(count for count in counts.values() if count <= 4)
        y = of[1] / (of[1] + 2 * of[2]) if of[1] else 0
        discounts = [n - (n + 1) * y * of[n + 1] / of[n] if of[n] else 0 for n in (1, 2, 3)]
        histories = {}
        for gram, count in counts.items():
            entry = histories.setdefault(gram[:-1], [0, 0, 0, 0])
            entry[0] += count
            entry[min(count, 3)] += 1
        return counts, discounts, histories

    def probability(self, gram):
        p = 1 / self.vocabulary
        for n in range(1, len(gram) + 1):
            part = gram[len(gram) - n :]
            counts, discounts, histories = self.levels[n - 1]
            entry = histories.get(part[:-1])
            if entry is None:
                continue
            count = counts.get(part, 0)
            kept = count - discounts[min(count, 3) - 1] if count else 0
            given = sum(number * discount for number, discount in zip(entry[1:], discounts))
            p = (max(kept, 0) + given * p) / entry[0]
        return p

    def perplexity(self, texts):
        total, tokens = 0.0, 0
        for text in texts:
            for end in range(1, len(text)):
                total -= math.log(self.probability(tuple(text[max(0, end - self.order + 1) : end + 1])))
                tokens += 1
        return math.exp(total / tokens), tokens


if __name__ == "__main__":
    train, held_out, vocabulary = sys.argv[1], sys.argv[2], int(sys.argv[3])
    order = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    began = time.time()
    model = KneserNey(sentences(train), vocabulary, order)
    perplexity, tokens = model.perplexity(sentences(held_out))
    print(json.dumps({
        "model": f"modified Kneser-Ney, {order}-grams", "perplexity": round(perplexity, 3), "tokens": tokens,
        "ngrams": sum(len(level[0]) for level in model.levels), "seconds": round(time.time() - began, 1)}))

#!/usr/bin/env python3
"""Compares the `bleu` executable with the installed sacrebleu on files of translations.

    compare_systems.py BLEU_EXECUTABLE REFERENCE SYSTEM...

Prints the scores of each system under several settings, and fails if any two differ by more than
a relative 1e-9. For real outputs too large, or not free enough, to be kept with the tests.
"""

import logging
import subprocess
import sys

from sacrebleu.metrics import BLEU, CHRF, TER

SETTINGS = [
    (BLEU(), ["-m", "bleu"]),
    (BLEU(tokenize="intl"), ["-m", "bleu", "-tok", "intl"]),
    (BLEU(tokenize="zh"), ["-m", "bleu", "-tok", "zh"]),
    (BLEU(tokenize="char"), ["-m", "bleu", "-tok", "char"]),
    (BLEU(tokenize="none"), ["-m", "bleu", "-tok", "none"]),
    (BLEU(lowercase=True, smooth_method="add-k"), ["-m", "bleu", "-lc", "-s", "add-k"]),
    (CHRF(), ["-m", "chrf"]),
    (CHRF(word_order=2), ["-m", "chrf", "-cw", "2"]),
    (CHRF(word_order=2, eps_smoothing=True), ["-m", "chrf", "-cw", "2", "--chrf-eps-smoothing"]),
    (CHRF(lowercase=True, whitespace=True), ["-m", "chrf", "--chrf-lowercase", "--chrf-whitespace"]),
    (TER(), ["-m", "ter"]),
    (TER(normalized=True, case_sensitive=True), ["-m", "ter", "--ter-normalized", "--ter-case-sensitive"]),
    (TER(no_punct=True, asian_support=True), ["-m", "ter", "--ter-no-punct", "--ter-asian-support"]),
]


def lines(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [line.rstrip() for line in file]


def main():
    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    executable, reference, *systems = sys.argv[1:]
    references, worst = [lines(reference)], 0
    for system in systems:
        hypotheses = lines(system)
        for metric, options in SETTINGS:
            expected = metric.corpus_score(hypotheses, references).score
            command = [executable, reference, "-q", "-b", "-w", "13", "-i", system, *options]
            found = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            difference = abs(found - expected) / expected
            worst = max(worst, difference)
            print(f"{system}\t{metric.get_signature()}\t{expected:.9f}\t{found:.9f}\t{difference:.1e}")
    print(f"largest relative difference: {worst:.1e}")
    sys.exit(worst > 1e-9)


main()

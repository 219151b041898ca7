#!/usr/bin/env python3
"""What NumPy's generator draws, and the significance that sacreBLEU finds in an invented corpus.

    make_resampling.py > resampling.json

Made with Python 3.11.7, sacrebleu 2.6.0 and NumPy 2.4.6.
"""

import json
import logging
import os
import random

import numpy
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

WORDS = "rain fell on the tin roof all night while we read old letters by candle light and slept".split()


def corpus(size):
    rng = random.Random(5)
    references, systems = [], [[], [], []]
    for _ in range(size):
        words = [rng.choice(WORDS) for _ in range(rng.randrange(3, 14))]
        references.append(" ".join(words))
        for system, rate in zip(systems, (0.25, 0.27, 0.4)):
            system.append(" ".join(rng.choice(WORDS) if rng.random() < rate else w for w in words))
    return references, systems


def draws():
    for seed, bound in [(12345, 3004), (0, 7), (1, 1), (2**40 + 17, 2**31 + 5), (99, 2)]:
        integers = numpy.random.default_rng(seed).choice(bound, size=(4, 5), replace=True)
        coins = numpy.random.default_rng(seed).integers(2, size=(3, 30), dtype=bool)
        yield dict(seed=seed, bound=bound, integers=integers.flatten().tolist(),
                   coins=coins.flatten().astype(int).tolist())


def tests(references, systems):
    named = [(str(i), s) for i, s in enumerate(systems)]
    for kind, trials in [("bs", 200), ("ar", 300)]:
        metrics = {"BLEU": BLEU(references=[references]), "CHRF": CHRF(references=[references]),
                   "TER": TER(references=[references])}
        signatures, scores = PairedTest(named, metrics, None, test_type=kind, n_samples=trials)()
        for name in scores:
            if name != "System":
                yield dict(kind=kind, trials=trials, metric=name, signature=signatures[name].format(),
                           results=[r.__dict__ for r in scores[name]])


def confidence(references, system):
    for metric in (BLEU(), CHRF(), TER()):
        result = metric.corpus_score(system, [references], n_bootstrap=250)
        signature = metric.get_signature().format()
        yield dict(metric=result.name, mean=result._mean, ci=result._ci,
                   line=result.format(2, False, signature), json=result.format(2, False, signature, True),
                   short=metric.get_signature().format(True))


def main():
    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    os.environ.pop("SACREBLEU_SEED", None)
    references, systems = corpus(120)
    print(json.dumps(dict(draws=list(draws()), references=references, systems=systems,
                          tests=list(tests(references, systems)),
                          confidence=list(confidence(references, systems[0]))), default=float,
                     ensure_ascii=False))


main()

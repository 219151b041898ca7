#!/usr/bin/env python3
"""Chosen segments, one kind of difficulty each, with the scores sacreBLEU gives them.

    make_cases.py > cases.jsonl

Made with Python 3.11.7, sacrebleu 2.6.0 and regex 2026.11.15. Same form as make_scores.py's.
"""

import itertools
import json
import logging

from sacrebleu.metrics import BLEU, CHRF, TER

from make_scores import score

CORPUS = (
    ["The ferry leaves the old harbour at half past seven.",
     "Nobody had told her that the bridge was closed, so she walked.",
     "Prices rose by 3.5% to 1,200 euros."],
    [["The ferry leaves from the old harbour at 7:30.",
      "No one told her the bridge was closed, so she went on foot.",
      "Prices went up 3.5% to 1,200 euros."],
     ["At half past seven the ferry leaves the old harbour.",
      "Since nobody had said that the bridge was closed, she walked there.",
      None],
     ["The old harbour's ferry departs at half past seven.",
      None,
      "The price rose by 3.5% and is now 1.200 euros."]])

SENTENCES = [
    ("the gulls follow the plough across the field", "the gulls follow the plough across the field"),
    ("", ""),
    ("", "there is a reference"),
    ("there is a hypothesis", ""),
    ("   ", "blank"),
    ("one", "one"),
    ("one", "two"),
    ("one two", "two one"),
    ("the the the the the the the", "the cat is in the garden"),
    ("a b c d e f g h", "e f g h a b c d"),
    ("she said &quot;yes&quot; &amp; left", "she said \"yes\" & left"),
    ("It cost $5.00, or 5,00.", "It cost $5.00 , or 5,00 ."),
    ("ΟΔΟΣ ΚΑΙ ΟΔΟΣ", "οδος και οδος"),
    ("İSTANBUL'DA", "i̇stanbul'da"),
    ("“你好”，世界——2024年", "“你好”，世界──2024年"),
    ("東京タワーは高い。", "東京タワーはとても高い。"),
    ("mid-1990s e-mail 10-12 -5", "mid-1990s email 10 - 12 −5"),
    ("well...what (now)?", "well ... what ( now ) ?"),
    ("in the year 1984.", "in the year 1984 ."),
    ("x" * 40 + " y", "y " + "x" * 40),
    ("a a a a b", "b a a a a b"),
    ("(brackets) 'quotes' end.", "brackets quotes end"),
    ("line\u2028separator and\u00a0space", "line separator and space"),
    (" ".join(f"w{i % 17}" for i in range(90)), " ".join(f"w{i % 13}" for i in range(30))),
    (" ".join(f"w{i % 7}" for i in range(20)), " ".join(f"w{i % 11}" for i in range(120))),
    (" ".join("ab"[i % 2] for i in range(60)), " ".join("ba"[i % 3 == 0] for i in range(55))),
    ("only", " ".join(["long"] * 130 + ["only"])),
]

SMOOTHING = [("exp", None), ("floor", None), ("floor", 0.3), ("add-k", None), ("add-k", 0.5), ("none", None)]


def bleu_options():
    for tokenizer, (method, value), lowercase, effective in itertools.product(
            ["13a", "none", "intl", "zh", "char"], SMOOTHING, [False, True], [False, True]):
        if lowercase == effective:
            yield dict(tokenize=tokenizer, smooth_method=method, smooth_value=value,
                       lowercase=lowercase, max_ngram_order=4, effective_order=effective)
    for order in (1, 2, 3, 5, 6, 10):
        yield dict(tokenize="13a", smooth_method="exp", smooth_value=None, lowercase=False,
                   max_ngram_order=order, effective_order=False)


def chrf_options():
    for words, beta, whitespace, eps in itertools.product([0, 1, 2], [1, 2, 3], [False, True], [False, True]):
        yield dict(char_order=6, word_order=words, beta=beta, lowercase=eps, whitespace=whitespace,
                   eps_smoothing=eps)
    yield dict(char_order=0, word_order=1, beta=2, lowercase=False, whitespace=False, eps_smoothing=False)
    yield dict(char_order=1, word_order=0, beta=2, lowercase=True, whitespace=False, eps_smoothing=False)


def ter_options():
    for normalized, no_punct, asian, case in itertools.product([False, True], repeat=4):
        yield dict(normalized=normalized, no_punct=no_punct, asian_support=asian, case_sensitive=case)


def case(hypotheses, references):
    return dict(hypotheses=hypotheses, references=references,
                bleu=[score(BLEU, o, hypotheses, references) for o in bleu_options()],
                chrf=[score(CHRF, o, hypotheses, references) for o in chrf_options()],
                ter=[score(TER, o, hypotheses, references) for o in ter_options()])


def main():
    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    corpora = [CORPUS, (CORPUS[0], CORPUS[1][:1]),
               ([h for h, _ in SENTENCES], [[r for _, r in SENTENCES]])]
    for hypotheses, references in corpora:
        print(json.dumps(case(hypotheses, references), ensure_ascii=False))


main()

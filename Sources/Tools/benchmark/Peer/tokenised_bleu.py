#!/usr/bin/env python3
"""BLEU of lower-cased, tokenised text, as papers on Multi30k report it.

  tokenised_bleu.py REFERENCE HYPOTHESIS --language de

Both files are lower-cased, their punctuation is normalised and they are tokenised as Moses does
(sacremoses); then sacreBLEU counts without a tokenizer of its own.
"""
import argparse

import sacrebleu
from sacremoses import MosesPunctNormalizer, MosesTokenizer

parser = argparse.ArgumentParser()
parser.add_argument("reference")
parser.add_argument("hypothesis")
parser.add_argument("--language", required=True, help="of the text: de, en, ...")
arguments = parser.parse_args()

normalizer = MosesPunctNormalizer(lang=arguments.language)
tokenizer = MosesTokenizer(lang=arguments.language)


def tokenised(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [tokenizer.tokenize(normalizer.normalize(line.rstrip("\n").lower()),
                                   return_str=True, escape=False) for line in file]


bleu = sacrebleu.BLEU(tokenize="none", force=True)
print(f"{bleu.corpus_score(tokenised(arguments.hypothesis), [tokenised(arguments.reference)]).score:.2f}")

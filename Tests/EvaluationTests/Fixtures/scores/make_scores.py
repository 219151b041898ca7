#!/usr/bin/env python3
"""Random segments with the scores sacreBLEU gives them, one JSON object a line.

    make_scores.py SETS [SEED] > random.jsonl

Made with Python 3.11.7, sacrebleu 2.6.0 and regex 2026.11.15. Words come from an invented lexicon
in several scripts. A hypothesis is its reference after random edits, so that orders match in part
and TER has phrases to shift. Scalars that are not assigned in Unicode 14, the version of this
Python, are not used: what they are depends on the versions of Python, regex and Swift.
"""

import json
import logging
import random
import sys

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER

LATIN = "the a small boat went over grey water And WE saw İzmir, ǅep, Straße, naïve cafe\u0301s in 1,984.5 10-20 3.14 km-long e.g. U.S. don't dog's rock'n'roll end's".split()
CYRILLIC = "лодка плыла по серой воде И МЫ видели «огни» далеко — там, где-то 5,5 км".split()
GREEK = "ΟΔΟΣ ΟΔΌΣ. ΣΑΣ Σ ΑΣ\u0301Σ ὈΔΥΣΣΕΎΣ Σ' ΆΣ, ΠΑΣ; 3Σ ΣΣ ΑΣ\u00adΑ Α\u0301Σ\u0301".split()
HAN = "小船 在灰色 的水上 “走”了 很远—— 我们… 看见《灯火》。 \U00020000\U0002a6d5 \U0002f81a字 ５０％ あいうえ カタカナ・ー ㈱ ㍿ 한국어 ﹏ 。「早」".split()
ARABIC = "القارب الصغير، ذهب؟ فوق ١٢٣٤ الماء؛ الرمادي ٪٥٠".split()
THAI = "เรือลำเล็ก แล่นไป ๑๒๓ บนน้ำ สีเทา ฿๕๐".split()
EMOJI = "⛵ 🌊🌊 👩\u200d🚀 🇮🇸 ☔︎ 5️⃣ ♥ → x²+½ €5 ©2020 №7 Ⅷ ①".split()
MARKUP = "&quot;so&quot; R&amp;D &lt;b&gt; &amp;lt; &amp;quot; <skipped> &apos; & a&b; &#39; <skipped><skipped>. &gt;5".split()
MARKS = ". , - ! ? ( ) [x] {y} `z` a/b c\\d #1 $5 50% .5 5. 1,000 ,5 5, .. ... 5-6 -5 5- .-, a.b a,b _ ^ ~ | \" '' ' 's \u00a7 \u2019s".split()
SPACES = ["\t", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0", "\u1680", "\u2000",
          "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\r", "\n", "-\n", "\n-",
          "\u200b", "\ufeff", "  "]
LEXICA = [LATIN, CYRILLIC, GREEK, HAN, ARABIC, THAI, EMOJI]


def sentence(rng):
    lexicon = list(rng.choice(LEXICA))
    if rng.random() < 0.3:
        lexicon += rng.choice(LEXICA)
    length = rng.choice([0, 1, 2, 3, 4, 6, 8, 12, 20] if rng.random() < 0.97 else [40, 70])
    words = []
    for _ in range(length):
        kind = rng.random()
        if kind < 0.05:
            words.append("".join(rng.choice("a15.,-'s!字") for _ in range(rng.randrange(1, 9))))
        else:
            words.append(rng.choice(MARKUP if kind < 0.1 else MARKS if kind < 0.25 else lexicon))
    return words


def join(words, rng):
    odd = rng.random() < 0.3
    text = ""
    for word in words:
        if text:
            text += rng.choice(SPACES) if odd and rng.random() < 0.3 else "" if rng.random() < 0.1 else " "
        text += word
    if rng.random() < 0.1:
        text = rng.choice(SPACES) + text
    if rng.random() < 0.1:
        text += rng.choice(SPACES)
    return text


def edited(words, rng):
    words = list(words)
    for _ in range(rng.choice([0, 1, 1, 2, 3, 5, 8])):
        if not words:
            break
        place, kind = rng.randrange(len(words)), rng.random()
        if kind < 0.2:
            del words[place]
        elif kind < 0.4:
            words.insert(place, rng.choice(words))
        elif kind < 0.55:
            words[place] = rng.choice(words).swapcase()
        elif kind < 0.65:
            words[place] = rng.choice(rng.choice(LEXICA))
        else:
            phrase = words[place:place + rng.randrange(1, 6)]
            del words[place:place + len(phrase)]
            target = rng.randrange(len(words) + 1)
            words[target:target] = phrase
    if rng.random() < 0.05 and len(words) < 40:
        words = words * rng.choice([2, 3, 4])
    return words


def segments(rng):
    size, streams = rng.choice([1, 1, 2, 3, 5]), rng.choice([1, 1, 1, 2, 3])
    unequal = rng.random() < 0.3
    hypotheses, references = [], [[] for _ in range(streams)]
    for _ in range(size):
        words = sentence(rng)
        hypotheses.append(join(edited(words, rng), rng) if rng.random() < 0.95 else "")
        for stream in range(streams):
            text = join(edited(words, rng) if stream else words, rng)
            missing = unequal and stream > 0 and rng.random() < 0.5
            references[stream].append(None if missing else text)
    return hypotheses, references


def bleu_options(rng, tokenizer):
    method = rng.choice(["exp", "exp", "floor", "add-k", "none"])
    value = rng.choice([None, 0.01, 0.5, 2.0]) if method in ("floor", "add-k") else None
    return dict(tokenize=tokenizer, smooth_method=method, smooth_value=value,
                lowercase=rng.random() < 0.4, max_ngram_order=rng.choice([4, 4, 4, 1, 2, 3, 5, 6]),
                effective_order=rng.random() < 0.4)


def chrf_options(rng):
    return dict(char_order=rng.choice([6, 6, 6, 1, 4, 8]), word_order=rng.choice([0, 0, 2, 2, 1, 3]),
                beta=rng.choice([2, 2, 1, 3]), lowercase=rng.random() < 0.4,
                whitespace=rng.random() < 0.3, eps_smoothing=rng.random() < 0.4)


def ter_options(rng):
    return dict(normalized=rng.random() < 0.5, no_punct=rng.random() < 0.4,
                asian_support=rng.random() < 0.5, case_sensitive=rng.random() < 0.3)


def score(metric_class, options, hypotheses, references):
    metric = metric_class(**options, **({"force": True} if metric_class is BLEU else {}))
    result = metric.corpus_score(hypotheses, references)
    found = dict(options=options, score=result.score, signature=metric.get_signature().format())
    if metric_class is BLEU:
        found.update(precisions=result.precisions, bp=result.bp,
                     lengths=[result.sys_len, result.ref_len], detail=result._verbose)
    found["sentences"] = [
        metric.corpus_score([h], [[r] for r in refs if r is not None]).score
        for h, refs in zip(hypotheses, zip(*references))]
    return found


def main():
    sets, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    assert sacrebleu.__version__ == "2.6.0", "these are to be the scores of sacrebleu 2.6.0"
    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    for index in range(sets):
        rng = random.Random(f"{seed}/{index}")
        hypotheses, references = segments(rng)
        tokenizers = rng.sample(["13a", "intl", "zh", "char", "none"], 3)
        case = dict(
            hypotheses=hypotheses, references=references,
            bleu=[score(BLEU, bleu_options(rng, t), hypotheses, references) for t in tokenizers],
            chrf=[score(CHRF, chrf_options(rng), hypotheses, references) for _ in range(2)],
            ter=[score(TER, ter_options(rng), hypotheses, references) for _ in range(2)])
        print(json.dumps(case, ensure_ascii=False))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Translates lines with spans at random places, and checks that each comes through and that the words stay as good.

Usage: spans.py PROGRAMS MODEL PAIRS [COUNT] [SEED] [OPTIONS OF TRANSLATE]
PROGRAMS is the directory with `translate` and `bleu`, PAIRS a file of sentence pairs. Of its first COUNT lines (1,000),
each gets one to four spans of all kinds. Printed are the share of lines in which each span stands as often as in the
source, the BLEU of the words around them, and the BLEU of the lines without spans. The exit code is 0 if all spans are
kept and the words lose at most 2 BLEU.
"""

import random
import re
import subprocess
import sys
import tempfile

WORDS = "user total file count item name city order price date page key".split()


def placeholder(r):
    w = r.choice(WORDS)
    return r.choice(["{%s}" % w, "{{%s}}" % w, "${%s}" % w, "{%d}" % r.randrange(9), "%d", "%s", "%1$@", "%2$s",
                     "%.2f", "%%(%s)s" % w, "{{ %s }}" % w])


def tag(r):
    return r.choice(["<b>", "</b>", "<br/>", "<i>", "</i>", "<br>", '<a href="https://example.org/%d">' % r.randrange(99),
                     "</a>", "<img src='a%d.png'/>" % r.randrange(9)])


def entity(r):
    return r.choice(["&nbsp;", "&amp;", "&#233;", "&lt;", "&eacute;"])


def url(r):
    w = r.choice(WORDS)
    return r.choice(["https://example.org/%s" % w, "http://www.example.com/%s?id=%d&x=Y" % (w, r.randrange(999)),
                     "www.example.net", "example.org/%s" % w, "https://example.org/A/b_(c)#%s" % w])


def mail(r):
    return "%s.%s%d@mail.example.org" % (r.choice(WORDS), r.choice(WORDS), r.randrange(99))


def file(r):
    w = r.choice(WORDS)
    return r.choice(["%s.pdf" % w, "IMG_%04d.JPG" % r.randrange(9999), "src/%s/main.swift" % w, "/etc/%s/%s" % (w, w),
                     "%s-2.tar.gz" % w])


def hashtag(r):
    return r.choice(["#", "@"]) + r.choice(WORDS) + r.choice(["", "2024", "_x"])


def code(r):
    w = r.choice(WORDS)
    return r.choice(["`%s`" % w, "`let %s = 1`" % w, "`--%s`" % w])


def number(r):
    return r.choice(["%d" % r.randrange(100, 10000), "%d,%03d" % (r.randrange(1, 999), r.randrange(1000)),
                     "%d.%d" % (r.randrange(99), r.randrange(99)), "%d-%02d-%02d" % (2024, r.randrange(1, 12), r.randrange(1, 28))])


def time(r):
    return r.choice(["%d:%02d" % (r.randrange(24), r.randrange(60)), "%02d:%02d:%02d" % (r.randrange(24), r.randrange(60), r.randrange(60))])


KINDS = [placeholder, tag, entity, url, mail, file, hashtag, code, number, time]


def spanned(r, line):
    """The line with spans between its words, or before its last mark, and the spans."""
    words = line.split(" ")
    spans = []
    for kind in [r.choice(KINDS) for _ in range(r.randint(1, 4))]:
        span = kind(r)
        spans.append(span)
        place = r.randint(0, len(words))
        if place == len(words) and words[-1][-1:] in ".?!":
            words[-1:] = [words[-1][:-1], span + words[-1][-1]]
        else:
            words.insert(place, span)
    return " ".join(w for w in words if w), spans


def count(text, span):
    """How often a span stands in a text, and not inside a longer one of its kind."""
    return len(re.findall(r"(?<![\w#@])" * span[0].isalnum() + re.escape(span) + r"(?!\w)" * span[-1].isalnum(), text))


def run(command, text):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def main():
    programs, model, pairs = sys.argv[1:4]
    most = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
    r = random.Random(int(sys.argv[5]) if len(sys.argv) > 5 else 1)
    extra = sys.argv[6:]
    sources, targets = zip(*[l.rstrip("\n").split("\t")[:2] for l in open(pairs, encoding="utf-8")][:most])
    lines = [spanned(r, s) for s in sources]
    translate = [programs + "/translate", "--model", model] + extra
    plain = run(translate, "\n".join(sources) + "\n").splitlines()
    out = run(translate, "\n".join(l for l, _ in lines) + "\n").splitlines()
    kept, words = 0, []
    for (line, spans), text in zip(lines, out):
        lost = [s for s in spans if count(text, s) != count(line, s)]
        kept += not lost
        if lost:
            print(f"lost {lost}\n  {line}\n  {text}", file=sys.stderr)
        for span in sorted(spans, key=len, reverse=True):
            text = text.replace(span, " ", 1)
        words.append(re.sub(r" +([.,])", r"\1", re.sub(" +", " ", text)).strip())
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as reference:
        reference.write("\n".join(targets) + "\n")
        reference.flush()
        def bleu(texts):
            return float(run([programs + "/bleu", reference.name, "--score-only", "--width", "2"], "\n".join(texts) + "\n"))
        around, without = bleu(words), bleu(plain)
    print(f"{kept} of {len(lines)} lines kept; BLEU of the words around them {around:.2f}, without spans {without:.2f}")
    return 0 if kept == len(lines) and around >= without - 2 else 1


if __name__ == "__main__":
    sys.exit(main())

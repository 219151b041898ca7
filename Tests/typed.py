#!/usr/bin/env python3
"""Translates a test set as people type and paste text, and prints what each habit costs.

Usage: typed.py PROGRAMS MODEL PAIRS [SEED] [OPTIONS OF TRANSLATE]
PROGRAMS is the directory with `translate` and `bleu`, PAIRS a file of sentence pairs, one sentence per line. Each row
changes all lines in one way and compares with references that are changed in the same way, and with the plain text of
the same lines. The rows of capitals ignore case, and the rows of quotes ignore quotation marks. The exit code is 0 if
no row loses more than it may.
"""

import random
import re
import subprocess
import sys
import tempfile

PROGRAMS, MODEL, PAIRS = sys.argv[1:4]
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
OPTIONS = sys.argv[5:]


def run(command, text):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def translate(lines):
    return run([PROGRAMS + "/translate", "--model", MODEL] + OPTIONS, "\n".join(lines) + "\n").split("\n")[:-1]


def bleu(texts, references, ignores_case=False):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(references) + "\n")
        file.flush()
        command = [PROGRAMS + "/bleu", file.name, "--score-only", "--width", "2"] + ["--lowercase"] * ignores_case
        return float(run(command, "\n".join(texts) + "\n"))


def joined(count):
    """As many sentences as given on a line, without those that have no mark at their end; their references likewise."""
    def join(pairs):
        pairs = [pair for pair in pairs if re.search(r"[.!?…][\"'”’»)]*\s*$", pair[0])]
        groups = [pairs[i:i + count] for i in range(0, len(pairs), count)]
        return [(" ".join(s for s, _ in g), " ".join(t for _, t in g)) for g in groups]
    return join


def each(change, change_reference=lambda text: text):
    return lambda pairs: [(change(s), change_reference(t)) for s, t in pairs]


def typographic(line):
    return line.replace("'", "’")


def at_random(r, mark, *, replaces_space=False):
    """A mark inside a word, or in place of a space."""
    def put(line):
        if replaces_space:
            places = [i for i, c in enumerate(line) if c == " "]
            return line if not places else (lambda i: line[:i] + mark + line[i + 1:])(r.choice(places))
        places = [i for i in range(1, len(line)) if line[i - 1].isalpha() and line[i].isalpha()]
        return line if not places else (lambda i: line[:i] + mark + line[i:])(r.choice(places))
    return put


def without_last_mark(line):
    return re.sub(r"[\s\u00a0\u202f]*[.!?]+$", "", line)


def small_first_letter(line):
    return line[:1].lower() + line[1:]


def unquoted(line):
    return re.sub(r"[\s\u00a0\u202f]*[“”\"«»„][\s\u00a0\u202f]*", " ", line).strip()


def title(line):
    return " ".join(w[:1].upper() + w[1:] for w in line.split(" "))


def rows(r):
    """Name, change, the most BLEU that may be lost, whether case is ignored, what is done to both texts to compare."""
    same = lambda text: text
    yield "two sentences per line", joined(2), 0.5, False, same
    yield "five sentences per line", joined(5), 0.5, False, same
    yield "’ for '", each(typographic), 0.5, False, lambda t: t.replace("’", "'")
    for name, mark, space in [("no-break space", "\u00a0", True), ("soft hyphen", "\u00ad", False),
                              ("zero-width space", "\u200b", False), ("direction mark", "\u200e", False)]:
        yield name, each(at_random(r, mark, replaces_space=space)), 0.5, False, same
    yield "ALL CAPITALS", each(str.upper), 1.5, True, same
    yield "small letters", each(str.lower), 1, True, same
    yield "Title Case", each(title), 2, True, same
    yield "no final mark", each(without_last_mark, without_last_mark), 0.5, False, without_last_mark
    yield "small first letter", each(small_first_letter), 2, True, same
    yield "a dash before", each(lambda s: "- " + s, lambda t: "- " + t), 0.5, False, lambda t: re.sub("^[-–—] ", "- ", t)
    yield "“ ” around", each(lambda s: "“" + s + "”"), 0.5, False, unquoted


def main():
    r = random.Random(SEED)
    pairs = [tuple(l.rstrip("\n").split("\t")[:2]) for l in open(PAIRS, encoding="utf-8")]
    sources, targets = [s for s, _ in pairs], [t for _, t in pairs]
    plain = translate(sources)
    print(f"{len(pairs)} lines, plain: BLEU {bleu(plain, targets):.2f}, case ignored {bleu(plain, targets, True):.2f}")
    print(f"| {'text':24} | {'plain':>6} | {'so':>6} | {'lost':>6} | may lose |")
    fails = False
    for name, change, most, ignores_case, view in rows(r):
        changed = change(pairs)
        out = translate([s for s, _ in changed])
        with_plain = change(list(zip(sources, plain)))
        references = [view(t) for _, t in changed]
        before = bleu([view(t) for _, t in with_plain], references, ignores_case)
        after = bleu([view(t) for t in out], references, ignores_case)
        fails |= before - after > most
        print(f"| {name:24} | {before:6.2f} | {after:6.2f} | {before - after:6.2f} | {most:8} |", flush=True)
        if name == "ALL CAPITALS":
            shouted = sum(t == t.upper() for t in out)
            print(f"  answered in capitals: {shouted} of {len(out)}")
    return 1 if fails else 0


if __name__ == "__main__":
    sys.exit(main())

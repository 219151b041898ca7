"""Finds the places where mutate.py can edit Swift sources, and the edits."""

import hashlib
import random
import re
from dataclasses import dataclass

# An operator has spaces around it, unlike the brackets of generics, prefix operators and optionals.
OPERATORS = {
    "comparison": {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="},
    "arithmetic": {
        "+": "-", "-": "+", "*": "/", "/": "*", "%": "/", "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "&+": "&-",
        "&-": "&+", "&": "|", "|": "&", "<<": ">>", ">>": "<<", "|=": "&=", "^": "|"},
    "logic": {"&&": "||", "||": "&&"},
}
WORDS = {
    "min": "max", "max": "min", "true": "false", "false": "true", "lowerBound": "upperBound",
    "upperBound": "lowerBound", "first": "last", "last": "first", "break": "continue", "continue": "break",
    "prefix": "suffix", "dropFirst": "dropLast", "dropLast": "dropFirst",
}
KEYWORDS = set(
    "let var func init return throw case default if guard while for switch struct class enum extension protocol "
    "public package internal private fileprivate static final mutating else do catch defer import precondition assert "
    "assertionFailure fatalError preconditionFailure self super where typealias associatedtype subscript get set"
    .split())


@dataclass(frozen=True)
class Site:
    """One edit: the text of a file from `start` to `end` becomes `after`."""

    kind: str
    file: str
    start: int
    end: int
    line: int
    before: str
    after: str
    id: str

    def mutated(self, text):
        """The file's text with the edit."""
        assert text[self.start:self.end] == self.before, f"{self.file} has changed"
        return text[:self.start] + self.after + text[self.end:]

    def __str__(self):
        return f"{self.kind:10} {self.file}:{self.line} {self.before!r} -> {self.after!r}"


def without_text(source):
    """The source with comments and strings replaced by blanks of the same length."""
    pattern = r'//[^\n]*|/\*.*?\*/|#*"""(?:\\.|.)*?"""#*|"(?:\\\((?:[^()"]|\([^()]*\)|"[^"]*")*\)|\\.|[^"\\\n])*"'
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m[0]), source, flags=re.S)


def sites_of(root, folder, seed):
    """Edits in random order by seed: first a kind, then a place, so that no kind crowds out the others."""
    by_kind = {}
    for path in sorted((root / folder).rglob("*.swift")):
        source = path.read_text()
        for site in sites(source, str(path.relative_to(root))):
            by_kind.setdefault(site.kind, []).append(site)
    generator = random.Random(f"{seed} {folder}")
    for kind in sorted(by_kind):
        generator.shuffle(by_kind[kind])
    order = []
    while by_kind:
        kind = generator.choice(sorted(by_kind))
        order.append(by_kind[kind].pop())
        if not by_kind[kind]:
            del by_kind[kind]
    return order


def sites(source, file):
    code = without_text(source)
    skipped = [
        range(m.start(), m.end())
        for m in re.finditer(r"^[ \t]*(?:#|import |@|\w+ import |extension |(?:package |public )?protocol ).*$", code, re.M)]
    seen = {}

    def site(kind, start, end, after):
        if any(start in lines for lines in skipped):
            return None
        line = source.count("\n", 0, start) + 1
        before = source[start:end]
        # The id does not change after edits elsewhere in the file: it depends on the text of the line and the place in it.
        begin = source.rfind("\n", 0, start) + 1
        stop = source.find("\n", end)
        text = f"{file} {source[begin:stop]} {start - begin} {after}"
        seen[text] = seen.get(text, 0) + 1
        if seen[text] > 1:
            text += f" {seen[text]}"
        return Site(kind, file, start, end, line, before, after, hashlib.sha256(text.encode()).hexdigest()[:8])

    found = [*operators(code), *words(code), *constants(code), *conditions(code), *statements(code)]
    return [edit for edit in (site(*edit) for edit in found) if edit]


def operators(code):
    for kind, table in OPERATORS.items():
        for m in re.finditer(r"(?<=[ ])(\S{1,2})(?=[ \n])", code):
            if m[1] in table:
                yield kind, m.start(1), m.end(1), table[m[1]]
    for m in re.finditer(r"(?<=[\w)\]])(\.\.<|\.\.\.)(?=[\w(])", code):
        yield "range", m.start(1), m.end(1), "..." if m[1] == "..<" else "..<"


def words(code):
    for m in re.finditer(r"\b\w+\b", code):
        is_label = code[m.end():m.end() + 1] == ":"
        is_declared = re.search(r"\b(func|var|let|case)\s+$", code[:m.start()][-12:])
        if m[0] in WORDS and not is_label and not is_declared:
            yield "word", m.start(), m.end(), WORDS[m[0]]


def constants(code):
    for m in re.finditer(r"(?<![\w.$])(\d[\d_]*(?:\.\d+)?(?:e-?\d+)?)(?![\w.]*\w|x)", code):
        text = m[1].replace("_", "")
        if "." in text or "e" in text:
            after = "1.5" if float(text) == 0 else f"{float(text) * 1.5:.12g}"
        else:
            after = str(int(text) + 1)
        yield "constant", m.start(1), m.end(1), after


def conditions(code):
    for m in re.finditer(r"\b(?:if|while|guard) ([^\n{]+?)(?= \{| else \{)", code):
        condition = m[1]
        if re.search(r"\b(let|var|case)\b|#|,", condition) or condition.count("(") != condition.count(")"):
            continue
        yield "condition", m.start(1), m.end(1), f"!({condition})"
    for m in re.finditer(r"(?<=[ (])!(?=[\w(])", code):
        yield "condition", m.start(), m.end(), ""


def statements(code):
    lines = code.split("\n")
    start = 0
    for number, line in enumerate(lines):
        text = line.strip()
        before = lines[number - 1].strip() if number else ""
        after = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if is_statement(text) and before.endswith(("{", "}", ")", "")) and not continues(before, after):
            indent = len(line) - len(line.lstrip())
            yield "statement", start + indent, start + len(line.rstrip()), ""
        start += len(line) + 1


def is_statement(text):
    first = re.match(r"(?:try |unsafe )*(\w+)", text)
    if not first or first[1] in KEYWORDS and first[1] != "self":
        return False
    if any(text.count(a) != text.count(b) for a, b in ["()", "[]", "{}"]):
        return False
    return bool(re.match(r"[\w.\[\]() ]+ (?:[-+*/&|]|&[-+])?= .*[^,=(\[{+\-*/&|?:]$|(?:try |unsafe )*[\w.]+\(.*\)$", text))


def continues(before, after):
    """Whether a line between these two may be part of a longer expression."""
    return before.endswith(("(", "[", ",", "=", "+", "-", "*", "/", "&&", "||", "?", ":", "in")) or after.startswith(
        (".", "?", ":", "+", "-", "*", "/", "&&", "||", "??", "=", ")", "]", ","))

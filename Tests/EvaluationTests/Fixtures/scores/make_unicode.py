#!/usr/bin/env python3
"""The character rules of Python and of its regex module, for all of Unicode.

    make_unicode.py > unicode.txt

Made with Python 3.11.7 (Unicode 14) and regex 2026.11.15. Lines: a kind, then scalars or ranges of
them in hexadecimal. `space`: str.isspace; `N`, `P`, `S`: categories as regex has them; `lower`: a
scalar and what str.lower makes of it, where that is another.
"""

import sys

import regex


def ranges(holds):
    start = None
    for value in range(sys.maxunicode + 2):
        inside = value <= sys.maxunicode and holds(chr(value))
        if inside and start is None:
            start = value
        elif not inside and start is not None:
            yield f"{start:x}-{value - 1:x}" if value - 1 > start else f"{start:x}"
            start = None


def main():
    print("space", *ranges(str.isspace))
    for category in "NPS":
        print(category, *ranges(regex.compile(rf"\p{{{category}}}").match))
    for value in range(sys.maxunicode + 1):
        if chr(value).lower() != chr(value):
            print("lower", f"{value:x}", *(f"{ord(c):x}" for c in chr(value).lower()))


main()

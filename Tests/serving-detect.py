#!/usr/bin/env python3
"""Asks a server for the languages of sentences, and prints how many it tells rightly.

Usage: serving-detect.py URL LANGUAGE=file... [COUNT]   (each file has one sentence per line)

Only servers of this machine are asked.
"""
import http.client
import json
import pathlib
import sys
import urllib.parse

url = urllib.parse.urlsplit(sys.argv[1])
if url.hostname not in ("127.0.0.1", "localhost", "::1"):
    sys.exit("only a server of this machine is asked")
files = [argument.split("=", 1) for argument in sys.argv[2:] if "=" in argument]
counts = [int(argument) for argument in sys.argv[2:] if argument.isdigit()]
connection = http.client.HTTPConnection(url.hostname, url.port)


def detect(text):
    body = json.dumps({"q": text})
    connection.request("POST", "/detect", body, {"Content-Type": "application/json"})
    return json.load(connection.getresponse())[0]["language"]


total = [0, 0]
short = [0, 0]
for language, name in files:
    text = pathlib.Path(name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()][: counts[0] if counts else None]
    right = 0
    for line in lines:
        is_right = detect(line) == language
        right += is_right
        if len(line) <= 20:
            short = [short[0] + is_right, short[1] + 1]
    total = [total[0] + right, total[1] + len(lines)]
    print(f"{language}: {right} of {len(lines)}, {100 * right / len(lines):.2f} %")
for name, (right, count) in (("all", total), ("20 characters or fewer", short)):
    if count:
        print(f"{name}: {right} of {count}, {100 * right / count:.2f} %")

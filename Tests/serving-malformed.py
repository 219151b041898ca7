#!/usr/bin/env python3
"""Sends damaged requests to a server: each gets a status of 200 to 499 or, if its head is cut short, none.

Usage: serving-malformed.py URL [COUNT [SEED]]

The heads and bodies are right ones with bytes exchanged, removed or repeated. Every tenth client is gone before the
answer. At the end a right request gets its right answer. Only servers of this machine are asked.
"""
import asyncio
import collections
import json
import random
import sys
import urllib.parse

CLIENTS = 8
url = urllib.parse.urlsplit(sys.argv[1])
count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
if url.hostname not in ("127.0.0.1", "localhost", "::1"):
    sys.exit("only a server of this machine is asked")

PART = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
BODIES = [
    ("application/json", '{"q": "I am cold.", "source": "en", "target": "fr", "alternatives": 2, "details": true}'),
    ("application/json", '{"q": ["I am cold.", "a"], "source": "auto", "target": "fr", "terms": {"a": "b"}}'),
    ("application/json", '{"q": "\\ud83d\\ude00 \\u0000", "source": "en", "target": "fr", "alternatives": 1e99}'),
    ("application/x-www-form-urlencoded", "q=I+am%20cold.&source=en&target=fr&format=html"),
    ("multipart/form-data; boundary=x",
     PART.format("source", "", "en") + PART.format("target", "", "fr")
     + PART.format("file", '; filename="a.html"', "<p>I am cold.</p>") + "--x--\r\n"),
]
TYPES = [kind for kind, _ in BODIES] + ["text/plain", "multipart/form-data", "application/json; charset=\u00ff", ""]
PATHS = ["/translate"] * 4 + ["/translate_file"] * 3 + [
    "/detect", "/translate/stream", "/suggest", "/languages", "/spec?q=%", "/download_file/../../etc/passwd",
    "/%00", "*", "http://a/translate", "/" + "a" * 9000, "/page/..%2f..%2fetc/passwd",
]
MORE = [b'"', b"{", b"[" * 300, b"%", b"\\u", b"\0", b"\xff\xfe", b"--x\r\n", b"\r\n\r\n", b"&q=", b"1" * 400]


def damage(data, times, chance):
    data = bytearray(data)
    for _ in range(times):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0: data[place:place + 1] = bytes([chance.randrange(256)])
            case 1: del data[place:place + 5]
            case 2: data[place:place] = data[place:place + 9]
            case _: data[place:place] = chance.choice(MORE)
    return bytes(data)


def request(number):
    """The request of a number, which does not depend on those before it."""
    chance = random.Random(f"{seed} {number}")
    kind, body = chance.choice(BODIES)
    if chance.random() < 0.2:
        kind = chance.choice(TYPES)
    body = damage(body.encode(), chance.randint(0, 4), chance)
    method = chance.choice(["POST"] * 6 + ["GET", "PUT", "OPTIONS", "X"])
    length = len(body) - (3 if chance.random() < 0.05 else 0)
    head = (f"{method} {chance.choice(PATHS)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n").encode("latin-1")
    if chance.random() < 0.25:
        head = damage(head, 1, chance)
    return head + body


async def exchange(data, leaves=False):
    """What is answered; the sending side is closed, so that the server does not wait for more."""
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    try:
        writer.write(data)
        await writer.drain()
        if leaves:
            return None
        writer.write_eof()
        return await asyncio.wait_for(reader.read(), 30)
    except ConnectionError:
        # The server refuses a head that is too long before it has read all of it.
        return b""
    finally:
        writer.close()


statuses = collections.Counter()
failures = []


async def client(first):
    for number in range(first, count, CLIENTS):
        data = request(number)
        try:
            answer = await exchange(data, leaves=number % 10 == 9)
        except TimeoutError:
            failures.append(f"request {number} gets no answer: {data!r}")
            continue
        status = "gone" if answer is None else answer[9:12].decode() if answer else "none"
        statuses[status] += 1
        if status not in ("gone", "none") and not ("200" <= status < "500" and answer.startswith(b"HTTP/1.1 ")):
            failures.append(f"request {number} gets {answer[:80]!r}: {data!r}")


async def main():
    await asyncio.gather(*(client(first) for first in range(CLIENTS)))
    body = b'{"q": "I am cold.", "source": "en", "target": "fr"}'
    head = f"POST /translate HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    answer = await exchange(head.encode() + body)
    if json.loads(answer.split(b"\r\n\r\n", 1)[1]) != {"translatedText": "J'ai froid."}:
        failures.append(f"the last request gets {answer!r}")


asyncio.run(main())
print(f"{count} damaged requests, seed {seed}:", ", ".join(f"{n} × {status}" for status, n in sorted(statuses.items())))
for failure in failures[:10]:
    print(failure)
if failures or statuses["none"] > count // 10:
    sys.exit(f"{len(failures)} failures")

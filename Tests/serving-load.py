#!/usr/bin/env python3
"""Asks a server from many connections, one sentence each, for some seconds, and prints what it answers per second.

Usage: serving-load.py URL [SECONDS [RATE]]

With a rate, requests are sent at that many per second, and their times to the answer are printed; without one, each
connection asks again as soon as it has an answer. Only servers of this machine are asked.
"""
import asyncio
import json
import pathlib
import sys
import time
import urllib.parse

CONNECTIONS = 64
url = urllib.parse.urlsplit(sys.argv[1])
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10
rate = float(sys.argv[3]) if len(sys.argv) > 3 else None
if url.hostname not in ("127.0.0.1", "localhost", "::1"):
    sys.exit("only a server of this machine is asked")

data = pathlib.Path(__file__).parent.parent / "data" / "test.tsv"
sentences = [line.split("\t")[0] for line in data.read_text().splitlines()]


def request(sentence):
    body = json.dumps({"q": sentence, "source": "en", "target": "fr"}).encode()
    head = (
        f"POST /translate HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


requests = [request(sentence) for sentence in sentences]
times, statuses = [], {}


async def connection(number, end):
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    place = number
    start = time.perf_counter()
    while True:
        if rate:
            # The connections take turns, so that requests are spread evenly.
            due = start + place / rate
            await asyncio.sleep(max(0, due - time.perf_counter()))
            begin = due
        else:
            begin = time.perf_counter()
        if time.perf_counter() > end:
            break
        writer.write(requests[place % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - begin)
        status = int(head[9:12])
        statuses[status] = statuses.get(status, 0) + 1
        place += CONNECTIONS
    writer.close()


async def main():
    end = time.perf_counter() + seconds
    await asyncio.gather(*(connection(number, end) for number in range(CONNECTIONS)))


begin = time.perf_counter()
asyncio.run(main())
elapsed = time.perf_counter() - begin
times.sort()
print(f"{len(times) / elapsed:.0f} requests/s from {CONNECTIONS} connections in {elapsed:.1f} s; statuses {statuses}")
for share in (0.5, 0.9, 0.99, 1):
    print(f"  {share:.0%} within {1000 * times[min(len(times) - 1, int(share * len(times)))]:.1f} ms")
if set(statuses) != {200}:
    sys.exit("some requests were not answered")

#!/usr/bin/env python3
"""Makes single calls of the system fail, one after the other, in a small training and a small translation.

After each failure the program must end with one line that says what is wrong, or go on as if nothing had happened; and the
same command, run again, must end with the same bytes as a training that nothing has disturbed.

Calls of malloc are too many for that: every one of them fails in a copy of the process, which must end at once with such a
line; only some fail in a run of their own.

Then the corpus is changed in place while it is read, which is no signal, either.

Usage: faults.py <translate> <model> [most failures of a kind] [kinds, such as write,mmap]
With kinds, only single calls of these kinds fail, and the corpus does not change.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ALL_KINDS = ["write", "fsync", "rename", "mmap", "thread", "malloc"]
FILES = ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"]

translate, model = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
most_calls = int(sys.argv[3]) if len(sys.argv) > 3 else 200
KINDS = sys.argv[4].split(",") if len(sys.argv) > 4 else ALL_KINDS
IS_COMPLETE = KINDS == ALL_KINDS
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
work = tempfile.mkdtemp()
library = os.path.join(work, "faults.so")


def fail(message):
    print("error:", message, file=sys.stderr)
    sys.exit(1)


def run(command, kind=None, number=0, seconds=60):
    """The exit code, the output and the errors of a command in which call `number` of a kind fails."""
    environment = dict(os.environ)
    if kind:
        environment.update(
            LD_PRELOAD=library, FAULT=kind, FAULT_AT=str(number), FAULT_COUNT=os.path.join(work, "count"))
    try:
        done = subprocess.run(
            command, cwd=work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        fail(f"{kind} {number}: no end after {seconds} seconds: {command}")
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def numbers(command, kind):
    """Which calls of a kind fail: all of them, or the first ones and some of the others."""
    path = os.path.join(work, "count")
    if os.path.exists(path):
        os.remove(path)
    code, _, errors = run(command, kind)
    if code != 0:
        fail(f"without a failure of {kind}: {errors}")
    count = int(open(path).read())
    most = min(most_calls, 20) if kind == "malloc" else most_calls
    if count <= most:
        return count, list(range(1, count + 1))
    first = most // 2
    return count, list(range(1, first + 1)) + [
        first + 1 + (count - first) * index // (most - first) for index in range(most - first)]


def try_each_malloc(command, what):
    """Makes every call of malloc fail, each in a copy of the process."""
    code, _, errors = run(command, "malloc", "each", seconds=7200)
    faults = [line for line in errors.splitlines() if line.startswith("fault: ")]
    if code != 0 or faults:
        fail(f"{what}, each malloc: ends with {code}: {faults[:5] or errors[-500:]}")
    count = int(open(os.path.join(work, "count")).read())
    print(f"{what}: each of {count} calls of malloc failed, and ended it with one line", flush=True)


def check(code, errors, what):
    """One line says what is wrong."""
    if code not in (0, 1):
        fail(f"{what}: ends with {code}: {errors[-500:]}")
    said = [line for line in errors.splitlines() if line.startswith("error: ")]
    if len(said) != code:
        fail(f"{what}: ends with {code} and says {errors[-500:]!r}")


def contents(directory):
    # Times differ from run to run.
    return [
        re.sub(rb',"seconds":.*', b"}", data) if name == "metrics.jsonl" else data
        for name in FILES
        for data in [open(os.path.join(work, directory, name), "rb").read()]]


def try_training():
    def command(directory, pairs="pairs.en-fr.tsv", updates=30, threads=2):
        return [
            translate, "train", pairs, "--valid", "valid.tsv", "--output", directory,
            "--threads", str(threads), "--vocabulary", "300", "--embedding", "8", "--encoder", "8", "--decoder", "8",
            "--batch-sentences", "16", "--updates", str(updates), "--validate-every", str(updates // 3),
            "--precision", "float32"]

    # Smaller, since it calls malloc once for every copy of the process.
    if IS_COMPLETE:
        try_each_malloc(command("each", pairs="few.en-fr.tsv", updates=6, threads=1), "training")

    code, _, errors = run(command("whole"))
    if code != 0:
        fail(errors)
    whole = contents("whole")
    for kind in KINDS:
        shutil.rmtree(os.path.join(work, "parts"), ignore_errors=True)
        count, places = numbers(command("parts"), kind)
        failed = 0
        for number in places:
            what = f"training, {kind} {number} of {count}"
            shutil.rmtree(os.path.join(work, "parts"), ignore_errors=True)
            code, _, errors = run(command("parts"), kind, number)
            check(code, errors, what)
            failed += code
            code, _, errors = run(command("parts"))
            if code != 0:
                fail(f"{what}: does not resume: {errors[-500:]}")
            if contents("parts") != whole:
                fail(f"{what}: resumed to other bytes")
        print(f"training: {len(places)} of {count} calls of {kind} failed, {failed} ended it; resumed to the same bytes",
              flush=True)


def try_translation():
    command = [translate, "--model", model, "--threads", "2", "lines.txt", "--output", "answers.txt"]
    answers = os.path.join(work, "answers.txt")
    code, _, errors = run(command)
    if code != 0:
        fail(errors)
    expected = open(answers, "rb").read()
    if IS_COMPLETE:
        try_each_malloc(command, "translation")
    for kind in KINDS:
        count, places = numbers(command, kind)
        failed = 0
        for number in places:
            what = f"translation, {kind} {number} of {count}"
            os.remove(answers)
            code, _, errors = run(command, kind, number)
            check(code, errors, what)
            failed += code
            # The output is there as a whole or not at all.
            if os.path.exists(answers) != (code == 0) and kind != "fsync":
                fail(f"{what}: ends with {code}, and its output is {'' if code else 'not '}there")
            if not os.path.exists(answers):
                code, _, errors = run(command)
            if code not in (0, 1) or open(answers, "rb").read() != expected:
                fail(f"{what}: other answers")
        print(f"translation: {len(places)} of {count} calls of {kind} failed, {failed} ended it; the same answers",
              flush=True)


def try_changes(runs=60):
    generator = random.Random(1)
    with open(os.path.join(root, "data", "train.tsv"), "rb") as file:
        corpus = file.read()
    path = os.path.join(work, "changing.en-fr.tsv")
    command = [
        translate, "train", path, "--output", "changed", "--fresh", "--updates", "1", "--vocabulary", "600",
        "--embedding", "8", "--encoder", "8", "--decoder", "8"]
    refused = 0
    for number in range(runs):
        with open(path, "wb") as file:
            file.write(corpus)
        process = subprocess.Popen(
            command, cwd=work, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(generator.uniform(0, 0.6))
        middle = generator.randrange(len(corpus))
        with open(path, "r+b") as file:
            change = generator.randrange(3)
            if change == 0:
                file.truncate(middle)
            elif change == 1:
                file.write(b"\xff\n\t" * 1000)
            else:
                file.seek(0, os.SEEK_END)
                file.write(b"one\tun\n" * 5000)
        errors = process.communicate(timeout=60)[1].decode("utf-8", "replace")
        check(process.returncode, errors, f"a corpus changed for the {number}th time")
        refused += process.returncode
    print(f"corpus: changed in place {runs} times while it was read or later, {refused} trainings said so", flush=True)


try:
    source = os.path.join(root, "Tests", "Faults", "faults.c")
    subprocess.run(
        [os.environ.get("CC", "cc"), "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    for name, origin, count in [
            ("pairs.en-fr.tsv", "train.tsv", 100), ("few.en-fr.tsv", "train.tsv", 40), ("valid.tsv", "valid.tsv", 10)]:
        with open(os.path.join(root, "data", origin)) as lines, open(os.path.join(work, name), "w") as out:
            out.writelines(line for line, _ in zip(lines, range(count)))
    with open(os.path.join(root, "data", "test.tsv")) as lines, open(os.path.join(work, "lines.txt"), "w") as out:
        out.writelines(line.split("\t")[0] + "\n" for line, _ in zip(lines, range(20)))
    try_translation()
    try_training()
    if IS_COMPLETE:
        try_changes()
finally:
    shutil.rmtree(work)

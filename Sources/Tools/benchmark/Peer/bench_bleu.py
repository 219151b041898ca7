#!/usr/bin/env python3
"""Times our `bleu` and the `sacrebleu` command on the same files, in turn. Prints one JSON line.

  bench_bleu.py BLEU_EXECUTABLE REFERENCE HYPOTHESIS [--metric bleu] [--rounds 15]

Each round runs both programs once and times the whole process. The sacrebleu command is the one
installed beside the Python that runs this script. Fails if the two scores differ in their first two decimals.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("executable")
parser.add_argument("reference")
parser.add_argument("hypothesis")
parser.add_argument("--metric", choices=["bleu", "chrf", "ter"], default="bleu")
parser.add_argument("--rounds", type=int, default=15)
arguments = parser.parse_args()

options = [arguments.reference, "-i", arguments.hypothesis, "-m", arguments.metric, "-b", "-w", "2"]
sacrebleu = os.path.join(os.path.dirname(sys.executable), "sacrebleu")
commands = {"ours": [arguments.executable, *options], "theirs": [sacrebleu, *options]}
times = {name: [] for name in commands}
scores = {}
for _ in range(arguments.rounds):
    for name, command in commands.items():
        start = time.perf_counter()
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        times[name].append(1e3 * (time.perf_counter() - start))
        scores[name] = float(output)
medians = {name: statistics.median(each) for name, each in times.items()}
print(json.dumps({
    "benchmark": "bleu", "metric": arguments.metric, "rounds": arguments.rounds, "scores": scores,
    "milliseconds": {name: round(median, 1) for name, median in medians.items()},
    "ratio": round(medians["theirs"] / medians["ours"], 1)}))
if scores["ours"] != scores["theirs"]:
    sys.exit("the scores differ")

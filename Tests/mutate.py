#!/usr/bin/env python3
"""Edits the sources at random, one edit at a time, and reports which edits no test notices.

Usage: mutate.py [--count N] [--seed S] [--targets A,B] [--id ID] [--list]

Works in a copy of the tree under .build-mutants, where results.tsv keeps the results, so that the same command resumes
a run that was stopped. An edit that does not compile is noted and does not count. Only the test suites in SUITES run, in
a debug build, because it compiles a change in seconds; tests that need the optimiser are of no use here.
"""

import argparse
import csv
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from mutations import sites_of  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".build-mutants"
RESULTS = SCRATCH / "results.tsv"
COLUMNS = ["id", "commit", "seed", "target", "kind", "place", "before", "after", "result", "by", "seconds"]

# The tests that judge an edit of a target. The command tests could judge all targets, but take minutes to link.
SUITES = {
    "Evaluation": ["EvaluationTests"],
    "Tokenization": ["TokenizationTests"],
    "NeuralNetwork": ["NeuralNetworkTests", "Seq2SeqTests"],
    "Seq2Seq": ["Seq2SeqTests"],
}

# Appended to the manifest: keeps only some test suites and the targets they depend on.
FEWER_TARGETS = """
let suites: Set<String> = [%s]
var kept = suites
for _ in package.targets {
  for target in package.targets where kept.contains(target.name) {
    for case .byNameItem(let name, _) in target.dependencies { kept.insert(name) }
  }
}
package.targets.removeAll { !kept.contains($0.name) }
package.products = []
package.dependencies = []
"""

# C is optimised nevertheless: otherwise the kernels would take most of the time of the tests.
FLAGS = ["-Xcc", "-O2"]


class Tree:
    """A copy of the sources in which one file at a time is edited. It does not see later changes of the originals."""

    def __init__(self, target):
        self.suites = SUITES[target]
        self.path = SCRATCH / "-".join(self.suites)
        self.path.mkdir(parents=True, exist_ok=True)
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
        wanted = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
        self.remove_others(wanted)
        for name in sorted(wanted):
            self.write(name, self.original(name))

    def remove_others(self, wanted):
        for folder in ["Sources", "Tests"]:
            for path in (self.path / folder).rglob("*"):
                if path.is_file() and str(path.relative_to(self.path)) not in wanted:
                    path.unlink()

    def original(self, name):
        content = (ROOT / name).read_bytes()
        if name == "Package.swift":
            names = ", ".join(f'"{suite}"' for suite in self.suites)
            content += (FEWER_TARGETS % names).encode()
        return content

    def write(self, name, content):
        """Writes a file only if its text differs, so that it is not compiled again for nothing."""
        path = self.path / name
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if (ROOT / name).is_file():
            path.chmod((ROOT / name).stat().st_mode)

    def build(self):
        """The compiler's error, or None."""
        code, output = run(["swift", "build", "--build-tests", *FLAGS], self.path, 1800)
        if code == 0:
            return None
        errors = [line for line in output if "error:" in line]
        return (errors or output[-1:] or ["?"])[0].split("error:")[-1].strip()

    def test(self, timeout):
        """The first test that fails; None if all pass, "" on a timeout."""
        command = ["swift", "test", "--skip-build", "--disable-xctest", *FLAGS]
        code, output = run(command, self.path, timeout, stop=failed_test)
        names = [name for name in map(failed_test, output) if name]
        if names:
            return names[0]
        if code == "timeout":
            return ""
        return None if code == 0 else "a crash: " + (crash(output) or f"exit code {code}")


def failed_test(line):
    """The name of the test that this line reports as failed."""
    found = re.match(r"✘ Test (.+?) (?:with .*?argument.*? )?(?:recorded an issue|failed)", line)
    if not found or found[1].startswith("run with"):
        return None
    place = re.search(r"at (\w+)\.swift:\d+", line)
    return (place[1] + "." if place else "") + found[1]


def crash(output):
    said = [line for line in output if re.search(r"Fatal error|[Pp]recondition|unexpected signal", line)]
    return said[0].split("Fatal error:")[-1].split("error:")[-1].strip()[:80] if said else None


def run(command, directory, timeout, stop=lambda line: False):
    """Exit code or "timeout", and lines of output; ends early after a line for which `stop` is true."""
    process = subprocess.Popen(
        command, cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        preexec_fn=limit_memory)
    timed_out = False

    def give_up(*_):
        nonlocal timed_out
        timed_out = True
        kill_with_children(process.pid)

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(timeout)
    lines = []
    try:
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if stop(lines[-1]):
                break
        else:
            process.wait()
    finally:
        signal.alarm(0)
        if process.poll() is None:
            kill_with_children(process.pid)
        process.stdout.close()
    code = process.wait()
    return ("timeout" if timed_out else code), lines


def kill_with_children(pid):
    """The test runner is in another process group than the `swift test` that starts it."""
    listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, line.split())) for line in listed.splitlines()]
    doomed = [pid]
    for one in doomed:
        doomed += [child for child, parent in parents if parent == one]
    for one in doomed:
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            pass


def limit_memory():
    """Limits the memory of an edited program that would take more and more."""
    resource.setrlimit(resource.RLIMIT_AS, (16 << 30, 16 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def recorded():
    if not RESULTS.exists():
        return []
    with RESULTS.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def record(row):
    is_new = not RESULTS.exists()
    with RESULTS.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)


def judge(tree, site, timeout):
    """The result, and the test or compiler error that decided it."""
    original = (tree.path / site.file).read_bytes()
    tree.write(site.file, site.mutated(original.decode()).encode())
    try:
        error = tree.build()
        if error is not None:
            return "does not build", error
        failure = tree.test(timeout)
    finally:
        tree.write(site.file, original)
    if failure is None:
        return "survived", ""
    return ("killed", failure) if failure else ("timed out", "")


def baseline(tree):
    """Builds and tests without an edit, and returns the time limit for tests."""
    error = tree.build()
    if error is not None:
        sys.exit(f"error: the sources do not build: {error}")
    start = time.monotonic()
    failure = tree.test(3600)
    if failure is not None:
        sys.exit(f"error: without any edit this fails: {failure}")
    seconds = time.monotonic() - start
    print(f"{' and '.join(tree.suites)} pass in {seconds:.0f} s", flush=True)
    # Other work on the machine may slow the tests down.
    return int(60 + 5 * seconds)


def try_target(target, count, options, commit):
    tree = None if options.list else Tree(target)
    sites = sites_of(tree.path if tree else ROOT, f"Sources/{target}", options.seed)
    if options.id:
        sites = [site for site in sites if site.id == options.id]
    if options.list:
        for site in sites[:count]:
            print(site.id, site)
        return
    known = {row["id"]: row for row in recorded() if not options.id}
    done = 0
    limit = None
    for site in sites:
        if done >= count:
            break
        row = known.get(site.id)
        if row is None:
            limit = limit or baseline(tree)
            start = time.monotonic()
            result, by = judge(tree, site, limit)
            row = dict(
                id=site.id, commit=commit, seed=options.seed, target=target, kind=site.kind,
                place=f"{site.file}:{site.line}", before=site.before, after=site.after, result=result, by=by,
                seconds=f"{time.monotonic() - start:.0f}")
            record(row)
            print(f"{row['result']:14} {site}  [{by}]", flush=True)
        done += row["result"] != "does not build"


def summary():
    print(f"\n{'target':14} {'edits':>5} {'killed':>6} {'timed out':>9} {'survived':>8}")
    last = {row["id"]: row for row in recorded()}
    for target in SUITES:
        results = [row["result"] for row in last.values() if row["target"] == target]
        killed, slow, survived = (results.count(name) for name in ["killed", "timed out", "survived"])
        print(f"{target:14} {killed + slow + survived:5} {killed:6} {slow:9} {survived:8}")
    for row in last.values():
        if row["result"] == "survived":
            print(f"survived: {row['id']} {row['place']} {row['before']!r} -> {row['after']!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=60, help="edits that compile, over all targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--targets", default=",".join(SUITES))
    parser.add_argument("--id", help="try one edit again, whatever was recorded of it")
    parser.add_argument("--list", action="store_true", help="print the edits instead of trying them")
    options = parser.parse_args()
    SCRATCH.mkdir(exist_ok=True)
    os.nice(15)
    # So that all processes it has started end with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    targets = options.targets.split(",")
    for number, target in enumerate(targets):
        share = options.count * (number + 1) // len(targets) - options.count * number // len(targets)
        try_target(target, share, options, commit)
    if not options.list:
        summary()


if __name__ == "__main__":
    main()

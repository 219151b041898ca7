#!/bin/sh
# Compares this package with the installed sacrebleu on random segments that are made anew:
#
#     compare_random.sh [SETS] [SEED]
#
# PYTHON names a Python that has sacrebleu 2.6.0. All scores must agree to a relative error of 1e-9.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cases=$(mktemp)
trap 'rm -f "$cases"' EXIT
"${PYTHON:-python3}" "$here/make_scores.py" "${1:-2000}" "${2:-2}" > "$cases"
cd "$here/../../../.."
SCORE_CASES="$cases" swift test --filter 'ScoreParityTests'

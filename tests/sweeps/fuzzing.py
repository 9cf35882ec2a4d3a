"""P1: QR, barcodes, labels, chat and files of other shops, changed by chance."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.sweeps.fuzz.names import INDEX_ERROR, NAMES, QUADRATIC
from tests.sweeps.sweep import Outcome, Plan, Sweep

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(__file__).with_name("seeds")
PATIENCE_S = 900
COMPUTES_S = (
    20  # each target at the least, by its own clock: a busy computer takes no runs away
)


def run(plan: Plan) -> Outcome:
    """Each target gets its part of ``plan.points`` runs, and its time; a planted fault gets
    its own target, and no more than the runs."""
    names = ("barcode",) if plan.planted else NAMES
    each = -(-plan.points // len(names))
    return sum((_fuzzed(name, each, plan) for name in names), Outcome(0))


def _fuzzed(name: str, runs: int, plan: Plan) -> Outcome:
    module = [sys.executable, "-m", "tests.sweeps.fuzz.subject"]
    corpus = plan.folder / name
    corpus.mkdir()
    seconds = 0 if plan.planted else COMPUTES_S
    asked = [name, str(SEEDS / name), str(corpus), str(runs), str(seconds), str(plan.seed)]
    done = subprocess.run(
        [*module, *asked, plan.planted],
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    said = (done.stdout + done.stderr[-1_500:]).decode("utf-8", "replace")
    if done.returncode == 0:
        return Outcome(int(said.split("RUNS ", 1)[1].split()[0]))
    if done.returncode < 0:
        ended = f"{name}: seed {plan.seed}: ended by signal {-done.returncode}: it hangs"
        return Outcome(runs, faults=(ended,))
    found = re.search(r"BROKEN.*", said, re.DOTALL)
    return Outcome(runs, faults=(f"{name}: {(found[0] if found else said)[:1_500]}",))


SWEEP = Sweep(
    name="fuzzing of codes, labels, chat and files, with seeds",
    holds=("P1",),
    gate=24_000,
    soak=1_000_000_000,
    run=run,
    planted=(INDEX_ERROR, QUADRATIC),
    red_within=6_000,
)

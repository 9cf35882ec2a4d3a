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


def run(plan: Plan) -> Outcome:
    """Each target gets its part of ``plan.points`` runs; a planted fault its own target."""
    names = ("barcode",) if plan.planted else NAMES
    each = -(-plan.points // len(names))
    return sum((_fuzzed(name, each, plan) for name in names), Outcome(0))


def _fuzzed(name: str, runs: int, plan: Plan) -> Outcome:
    module = [sys.executable, "-m", "tests.sweeps.fuzz.subject"]
    corpus = plan.folder / name
    corpus.mkdir()
    asked = [name, str(SEEDS / name), str(corpus), str(runs), str(plan.seed), plan.planted]
    done = subprocess.run(
        [*module, *asked], cwd=ROOT, capture_output=True, timeout=PATIENCE_S, check=False
    )
    if done.returncode == 0:
        return Outcome(runs)
    if done.returncode < 0:
        ended = f"{name}: seed {plan.seed}: ended by signal {-done.returncode}: it hangs"
        return Outcome(runs, faults=(ended,))
    said = (done.stdout + done.stderr[-1_500:]).decode("utf-8", "replace")
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

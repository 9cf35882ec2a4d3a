"""S1 to S4, A2, A3: register and centre in a network of their own, whose packets are lost.

Both are real processes in one new network namespace, over its loopback. Its own kernel drops
the centre's packets in silence, one way or both, loses some, resets, refuses, or takes the link
down, while sales are told. The badge has to say so, and no request may outstay its time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.sweeps.network.planted import PLANTED
from tests.sweeps.sweep import NETWORK, Outcome, Plan, Sweep

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 900


def run(plan: Plan) -> Outcome:
    """A round in a namespace of its own, which goes with its last process."""
    stage = [sys.executable, "-m", "tests.sweeps.network.stage", str(plan.folder)]
    done = subprocess.run(
        [*NETWORK, *stage, str(plan.points), str(plan.seed), plan.planted],
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
        text=True,
    )
    if done.returncode:
        return Outcome(0, faults=(f"seed {plan.seed}: {done.stderr[-1_500:]}",))
    told = json.loads(done.stdout.splitlines()[-1])
    return Outcome(**{**told, "faults": tuple(told["faults"])})


SWEEP = Sweep(
    name="a network of their own whose packets are lost, refused and stopped",
    holds=("S1", "S2", "S3", "S4", "A2", "A3"),
    gate=30,
    soak=100_000,
    run=run,
    planted=tuple(PLANTED),
    red_within=10,
    needs=("ip", "nft", "network namespace"),
)

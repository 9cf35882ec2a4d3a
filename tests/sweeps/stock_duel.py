"""T1 and T2: two counters and the web shop want the last pieces, a fifth of all answers is
lost, and what was set aside runs out while it is being claimed."""

from __future__ import annotations

from tests.sweeps.duel import goods
from tests.sweeps.sweep import Sweep

SWEEP = Sweep(
    name="stock duel with expiry races",
    holds=("T1", "T2"),
    gate=1_000,
    soak=5_000_000,
    run=goods.run,
    planted=tuple(goods.PLANTED),
    red_within=180,
)

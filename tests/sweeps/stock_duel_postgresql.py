"""T1 and T2 with the centre on PostgreSQL, where writers do not wait for each other."""

from __future__ import annotations

from functools import partial

from tests.sweeps.duel import goods
from tests.sweeps.sweep import Sweep

SWEEP = Sweep(
    name="stock duel with expiry races on PostgreSQL",
    holds=("T1", "T2"),
    gate=120,
    soak=5_000_000,
    run=partial(goods.run, backend="postgresql"),
    planted=(goods.CHECKED_OUTSIDE,),
    red_within=120,
)

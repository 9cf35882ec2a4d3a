"""C1 to C4 with the centre on PostgreSQL, where writers do not wait for each other."""

from __future__ import annotations

from functools import partial

from tests.sweeps.duel import carts
from tests.sweeps.sweep import Sweep

SWEEP = Sweep(
    name="cart duel on PostgreSQL",
    holds=("C1", "C2", "C3", "C4"),
    gate=200,
    soak=5_000_000,
    run=partial(carts.run, backend="postgresql"),
    planted=(carts.LEASE_IGNORED,),
    red_within=200,
)

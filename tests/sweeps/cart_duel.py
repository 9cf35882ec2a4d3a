"""C1 to C4: two counters and the customer's phone edit and buy one cart at the same time, a
fifth of all answers is lost and asked for again. What became of the cart is reckoned anew from
what the three of them know they did."""

from __future__ import annotations

from tests.sweeps.duel import carts
from tests.sweeps.sweep import Sweep

SWEEP = Sweep(
    name="cart duel",
    holds=("C1", "C2", "C3", "C4"),
    gate=4_000,
    soak=5_000_000,
    run=carts.run,
    planted=tuple(carts.PLANTED),
    red_within=1_200,
)

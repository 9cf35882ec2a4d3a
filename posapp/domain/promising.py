"""What a register may promise while it cannot ask. Pure.

Goods in hand are there, whatever a list says: they are always sold, and only doubted in words.
A piece that is to be sent is a promise: without the centre it is given only from this
register's own part of what its store keeps to itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from posapp.domain.cart import Cart
from posapp.domain.fulfilment import Fulfilment


class Doubt(Enum):
    """COUNT: more are taken along than are known to be here. PROMISE: more are to be sent
    than may be promised alone."""

    COUNT = "count"
    PROMISE = "promise"


@dataclass(frozen=True)
class Doubtful:
    """``most``: how many of the SKU there are, or may be sent."""

    line: str
    sku: str
    doubt: Doubt
    most: int


def doubts(
    cart: Cart, allotment: int, on_hand: Mapping[str, int], gone: Mapping[str, int]
) -> tuple[Doubtful, ...]:
    """Lines that the clerk should hear about, in the order of the cart.

    Args:
        allotment: pieces of each SKU on the shelf that this register may promise.
        on_hand: by SKU, on this store's shelf when it was last known.
        gone: by SKU, what this register has sold since then, in whatever way.
    """
    taken, sent = Counter[str](), Counter[str]()
    for line in cart.lines:
        goes = taken if line.fulfilment is Fulfilment.TAKE else sent
        goes[line.product.sku] += line.quantity
    found = []
    for line in cart.lines:
        sku, takes = line.product.sku, line.fulfilment is Fulfilment.TAKE
        known, sold = on_hand.get(sku, 0), gone.get(sku, 0)
        here = max(known - sold, 0)
        may_send = max(min(allotment, known) - sold - taken[sku], 0)
        if takes and taken[sku] > here:
            found.append(Doubtful(line.id, sku, Doubt.COUNT, here))
        elif not takes and sent[sku] > may_send:
            found.append(Doubtful(line.id, sku, Doubt.PROMISE, may_send))
    return tuple(found)

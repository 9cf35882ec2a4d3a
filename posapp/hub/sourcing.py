"""Which shelves a sale's pieces come from. Pure: the shelves are told, and locked, before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from posapp.domain.fulfilment import Fulfilment
from posapp.hub.stock import Pieces, Shelf

HERE = {Fulfilment.TAKE, Fulfilment.PICK_UP}


@dataclass(frozen=True)
class Want:
    """So many of a SKU. ``store``: where they leave the shop, empty when they are sent."""

    sku: str
    quantity: int
    store: str = ""


@dataclass(frozen=True)
class Plan:
    """``pieces``: one entry per shelf. ``missing``: what no shelf has, by SKU and store."""

    pieces: tuple[Pieces, ...]
    missing: tuple[Pieces, ...]


def wants(lines: Iterable[tuple[str, int, Fulfilment]], store: str) -> tuple[Want, ...]:
    """What leaves the shop first, then what is sent; each SKU once of either."""
    counted: Counter[tuple[bool, str]] = Counter()
    for sku, quantity, fulfilment in lines:
        counted[fulfilment not in HERE, sku] += quantity
    return tuple(
        Want(sku, quantity, "" if sent else store)
        for (sent, sku), quantity in sorted(counted.items())
    )


def plan(
    free: Mapping[Shelf, int], wanted: Iterable[Want], home: str, first: Collection[Shelf] = ()
) -> Plan:
    """Find a shelf for every piece.

    What is sent comes from one location where one has it all, from the fullest ones where
    not; from ``home`` only when the others have too few, so that the shop keeps its own to
    sell; shelves in ``first`` before any other, because they were reserved.
    """
    left, taken, missing = dict(free), Counter[Shelf](), []
    for want in wanted:
        needed = want.quantity
        for shelf in _order(left, want, home, first):
            got = min(needed, left[shelf])
            taken[shelf] += got
            left[shelf] -= got
            needed -= got
        if needed:
            missing.append(Pieces(want.sku, want.store, needed))
    pieces = (Pieces(sku, location, n) for (sku, location), n in sorted(taken.items()) if n)
    return Plan(tuple(pieces), tuple(missing))


def _order(
    left: Mapping[Shelf, int], want: Want, home: str, first: Collection[Shelf]
) -> list[Shelf]:
    if want.store:
        here = (want.sku, want.store)
        return [here] if here in left else []
    shelves = [shelf for shelf in left if shelf[0] == want.sku]
    return sorted(
        shelves,
        key=lambda shelf: (
            shelf not in first,
            left[shelf] < want.quantity,
            shelf[1] == home,
            -left[shelf],
            shelf[1],
        ),
    )

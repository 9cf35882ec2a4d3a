"""What must have become of a cart. Reckoned anew from what the editors know they did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from posapp.domain.webcart import Operation, OperationKind
from posapp.hub.tables.carts import carts, lines, operations
from posapp.hub.tables.sales import conflicts
from tests.sweeps.duel.buying import Sold
from tests.sweeps.duel.editing import Editor
from tests.sweeps.sweep import Outcome


@dataclass(frozen=True)
class Duel:
    """One cart after the duel.

    Attributes:
        start: pieces by SKU before it. ``sold``: by counters. ``paid``: the payments online
            that the centre took.
    """

    cart: str
    start: Mapping[str, int]
    editors: tuple[Editor, ...]
    sold: tuple[Sold, ...]
    paid: tuple[str, ...]


def judge(db: Connection, duel: Duel) -> Outcome:
    """C1 to C4 for this cart."""
    o = operations.c
    applied = dict(db.execute(select(o.id, o.version).where(o.cart == duel.cart)).all())
    lost = [f"C1 lost: {edit}" for edit in _lost(duel, applied)]
    doubled = [f"C2: {why}" for why in _wrong_fold(db, duel, applied)]
    others = [*_sets(duel, applied), *_checkouts(duel, applied), *_ends(db, duel, applied)]
    points = sum(len(editor.known) for editor in duel.editors)
    faults = tuple(f"{why} (cart {duel.cart})" for why in (*lost, *doubled, *others))
    return Outcome(points, len(lost), len(doubled), faults[:5])


def _lost(duel: Duel, applied: Mapping[str, int]) -> Iterator[str]:
    for editor in duel.editors:
        yield from (a.edit.id for a in editor.acknowledged if a.edit.id not in applied)


def _known(duel: Duel) -> dict[str, Operation]:
    return {name: edit for editor in duel.editors for name, edit in editor.known.items()}


def fold(duel: Duel, applied: Mapping[str, int], upto: int | None = None) -> Counter[str]:
    """Pieces by SKU after the edits of these versions. Those of one version touch different
    SKUs, so their order among themselves does not matter."""
    known, held = _known(duel), Counter(duel.start)
    for name, version in sorted(applied.items(), key=lambda each: each[1]):
        if upto is not None and version > upto:
            break
        edit = known.get(name)  # none: what filled it before the duel
        if edit is not None and edit.kind is OperationKind.ADD:
            held[edit.sku] += edit.quantity
        elif edit is not None and edit.kind is OperationKind.SUB:
            held[edit.sku] = max(held[edit.sku] - edit.quantity, 0)
    return +held


def _wrong_fold(db: Connection, duel: Duel, applied: Mapping[str, int]) -> Iterator[str]:
    refused = {name for editor in duel.editors for name in editor.refused}
    yield from (f"applied although refused: {name}" for name in refused & applied.keys())
    held, expected = _held(db, duel.cart), fold(duel, applied)
    if held != expected:
        yield f"the cart holds {dict(held)}, its edits make {dict(expected)}"


def _held(db: Connection, cart: str) -> Counter[str]:
    rows = db.execute(select(lines.c.sku, lines.c.quantity).where(lines.c.cart == cart))
    return Counter(dict(rows.all()))


def _sets(duel: Duel, applied: Mapping[str, int]) -> Iterator[str]:
    for name, edit in _known(duel).items():
        late = name in applied and edit.kind is OperationKind.SET
        if late and edit.if_version != applied[name] - 1:
            yield f"C1: a note written on version {edit.if_version} replaced a newer one"


def _checkouts(duel: Duel, applied: Mapping[str, int]) -> Iterator[str]:
    for sold in duel.sold:
        for editor in duel.editors:
            for known in editor.acknowledged:
                if known.at < sold.asked_at and applied.get(known.edit.id, 0) > sold.version:
                    yield "C3: sold without asking about an edit that was there before"


def _ends(db: Connection, duel: Duel, applied: Mapping[str, int]) -> Iterator[str]:
    row = db.execute(select(carts).where(carts.c.id == duel.cart)).one()
    ended = [sold.sale.id for sold in duel.sold] + [p for p in duel.paid if p == row.closed_by]
    if len(ended) > 1:
        yield f"C4: one cart ended in {len(ended)} paid orders"
    if bool(ended) != (row.state == "checked_out"):
        yield f"C4: it is {row.state}, paid {len(ended)} times"
    ids = [sold.sale.id for sold in duel.sold]
    odd = db.scalar(select(func.count()).where(conflicts.c.sale.in_(ids)))
    if odd:
        yield f"C4: {odd} conflicts, although everybody asked before"
    yield from _leftovers(db, duel, applied)


def _leftovers(db: Connection, duel: Duel, applied: Mapping[str, int]) -> Iterator[str]:
    rest = db.scalars(select(carts.c.id).where(carts.c.continues == duel.cart)).all()
    for sold in duel.sold:
        bought = Counter[str]()
        for line in sold.sale.lines:
            bought[line.sku] += line.quantity
        seen = fold(duel, applied, sold.version)
        if any(bought[sku] > seen[sku] for sku in bought):
            yield "C3: sold what was not in the cart that the clerk saw"
        expected = fold(duel, applied) - bought
        found = sum((_held(db, cart) for cart in rest), Counter[str]())
        if found != expected:
            yield f"C4: {dict(found)} came back, {dict(expected)} was left over"


def judged(db: Connection, duels: Iterable[Duel]) -> Outcome:
    """All of them."""
    return sum((judge(db, duel) for duel in duels), Outcome(0))

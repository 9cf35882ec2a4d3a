"""Edits to online carts. The cart is the fold over its operations, each applied once for ever.

Phone and counter edit at once: every batch locks the cart's row, skips what was applied
before, applies the rest and counts the version up by one. Nothing is refused half-way: a
batch is applied as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, assert_never

from sqlalchemy import Connection, delete, insert, select, update

from posapp.contract import wire
from posapp.contract.problems import Problem
from posapp.domain.cart import MOST
from posapp.domain.catalogue import Product
from posapp.domain.webcart import Operation, OperationKind
from posapp.hub import carts, catalogue
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.carts import lines, operations
from posapp.hub.upserting import upsert

BATCH = 200
LINES = 500
NOTE = 500
COUPONS, COUPON = 10, 40
ID = 64


@dataclass
class _Edited:
    """A cart being folded on. ``rows``: its lines by SKU; one of no quantity goes."""

    row: carts.CartRow
    products: dict[str, Product]
    now: datetime
    rows: dict[str, dict[str, Any]]
    touched: set[str] = field(default_factory=set)
    values: dict[str, Any] = field(default_factory=dict)


def apply(db: Connection, hub: Hub, cart_id: str, edits: Sequence[Operation]) -> None:
    """Apply to the cart what of these edits was not applied yet, in order.

    Raises:
        Refusal: ``not_found``; ``cart_closed`` when something new comes too late;
            ``version_changed`` for a SET that saw another version; ``key_reused`` for an
            edit's id with other content; ``invalid``.
    """
    _check(edits)
    row = carts.locked(db, (cart_id,)).get(cart_id)
    if row is None:
        raise Refusal(Problem.NOT_FOUND, "cart")
    fresh = _not_yet(db, cart_id, edits)
    if not fresh:
        return
    if row.state != "open":
        raise Refusal(Problem.CART_CLOSED, carts=(carts.read(db, hub, cart_id),))
    _refuse_old_view(db, hub, row, fresh)
    edited = _begin(db, row, fresh, hub.clock())
    for edit in fresh:
        _fold(edited, edit)
    _write(db, edited, fresh)
    carts.told(db, hub, row)


def _check(edits: Sequence[Operation]) -> None:
    ids = {edit.id for edit in edits}
    if not 0 < len(edits) <= BATCH or len(ids) != len(edits):
        raise Refusal(Problem.INVALID, f"1 to {BATCH} operations with ids of their own")
    if any(not 0 < len(name) <= ID for name in ids):
        raise Refusal(Problem.INVALID, "operation id")
    for edit in edits:
        if edit.kind is OperationKind.SET:
            if edit.field not in {"note", "coupons"} or edit.if_version is None:
                raise Refusal(Problem.INVALID, "set: field or if_version")
        elif not 0 < edit.quantity <= MOST or not 0 < len(edit.sku) <= ID:
            raise Refusal(Problem.INVALID, "sku or quantity")


def _not_yet(db: Connection, cart_id: str, edits: Sequence[Operation]) -> list[Operation]:
    o = operations.c
    known = select(o.id, o.cart, o.digest).where(o.id.in_([edit.id for edit in edits]))
    done = {row.id: row for row in db.execute(known)}
    for edit in edits:
        row = done.get(edit.id)
        if row is not None and (row.cart, row.digest) != (cart_id, _digest(edit)):
            raise Refusal(Problem.KEY_REUSED)
    return [edit for edit in edits if edit.id not in done]


def _refuse_old_view(
    db: Connection, hub: Hub, row: carts.CartRow, edits: Sequence[Operation]
) -> None:
    seen = {edit.if_version for edit in edits if edit.kind is OperationKind.SET}
    if seen - {row.version}:
        raise Refusal(Problem.VERSION_CHANGED, carts=(carts.read(db, hub, row.id),))


def _begin(
    db: Connection, row: carts.CartRow, edits: Sequence[Operation], now: datetime
) -> _Edited:
    wanted = {edit.sku for edit in edits if edit.kind is OperationKind.ADD}
    held = carts.line_rows(db, (row.id,))
    rows = {line.sku: dict(line._mapping) for line in held}
    return _Edited(row, catalogue.products_of(db, wanted), now, rows)


def _fold(edited: _Edited, edit: Operation) -> None:
    match edit.kind:
        case OperationKind.ADD:
            _add(edited, edit)
        case OperationKind.SUB:
            line = edited.rows.get(edit.sku)
            if line is not None:
                line["quantity"] = max(line["quantity"] - edit.quantity, 0)
                edited.touched.add(edit.sku)
        case OperationKind.SET:
            edited.values[edit.field] = _value(edit)
        case _:
            assert_never(edit.kind)


def _add(edited: _Edited, edit: Operation) -> None:
    product = edited.products.get(edit.sku)
    if product is None or not product.active:
        raise Refusal(Problem.INVALID, "sku: not sold")
    line = edited.rows.get(edit.sku)
    if line is None or not line["quantity"]:
        line = edited.rows[edit.sku] = _line(edited, product)
    line["quantity"] += edit.quantity
    edited.touched.add(edit.sku)
    if line["quantity"] > MOST or len(edited.rows) > LINES:
        raise Refusal(Problem.INVALID, "too many")


def _line(edited: _Edited, product: Product) -> dict[str, Any]:
    """A new line keeps the price that the customer sees at this moment."""
    places = [line["place"] for line in edited.rows.values()]
    return {
        "cart": edited.row.id,
        "sku": product.sku,
        "name": product.name,
        "variant": product.variant[:300],
        "quantity": 0,
        "seen_minor": product.price.minor,
        "added_at": edited.now,
        "place": max(places, default=0) + 1,
        "note": "",
    }


def _value(edit: Operation) -> str | tuple[str, ...]:
    if edit.field == "note":
        if len(edit.value) > NOTE:
            raise Refusal(Problem.INVALID, "note")
        return edit.value
    codes = [code.strip().upper() for code in edit.value.split(",")]
    coupons = tuple(dict.fromkeys(code for code in codes if code))
    if len(coupons) > COUPONS or any(len(code) > COUPON for code in coupons):
        raise Refusal(Problem.INVALID, "coupons")
    return coupons


def _write(db: Connection, edited: _Edited, edits: Sequence[Operation]) -> None:
    row, version = edited.row, edited.row.version + 1
    kept = [edited.rows[sku] for sku in sorted(edited.touched) if edited.rows[sku]["quantity"]]
    gone = [sku for sku in edited.touched if not edited.rows[sku]["quantity"]]
    upsert(db, lines, kept)
    db.execute(delete(lines).where(lines.c.cart == row.id, lines.c.sku.in_(gone)))
    changed = {**edited.values, "version": version, "updated_at": edited.now}
    db.execute(update(cart_table).where(cart_table.c.id == row.id).values(changed))
    db.execute(
        insert(operations),
        [
            {
                "id": edit.id,
                "cart": row.id,
                "digest": _digest(edit),
                "version": version,
                "at": edited.now,
            }
            for edit in edits
        ],
    )


def _digest(edit: Operation) -> str:
    return sha256(wire.canonical(edit)).hexdigest()

"""Closing an online cart exactly once, and giving back what was not bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, update

from posapp.hub import carts, leases
from posapp.hub.hub import Hub
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.carts import lines


@dataclass(frozen=True)
class Closing:
    """What closes an online cart.

    Attributes:
        order: its id. ``bought``: pieces by line of the cart.
        unused_minor: of the online payment, what this order did not use.
        spent: coupons that this order used.
    """

    order: str
    bought: Mapping[str, int]
    unused_minor: int = 0
    spent: tuple[str, ...] = ()


def close(db: Connection, hub: Hub, row: carts.CartRow, closing: Closing) -> str:
    """Close a locked, open cart; the id of the new cart that goes on with the rest, or "".

    The rest is what the cart holds now, edits after the checkout included, less what was
    bought; and what was paid online and not used up.
    """
    now = hub.clock()
    done = {**leases.NONE, "state": "checked_out", "closed_by": closing.order}
    mine = (cart_table.c.id == row.id) & (cart_table.c.state == "open")
    values = {**done, "version": row.version + 1, "updated_at": now}
    closed = db.execute(update(cart_table).where(mine).values(values)).rowcount
    assert closed == 1, "the row was locked and open"
    carts.told(db, hub, row)
    rest = _rest(db, row, closing.bought)
    if not rest and not closing.unused_minor:
        return ""
    made = carts.create(db, hub, row.customer, label=row.label)
    goes_on = {
        "continues": row.id,
        "note": row.note,
        "coupons": tuple(code for code in row.coupons if code not in closing.spent),
        "currency": row.currency,
        "paid_minor": closing.unused_minor,
    }
    db.execute(update(cart_table).where(cart_table.c.id == made).values(goes_on))
    if rest:
        db.execute(insert(lines), [{**line, "cart": made} for line in rest])
    carts.told(db, hub, carts.locked(db, (made,))[made])
    return made


def _rest(
    db: Connection, row: carts.CartRow, bought: Mapping[str, int]
) -> list[dict[str, object]]:
    rest = []
    for line in carts.line_rows(db, (row.id,)):
        left = line.quantity - bought.get(carts.line_id(row.number, line.sku), 0)
        if left > 0:
            rest.append({**line._mapping, "quantity": left})
    return rest

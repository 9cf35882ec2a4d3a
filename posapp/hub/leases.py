"""Who serves an online cart. A lease is advice to people and stops paying online.

It expires by itself; the cart can be edited all the while, and what is added then is not
lost: the checkout names the version that the clerk saw.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, update

from posapp.contract.problems import Problem
from posapp.hub import carts
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.carts import carts as cart_table

LONGEST_S = 3_600
NONE = {"leased_by": "", "leased_to": "", "leased_until": None, "paying": ""}


def lease(
    db: Connection, hub: Hub, cart_id: str, register: tuple[str, str], for_s: int
) -> None:
    """Serve the cart at a register (its id and label), or go on serving it.

    Raises:
        Refusal: ``not_found``, ``cart_closed``, ``cart_leased`` to another register, or
            ``invalid``: not 1 to ``LONGEST_S`` seconds.
    """
    if not 0 < for_s <= LONGEST_S:
        raise Refusal(Problem.INVALID, "for_s")
    row, now = _mine(db, hub, cart_id, register[0]), hub.clock()
    if row.state != "open":
        raise Refusal(Problem.CART_CLOSED, carts=(carts.read(db, hub, cart_id),))
    until = now + timedelta(seconds=for_s)
    if row.paying and row.leased_until is not None and carts.leased(row, now):
        until = max(until, row.leased_until)
    _set(db, cart_id, register, until, row.paying if carts.leased(row, now) else "")
    carts.told(db, hub, row)


def release(db: Connection, hub: Hub, cart_id: str, register: str) -> None:
    """Give the cart back; nothing happens when it is free already.

    Raises:
        Refusal: ``not_found``, or ``cart_leased`` to another register.
    """
    row = _mine(db, hub, cart_id, register)
    if row.leased_by:
        db.execute(update(cart_table).where(cart_table.c.id == cart_id).values(NONE))
        carts.told(db, hub, row)


def take_for_payment(
    db: Connection,
    rows: Iterable[carts.CartRow],
    register: tuple[str, str],
    checkout: str,
    until: datetime,
) -> None:
    """Lease locked carts for as long as a checkout holds their goods."""
    for row in rows:
        _set(db, row.id, register, until, checkout)


def give_back(db: Connection, hub: Hub, checkout: str, register: str) -> None:
    """Let go of the carts that a register's checkout leased."""
    mine = (cart_table.c.paying == checkout) & (cart_table.c.leased_by == register)
    mine &= cart_table.c.state == "open"
    freed = update(cart_table).where(mine).values(NONE).returning(cart_table)
    for row in db.execute(freed).all():
        carts.told(db, hub, row)


def paid_elsewhere(row: carts.CartRow, register: str, now: datetime) -> bool:
    """Is another register in the middle of taking money for this cart?"""
    return carts.leased(row, now) and bool(row.paying) and row.leased_by != register


def _mine(db: Connection, hub: Hub, cart_id: str, register: str) -> carts.CartRow:
    row = carts.locked(db, (cart_id,)).get(cart_id)
    if row is None:
        raise Refusal(Problem.NOT_FOUND, "cart")
    if carts.leased(row, hub.clock()) and row.leased_by != register:
        raise Refusal(Problem.CART_LEASED, carts=(carts.read(db, hub, cart_id),))
    return row


def _set(
    db: Connection, cart_id: str, register: tuple[str, str], until: datetime, paying: str
) -> None:
    name, label = register
    values = {
        "leased_by": name,
        "leased_to": label,
        "leased_until": until,
        "paying": paying,
    }
    db.execute(update(cart_table).where(cart_table.c.id == cart_id).values(values))

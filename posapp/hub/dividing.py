"""A store's share of the stock, divided among its registers: what each may promise alone.

Goods in a customer's hand need no division: no other register can hold the same piece. A piece
that is to be sent is a promise, and two registers that are cut off cannot ask each other; so
each has a number of its own, and together they have no more than the store keeps to itself.
A register that comes later gets what nobody has: a cut-off one still believes in its part.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from posapp.contract.messages import EventKind
from posapp.hub import news, stock
from posapp.hub.tables.chain import registers
from posapp.hub.tables.stock import parts, shares


def divide(db: Connection, store: str, pieces: int) -> dict[str, int]:
    """From now on only this store's counters sell the last ``pieces`` of a SKU there, and its
    registers may promise so many to be sent; each register's part, the oldest first."""
    stock.keep_share(db, store, pieces)
    r = registers.c
    working = select(r.id).where(r.store == store, r.revoked_at.is_(None))
    ids = db.scalars(working.order_by(r.enrolled_at, r.id)).all()
    each, over = divmod(pieces, len(ids) or 1)
    divided = {one: each + (place < over) for place, one in enumerate(ids)}
    db.execute(delete(parts).where(parts.c.location == store))
    for register, part in divided.items():
        _give(db, store, register, part)
    news.hint(db, EventKind.SHOP, store)
    return divided


def welcome(db: Connection, store: str, register: str) -> None:
    """A register has come to this store: it gets what is left of the share."""
    kept = db.scalar(select(shares.c.pieces).where(shares.c.location == store)) or 0
    had = select(func.sum(parts.c.pieces)).where(parts.c.location == store)
    if rest := kept - int(db.scalar(had) or 0):
        _give(db, store, register, max(rest, 0))


def part_of(db: Connection, register: str) -> int:
    """Pieces of every SKU that it may promise to be sent while it is cut off."""
    return db.scalar(select(parts.c.pieces).where(parts.c.register == register)) or 0


def _give(db: Connection, store: str, register: str, pieces: int) -> None:
    db.execute(insert(parts).values(register=register, location=store, pieces=pieces))

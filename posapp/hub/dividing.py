"""A store's share of the stock, divided among its registers: what each may promise alone.

Goods in a customer's hand need no division: no other register can hold the same piece. A piece
that is to be sent is a promise, and two registers that are cut off cannot ask each other; so
each has a number of its own, and together they have no more than the store keeps to itself.
A cut-off one still believes in the part that it was told last. So that part is held for it
until it has asked for the profile by the version that has the new one, and nobody else gets it.
"""

from __future__ import annotations

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from posapp.contract.messages import EventKind
from posapp.hub import news, stock
from posapp.hub.tables.chain import registers
from posapp.hub.tables.stock import parts, shares
from posapp.hub.upserting import upsert


def divide(db: Connection, store: str, pieces: int) -> dict[str, int]:
    """From now on only this store's counters sell the last ``pieces`` of a SKU there, and its
    registers may promise so many to be sent; what each may as yet, the oldest first.

    Who had more keeps it until it has heard, and only then others get it. What a revoked one
    had is given away: whoever divides anew says that it promised nothing.
    """
    stock.keep_share(db, store, pieces)
    db.execute(
        delete(parts).where(parts.c.location == store, ~parts.c.register.in_(_of(store)))
    )
    return _settle(db, store, pieces)


def welcome(db: Connection, store: str, register: str) -> None:
    """A register has come to this store: it gets what is left of the share."""
    had = select(func.sum(parts.c.held)).where(parts.c.location == store)
    if rest := _kept(db, store) - int(db.scalar(had) or 0):
        given = max(rest, 0)
        row = {"register": register, "location": store, "pieces": given, "held": given}
        db.execute(insert(parts).values(row))


def part_of(db: Connection, register: str) -> int:
    """Pieces of every SKU that it may promise to be sent while it is cut off."""
    return db.scalar(select(parts.c.pieces).where(parts.c.register == register)) or 0


def unheard(db: Connection, register: str) -> bool:
    """Whether it may still believe in more than its part."""
    mine = select(parts.c.held > parts.c.pieces).where(parts.c.register == register)
    return bool(db.scalar(mine))


def heard(db: Connection, store: str, register: str) -> None:
    """It knows its part: what it had beyond that is free for others."""
    mine = parts.c.register == register
    db.execute(update(parts).where(mine).values(held=parts.c.pieces))
    _settle(db, store, _kept(db, store))


def _settle(db: Connection, store: str, pieces: int) -> dict[str, int]:
    """Divide evenly among working registers, and give each as much of that as no other may
    still believe in."""
    ordered = _of(store).order_by(registers.c.enrolled_at, registers.c.id)
    ids: list[str] = list(db.scalars(ordered))
    rows = db.execute(select(parts).where(parts.c.location == store)).all()
    before = {row.register: row.pieces for row in rows}
    held: dict[str, int] = {row.register: row.held for row in rows}
    each, over = divmod(pieces, len(ids) or 1)
    given = dict[str, int]()
    for place, one in enumerate(ids):
        free = max(pieces - sum(held.values()) + held.get(one, 0), 0)
        given[one] = min(each + (place < over), max(free, held.get(one, 0)))
        held[one] = max(held.get(one, 0), given[one])
    new = [
        {"register": one, "location": store, "pieces": part, "held": held[one]}
        for one, part in given.items()
    ]
    upsert(db, parts, new)
    if given != {one: before.get(one, 0) for one in given}:
        news.hint(db, EventKind.SHOP, store)
    return given


def _of(store: str) -> Select[tuple[str]]:
    r = registers.c
    return select(r.id).where(r.store == store, r.revoked_at.is_(None))


def _kept(db: Connection, store: str) -> int:
    return db.scalar(select(shares.c.pieces).where(shares.c.location == store)) or 0

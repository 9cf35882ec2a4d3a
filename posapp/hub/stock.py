"""Pieces by location: received, set aside, sold. Nobody else writes the tables of stock.

Whoever changes pieces first locks the rows of all SKUs concerned, in one order (``lock``), so
that no two of them wait for each other; the conditions in each UPDATE and the CHECKs of the
table stand behind that. What is reserved but over is given back whenever its SKU is locked,
and is not counted by those who only look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from posapp.domain.catalogue import StockLevel
from posapp.hub import changes
from posapp.hub.tables.chain import stores
from posapp.hub.tables.stock import movements, parts, reservations, shares, shortages, stock
from posapp.hub.upserting import insertion, upsert

Shelf = tuple[str, str]  # SKU, location
_R = reservations.c
_DUE = (
    select(_R.sku, _R.location, func.sum(_R.quantity))
    .where(
        _R.state == "open",
        _R.expires_at <= bindparam("now"),
        _R.sku.in_(bindparam("skus", expanding=True)),
    )
    .group_by(_R.sku, _R.location)
)
_LEVELS = (
    select(stock, stores.c.name)
    .select_from(stock.outerjoin(stores, stores.c.id == stock.c.location))
    .where(stock.c.sku.in_(bindparam("skus", expanding=True)))
    .order_by(stock.c.sku, stock.c.on_hand.desc(), stock.c.location)
)


@dataclass(frozen=True)
class Pieces:
    sku: str
    location: str
    quantity: int


class NotEnough(Exception):
    """There are fewer free pieces than the writer believed while it held the lock: a bug."""


def levels(db: Connection, skus: Collection[str], now: datetime) -> tuple[StockLevel, ...]:
    """Every location's pieces of these SKUs, the fullest first within a SKU."""
    asked = list(skus)
    due = db.execute(_DUE, {"skus": asked, "now": now})
    free = {(sku, location): int(count) for sku, location, count in due}
    rows = db.execute(_LEVELS, {"skus": asked})
    return tuple(
        StockLevel(
            row.sku,
            row.location,
            row.name or row.location,
            row.on_hand,
            row.reserved - free.get((row.sku, row.location), 0),
        )
        for row in rows
    )


def receive(db: Connection, goods: Iterable[Pieces], cause: str, at: datetime) -> None:
    """Take in a delivery; ``cause`` is its id, and the table refuses it a second time."""
    rows = sorted(goods, key=lambda p: (p.sku, p.location))
    if not rows:
        return
    statement = insertion(db, stock)
    more = {"on_hand": stock.c.on_hand + statement.excluded.on_hand}
    values = [
        {"sku": p.sku, "location": p.location, "on_hand": p.quantity, "reserved": 0}
        for p in rows
    ]
    db.execute(
        statement.on_conflict_do_update(index_elements=["sku", "location"], set_=more), values
    )
    _moved(db, rows, cause, "received", at)
    changes.mark_at_once(db, [(p.sku, p.location) for p in rows])


def count(db: Connection, counted: Collection[Pieces], cause: str, at: datetime) -> None:
    """Set what was counted or imported, a thousand shelves at a time or fewer. Reserved
    pieces stay: fewer cannot be counted."""
    skus = {p.sku for p in counted}
    lock(db, skus, at)
    shelves = _shelves(db, skus)
    receive(db, [p for p in counted if (p.sku, p.location) not in shelves], cause, at)
    moved = []
    for p in counted:
        on_hand, reserved = shelves.get((p.sku, p.location), (p.quantity, 0))
        if difference := max(p.quantity, reserved) - on_hand:
            moved.append(Pieces(p.sku, p.location, difference))
            _change(db, p, on_hand=stock.c.on_hand + difference)
    _moved(db, moved, cause, "adjusted", at)
    changes.mark_at_once(db, [(p.sku, p.location) for p in moved])


def lock(db: Connection, skus: Collection[str], now: datetime) -> dict[Shelf, int]:
    """Keep these SKUs' rows for this transaction; the free pieces on each shelf.

    Gives back reservations of them that are over.
    """
    shelves = _shelves(db, skus, locked=True)
    r = reservations
    over = (r.c.state == "open") & (r.c.expires_at <= now) & r.c.sku.in_(skus)
    for row in db.execute(select(r).where(over)).all():
        end(db, Pieces(row.sku, row.location, row.quantity), row.checkout, "expired")
        on_hand, reserved = shelves[row.sku, row.location]
        shelves[row.sku, row.location] = (on_hand, reserved - row.quantity)
    return {shelf: on_hand - reserved for shelf, (on_hand, reserved) in shelves.items()}


def keep_share(db: Connection, store: str, pieces: int) -> None:
    """From now on only this store's counters sell the last ``pieces`` of a SKU there."""
    upsert(db, shares, [{"location": store, "pieces": pieces}])


def for_others(db: Connection, free: Mapping[Shelf, int], home: str) -> dict[Shelf, int]:
    """Of these free pieces, those that may be sold from ``home``, or online when that is
    empty: every other store keeps to itself its share, or what its registers may still
    believe in if that is more."""
    rows = (
        select(shares.c.location, shares.c.pieces, func.coalesce(func.sum(parts.c.held), 0))
        .outerjoin_from(shares, parts, parts.c.location == shares.c.location)
        .group_by(shares.c.location, shares.c.pieces)
    )
    kept = {location: max(pieces, int(held)) for location, pieces, held in db.execute(rows)}
    return {
        (sku, location): max(number - (kept.get(location, 0) if location != home else 0), 0)
        for (sku, location), number in free.items()
    }


def reserve(
    db: Connection, pieces: Iterable[Pieces], checkout: str, expires_at: datetime
) -> None:
    """Set locked, free pieces aside until then.

    Raises:
        NotEnough: they are not free.
    """
    for p in pieces:
        _change(db, p, reserved=stock.c.reserved + p.quantity, free=p.quantity)
        db.execute(
            insert(reservations).values(
                checkout=checkout,
                sku=p.sku,
                location=p.location,
                quantity=p.quantity,
                state="open",
                expires_at=expires_at,
            )
        )


def reserved_for(db: Connection, checkout: str) -> tuple[Pieces, ...]:
    """What a checkout still holds."""
    r = reservations.c
    mine = select(r.sku, r.location, r.quantity).where(
        r.checkout == checkout, r.state == "open"
    )
    return tuple(Pieces(*row) for row in db.execute(mine.order_by(r.sku, r.location)))


def end(db: Connection, pieces: Pieces, checkout: str, state: str) -> bool:
    """End a locked reservation as ``claimed``, ``released`` or ``expired``; its pieces are
    free again. False when it ended before."""
    r = reservations.c
    mine = (r.checkout == checkout) & (r.sku == pieces.sku) & (r.location == pieces.location)
    ended = db.execute(
        update(reservations).where(mine, r.state == "open").values(state=state)
    ).rowcount
    if ended:
        _change(db, pieces, reserved=stock.c.reserved - pieces.quantity)
    return bool(ended)


def take(db: Connection, pieces: Iterable[Pieces], cause: str, at: datetime) -> None:
    """Sell locked, free pieces.

    Raises:
        NotEnough: they are not free.
    """
    taken = list(pieces)
    for p in taken:
        _change(db, p, on_hand=stock.c.on_hand - p.quantity, free=p.quantity)
    _moved(db, [Pieces(p.sku, p.location, -p.quantity) for p in taken], cause, "sold", at)
    changes.mark(db, {(p.sku, p.location) for p in taken})


def expired_of(db: Connection, checkout: str) -> set[str]:
    """SKUs that a checkout had set aside, and gave back because it took too long."""
    r = reservations.c
    over = select(r.sku).where(r.checkout == checkout, r.state == "expired")
    return set(db.scalars(over))


def fell_short(
    db: Connection,
    missing: Iterable[Pieces],
    sale: str,
    at: datetime,
    expired: Collection[str] = (),
) -> None:
    """Record pieces that were sold without the centre knowing of them; ``expired``: SKUs that
    had been set aside for this sale, too short a time."""
    rows = [
        {
            "sale": sale,
            "sku": p.sku,
            "location": p.location,
            "quantity": p.quantity,
            "expired": p.sku in expired,
            "at": at,
        }
        for p in missing
    ]
    if rows:
        db.execute(insert(shortages), rows)


def _shelves(
    db: Connection, skus: Collection[str], *, locked: bool = False
) -> dict[Shelf, tuple[int, int]]:
    wanted = select(stock).where(stock.c.sku.in_(skus)).order_by(stock.c.sku, stock.c.location)
    rows = db.execute(wanted.with_for_update() if locked else wanted)
    return {(row.sku, row.location): (row.on_hand, row.reserved) for row in rows}


def _change(db: Connection, p: Pieces, *, free: int = 0, **values: object) -> None:
    here = (stock.c.sku == p.sku) & (stock.c.location == p.location)
    enough = stock.c.on_hand - stock.c.reserved >= free
    if db.execute(update(stock).where(here, enough).values(**values)).rowcount != 1:
        raise NotEnough(p.sku)


def _moved(
    db: Connection, pieces: Collection[Pieces], cause: str, kind: str, at: datetime
) -> None:
    rows = [
        {
            "sku": p.sku,
            "location": p.location,
            "cause": cause,
            "kind": kind,
            "quantity": p.quantity,
            "at": at,
        }
        for p in pieces
    ]
    if rows:
        db.execute(insert(movements), rows)

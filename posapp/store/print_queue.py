"""Receipts to print: a queue of its own, so that paper never blocks, loses or repeats a sale.

waiting -> printing -> printed; printing -> waiting (the printer says nothing came out).
A receipt found ``printing`` after a crash may or may not be in somebody's hand: it is
repeated once, as a COPY, and is ``uncertain`` after that. ``dropped``: a person gave it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from posapp.store.prepared import Prepared
from posapp.store.tables import print_queue
from posapp.store.times import stamp

_INSERT = Prepared(insert(print_queue))


@dataclass(frozen=True)
class PrintJob:
    """One receipt to print.

    Attributes:
        copy: it must say COPY. ``drawer``: open the drawer with it.
        repeats: how often it was begun again after an interruption.
    """

    place: int
    id: str
    sale: str
    copy: bool
    drawer: bool
    repeats: int


def append(
    db: Connection, job: str, sale: str, at: datetime, *, copy: bool, drawer: bool = False
) -> None:
    """Queue a receipt. The database refuses one whose sale is not in the journal."""
    row = {"id": job, "sale": sale, "copy": int(copy), "drawer": int(drawer)}
    queued = {"queued_at": stamp(at), "state": "waiting", "repeats": 0, "reason": ""}
    _INSERT.run(db, row | queued)


def next_job(db: Connection) -> PrintJob | None:
    """The oldest receipt that waits for the printer."""
    return _first(db, "waiting")


def interrupted(db: Connection) -> PrintJob | None:
    """The oldest receipt that was begun and not ended; ask before ``recover``."""
    return _first(db, "printing")


def begin(db: Connection, place: int) -> None:
    """Say so before the first byte goes to the printer."""
    _set(db, place, "printing", "")


def drawer_used(db: Connection, place: int) -> None:
    """The drawer is about to be opened for this receipt: not again when it is repeated."""
    db.execute(update(print_queue).where(print_queue.c.place == place).values(drawer=0))


def uncertain(db: Connection) -> tuple[str, ...]:
    """Sales whose receipt was interrupted twice: it may be on paper, or not. The oldest fifty,
    in their order."""
    c = print_queue.c
    query = select(c.sale).where(c.state == "uncertain").order_by(c.place).limit(50)
    return tuple(db.scalars(query))


def settle(db: Connection, sale: str, reason: str) -> None:
    """A person has seen to the uncertain receipts of this sale."""
    c = print_queue.c
    mine = update(print_queue).where(c.sale == sale, c.state == "uncertain")
    db.execute(mine.values(state="dropped", reason=reason))


def done(db: Connection, place: int) -> None:
    _set(db, place, "printed", "")


def put_back(db: Connection, place: int, reason: str) -> None:
    """Nothing came out, says the printer: the receipt waits, and is no copy for it."""
    _set(db, place, "waiting", reason)


def drop(db: Connection, place: int, reason: str) -> None:
    """A person gave this receipt up."""
    _set(db, place, "dropped", reason)


def recover(db: Connection) -> int:
    """After a start: repeat what was interrupted once, as a copy and without the drawer.

    Gives how many will be repeated.
    """
    c = print_queue.c
    interrupted = update(print_queue).where(c.state == "printing")
    db.execute(interrupted.where(c.repeats >= 1).values(state="uncertain"))
    again = interrupted.values(state="waiting", copy=1, drawer=0, repeats=c.repeats + 1)
    return db.execute(again).rowcount


def count(db: Connection, state: str = "waiting") -> int:
    query = select(func.count()).select_from(print_queue)
    return db.scalar(query.where(print_queue.c.state == state)) or 0


def _set(db: Connection, place: int, state: str, reason: str) -> None:
    chosen = update(print_queue).where(print_queue.c.place == place)
    db.execute(chosen.values(state=state, reason=reason))


def _first(db: Connection, state: str) -> PrintJob | None:
    c = print_queue.c
    query = select(c.place, c.id, c.sale, c.copy, c.drawer, c.repeats)
    row = db.execute(query.where(c.state == state).order_by(c.place).limit(1)).first()
    if row is None:
        return None
    return PrintJob(row.place, row.id, row.sale, bool(row.copy), bool(row.drawer), row.repeats)

"""The catalogue's change log: a mark for each thing that changed, numbered once committed.

A number taken by a writer before it commits leaves a gap that a reader runs past: what
commits late would never be told. So writers on the hot path only leave marks without a
number, and whoever asks for changes first numbers the marks that are committed, one asker at
a time (they queue at the one row of ``numbers``, and never wait for a writer: marks that are
being written are skipped and numbered next time). Imports, which are rare and large, queue at
that row themselves and number their marks at once. Numbers so become visible in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, select, update

from posapp.contract.messages import EventKind
from posapp.hub import news
from posapp.hub.tables.catalogue import marks, numbers
from posapp.hub.upserting import insertion, upsert

AT_ONCE = 20_000


def mark(db: Connection, shelves: Iterable[tuple[str, str]]) -> None:
    """The pieces of these SKUs at these locations are new; numbered later."""
    rows = [{"sku": sku, "location": at, "number": None} for sku, at in sorted(shelves)]
    upsert(db, marks, rows)


def mark_at_once(db: Connection, shelves: Sequence[tuple[str, str]]) -> None:
    """These are new, changed or gone (location empty: the product itself); numbered here,
    and registers are told that there is something to ask for."""
    if not shelves:
        return
    news.hint(db, EventKind.CATALOGUE)
    first = _take(db, len(shelves))
    rows = [
        {"sku": sku, "location": at, "number": first + place}
        for place, (sku, at) in enumerate(sorted(shelves))
    ]
    upsert(db, marks, rows)


def pending(db: Connection) -> bool:
    """Is there a committed mark without a number?"""
    return db.scalar(select(marks.c.sku).where(marks.c.number.is_(None)).limit(1)) is not None


def number_pending(db: Connection) -> None:
    """Give committed marks their numbers, at most ``AT_ONCE`` of them."""
    last = _take(db, 0)
    found = db.execute(
        select(marks.c.sku, marks.c.location)
        .where(marks.c.number.is_(None))
        .order_by(marks.c.sku, marks.c.location)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    if not found:
        return
    statement = (
        update(marks)
        .where(marks.c.sku == bindparam("of_sku"), marks.c.location == bindparam("of_location"))
        .values(number=bindparam("next"))
    )
    rows = [
        {"of_sku": row.sku, "of_location": row.location, "next": last + place}
        for place, row in enumerate(found, start=1)
    ]
    db.execute(statement, rows)
    _take(db, len(rows))


def latest(db: Connection) -> int:
    """The highest number that is committed, 0 before the first."""
    return db.scalar(select(func.max(numbers.c.last))) or 0


def _take(db: Connection, count: int) -> int:
    """Reserve that many numbers until commit; the first of them, or the last one taken."""
    statement = insertion(db, numbers).values(one=1, last=count)
    more = {"last": numbers.c.last + count}
    counted = statement.on_conflict_do_update(index_elements=["one"], set_=more)
    last: int = db.execute(counted.returning(numbers.c.last)).scalar_one()
    return last - count + 1 if count else last

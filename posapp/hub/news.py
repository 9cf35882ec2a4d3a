"""What changed, as hints: rows that a register's long poll reads, and a bell to wake it.

There is no global sequence. A cursor looks back ``OVERLAP`` from the newest hint told and
remembers which ones in there were told, so that one that commits late, or at a process whose
clock lags, is still told.
"""

from __future__ import annotations

import asyncio
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, insert, literal, select, tuple_

from posapp.contract import wire
from posapp.contract.messages import Event, EventKind, Events
from posapp.contract.problems import Problem
from posapp.hub.problems import Refusal
from posapp.hub.tables.base import Moment, key
from posapp.hub.tables.customers import looks
from posapp.hub.tables.writes import events

if TYPE_CHECKING:
    from posapp.hub.hub import Hub

OVERLAP = timedelta(seconds=30)
SERVED = timedelta(hours=12)  # how long a store hears about a customer it has served
PAGE = 200
REMEMBERED = 250
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 7_000_000_000_000_000  # microseconds: the year 2191
BREATH_S = 0.05  # who wrote gets their answer first, and what follows at once is told with it
NOTED = "posapp_noted"
HINTS = "posapp_hints"
_NEW = insert(events)
_SERVING = (
    select(looks.c.store)
    .where(
        looks.c.customer == bindparam("customer"),
        looks.c.at > bindparam("since"),
        looks.c.what.in_(("visit", "new")),
    )
    .distinct()
)


class Bell:
    """Wakes the long polls of this process, a breath later. Rung from any thread, and by
    signals.

    Attributes:
        closed: the process is about to end; nobody should wait any more.
    """

    def __init__(self) -> None:
        self.closed = False
        self._lock = threading.RLock()  # a signal may come while its own thread holds it
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        with self._lock:
            waiting = list(self._waiting)
        for loop, woken in waiting:
            loop.call_soon_threadsafe(loop.call_later, BREATH_S, woken.set)

    def close(self) -> None:
        self.closed = True
        self.ring()

    async def heard(self, within_s: float) -> None:
        """Return when rung, or after this long."""
        mine = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting.add(mine)
        try:
            await asyncio.wait_for(mine[1].wait(), within_s)
        except TimeoutError:
            pass
        finally:
            with self._lock:
                self._waiting.discard(mine)


@dataclass(frozen=True)
class Cursor:
    """Everything up to ``(at, id)`` was told, and of what follows that which is ``seen``.

    Attributes:
        at: microseconds since 1970.
        seen: short names of hints, eight characters each, at most ``REMEMBERED``.
    """

    at: int
    id: str = ""
    seen: str = ""


def note(
    db: Connection, hub: Hub, kind: EventKind, of: str, *, customer: str = "", store: str = ""
) -> None:
    """Leave a hint in the open transaction; it is told once that commits.

    A hint with a ``store`` is for that store; one about a customer for the stores that serve
    or lately served them; any other for every store.
    """
    now = hub.clock()
    stores = [store] if store or not customer else _serving(db, customer, now)
    rows = [
        {
            "id": hub.new_id(),
            "store": each,
            "at": now,
            "kind": kind.value,
            "of": of,
            "customer": customer,
        }
        for each in stores
    ]
    if rows:
        db.execute(_NEW, rows)
        db.info[NOTED] = True


def hint(db: Connection, kind: EventKind, store: str = "") -> None:
    """Have one hint of this kind left when the open transaction of ``Hub.write`` ends,
    however often it is said; for a store, or for every one."""
    db.info.setdefault(HINTS, set()).add((kind, store))


def leave_hints(db: Connection, hub: Hub) -> None:
    """Note what ``hint`` was told in this transaction."""
    hints = db.info.pop(HINTS, set())
    for kind, store in sorted(hints, key=lambda each: (each[0].value, each[1])):
        note(db, hub, kind, "", store=store)


def _serving(db: Connection, customer: str, now: datetime) -> list[str]:
    return list(db.scalars(_SERVING, {"customer": customer, "since": now - SERVED}))


def since(db: Connection, store: str, cursor: Cursor) -> tuple[tuple[Event, ...], Cursor]:
    """What one store may know and has not been told, oldest first, and how to go on."""
    e = events.c
    rows = db.execute(
        select(e.id, e.at, e.kind, e.of, e.customer)
        .where(e.store.in_(("", store)), tuple_(e.at, e.id) > _place(cursor))
        .order_by(e.at, e.id)
        .limit(PAGE + REMEMBERED)
    ).all()
    seen = {cursor.seen[i : i + 8] for i in range(0, len(cursor.seen), 8)}
    fresh = [row for row in rows if _short(row.id) not in seen][:PAGE]
    if not fresh:
        return (), cursor
    told = tuple(Event(EventKind(row.kind), row.of, row.customer) for row in fresh)
    known = [row for row in rows if _short(row.id) in seen] + fresh
    return told, _after(cursor, sorted(known, key=lambda row: (row.at, row.id)))


def _after(cursor: Cursor, known: list[Any]) -> Cursor:
    """Where to go on once these are known; a store with more news than can be remembered
    is no longer told what commits before the oldest that is."""
    horizon = known[-1].at - OVERLAP
    old = sum(row.at < horizon for row in known)
    dropped = max(old, len(known) - REMEMBERED)
    names = "".join(_short(row.id) for row in known[dropped:])
    if dropped > old:
        last = known[dropped - 1]
        return Cursor(_us(last.at), last.id, names)
    if _us(horizon) <= cursor.at:
        return Cursor(cursor.at, cursor.id, names)
    return Cursor(_us(horizon), "", names)


def start(db: Connection, hub: Hub, store: str) -> Cursor:
    """A cursor that skips everything told until now."""
    cursor = Cursor(_us(hub.clock() - OVERLAP))
    told: tuple[Event, ...] = (Event(EventKind.SHOP, ""),)
    while told:
        told, cursor = since(db, store, cursor)
    return cursor


def cursor_text(cursor: Cursor) -> str:
    return urlsafe_b64encode(wire.encode(cursor)).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """The cursor that ``cursor_text`` wrote.

    Raises:
        Refusal: it is none of ours.
    """
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        cursor = wire.decode(raw, Cursor)
    except (ValueError, wire.BadMessage) as error:
        raise Refusal(Problem.INVALID, "cursor") from error
    if "\0" in cursor.id:
        raise Refusal(Problem.INVALID, "cursor")
    return cursor


def events_of(told: tuple[Event, ...], cursor: Cursor) -> Events:
    return Events(tuple(dict.fromkeys(told)), cursor_text(cursor))


def _short(event: str) -> str:
    return sha256(event.encode()).hexdigest()[:8]


def _us(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _place(cursor: Cursor) -> Any:
    moment = EPOCH + timedelta(microseconds=min(max(cursor.at, 0), LATEST))
    return tuple_(literal(moment, Moment), literal(cursor.id, key()))

"""What the centre has still to hear, written in the transaction that makes it true."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from posapp.store.prepared import Prepared
from posapp.store.tables import outbox
from posapp.store.times import moment, stamp

MOST_AT_ONCE = 50
_INSERT = Prepared(insert(outbox))


@dataclass(frozen=True)
class Report:
    """One message to the centre. Sending it twice does no harm, thanks to its ``id``.

    Attributes:
        place: the order in which messages must arrive.
        id: idempotency key for ever. ``kind``: ``sale``, ``receipt`` and so on, see
            ``posapp.central.port``. ``of``: id of the thing it is about.
        body: JSON of the contract's message; empty once sent.
        state: ``waiting``, ``sent`` or ``parked``; ``reason``: why it was parked.
        next_try: not to be sent before; None for at once.
    """

    place: int
    id: str
    kind: str
    of: str
    body: bytes
    made_at: datetime
    state: str
    reason: str
    attempts: int
    next_try: datetime | None


def append(db: Connection, key: str, kind: str, of: str, body: bytes, at: datetime) -> None:
    """Queue a message. The same key twice is a bug and refused by the database."""
    row = {"id": key, "kind": kind, "of": of, "body": body, "made_at": stamp(at)}
    queued = {"state": "waiting", "reason": "", "attempts": 0, "next_try": ""}
    _INSERT.run(db, row | queued)


def waiting(db: Connection, limit: int = MOST_AT_ONCE) -> tuple[Report, ...]:
    """The oldest unsent messages, in the order they must arrive."""
    return _in_state(db, "waiting", limit)


def parked(db: Connection, limit: int = 200) -> tuple[Report, ...]:
    """What the centre refused, oldest first: each waits for a person."""
    return _in_state(db, "parked", limit)


def mark_sent(db: Connection, place: int) -> None:
    """The centre has it. The body goes: the journal keeps the fact, nobody needs a copy."""
    _set(db, place, state="sent", reason="", body=b"", next_try="")


def park(db: Connection, place: int, reason: str) -> None:
    """Set a refused message aside with its reason. Never dropped, never in the way."""
    _set(db, place, state="parked", reason=reason, next_try="")


def put_off(db: Connection, place: int, until: datetime) -> None:
    """It was not answered; count the attempt and wait until then."""
    attempts = outbox.c.attempts + 1
    _set(db, place, attempts=attempts, next_try=stamp(until))


def retry(db: Connection, place: int) -> None:
    """Send a parked message again, after a person has seen to it."""
    _set(db, place, state="waiting", reason="", next_try="")


def amend(db: Connection, place: int, body: bytes) -> None:
    """Let a parked message say something else. Refused, it had no effect and its id is free;
    any other message stays as it is."""
    still = (outbox.c.place == place) & (outbox.c.state == "parked")
    db.execute(update(outbox).where(still).values(body=body))


def count(db: Connection, state: str) -> int:
    query = select(func.count()).where(outbox.c.state == state)
    return db.execute(query).scalar_one()


def sent(db: Connection, kind: str) -> frozenset[str]:
    """Ids of the things of this kind that the centre has."""
    query = select(outbox.c.of).where(outbox.c.state == "sent", outbox.c.kind == kind)
    return frozenset(db.scalars(query))


def sent_among(db: Connection, kind: str, of: Collection[str]) -> frozenset[str]:
    """Which of these the centre has."""
    return sent(db, kind) & frozenset(of) if of else frozenset()


def _in_state(db: Connection, state: str, limit: int) -> tuple[Report, ...]:
    query = select(outbox).where(outbox.c.state == state).order_by(outbox.c.place)
    return tuple(_report(row) for row in db.execute(query.limit(limit)))


def _set(db: Connection, place: int, **columns: Any) -> None:
    db.execute(update(outbox).where(outbox.c.place == place).values(**columns))


def _report(row: Row[Any]) -> Report:
    next_try = moment(row.next_try) if row.next_try else None
    fields = dict(row._mapping)
    return Report(**fields | {"made_at": moment(row.made_at), "next_try": next_try})

"""A write is one transaction: id, effect, answer. Asked again, it answers alike for ever."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from posapp.contract import wire
from posapp.contract.problems import Problem
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.writes import writes

_running: set[tuple[int, str, str]] = set()
_lock = threading.Lock()
_MINE = (writes.c.register == bindparam("by")) & (writes.c.key == bindparam("under"))
_DONE = select(writes.c.digest, writes.c.answer).where(_MINE)
_BEGUN = select(writes.c.at).where(_MINE)
_BEGIN = insert(writes)
_END = update(writes).where(_MINE).values(answer=bindparam("body"))


def idempotent(
    hub: Hub, register: str, key: str, asked: bytes, effect: Callable[[Connection], Any]
) -> bytes:
    """Do this once for ever; the answer as JSON, the stored one when it was done before.

    A refusal undoes everything, the key included: asking again may then succeed.

    Args:
        register: whose key it is; also the name of another writer, such as a web page.
        asked: what makes a request the same: its target and body.

    Raises:
        Refusal: ``key_reused`` (other content), ``in_flight``, or what the effect refused.
    """
    digest = hashlib.sha256(asked).digest()
    with _only_one(hub, register, key):
        try:
            return hub.write(lambda db: _once(db, hub, (register, key, digest), effect))
        except IntegrityError:
            stored = hub.read(lambda db: _stored(db, register, key, digest))
            if stored is None:
                raise
            return stored  # another process did the same in the meantime


@dataclass(frozen=True)
class Wish:
    """One write among several: as the arguments of ``idempotent``."""

    key: str
    asked: bytes
    effect: Callable[[Connection], Any]


def idempotent_each(
    hub: Hub, register: str, wishes: Sequence[Wish]
) -> tuple[bytes | Refusal, ...]:
    """Do each of these once for ever, in order and in one transaction; a refused one leaves no
    trace and does not hold up the next.

    Returns:
        For each the answer that ``idempotent`` would give, or the refusal.

    Raises:
        Refusal: ``in_flight``: one of them is being done elsewhere; nothing was done.
    """
    with ExitStack() as alone:
        for wish in wishes:
            alone.enter_context(_only_one(hub, register, wish.key))
        try:
            return hub.write(lambda db: tuple(_one(db, hub, register, wish) for wish in wishes))
        except IntegrityError as error:
            raise Refusal(Problem.IN_FLIGHT, retry_after_s=1) from error


def begun(db: Connection, register: str, key: str) -> datetime | None:
    """When a write was done; None when it never was."""
    return db.scalar(_BEGUN, {"by": register, "under": key})


def _one(db: Connection, hub: Hub, register: str, wish: Wish) -> bytes | Refusal:
    digest = hashlib.sha256(wish.asked).digest()
    try:
        stored = _stored(db, register, wish.key, digest)
        if stored is not None:
            return stored
        with db.begin_nested():
            return _do(db, hub, (register, wish.key, digest), wish.effect)
    except Refusal as refusal:
        return refusal


def _once(
    db: Connection,
    hub: Hub,
    who: tuple[str, str, bytes],
    effect: Callable[[Connection], Any],
) -> bytes:
    """What was answered before, else what is answered now: one transaction for both."""
    stored = _stored(db, *who)
    return _do(db, hub, who, effect) if stored is None else stored


def _do(
    db: Connection,
    hub: Hub,
    who: tuple[str, str, bytes],
    effect: Callable[[Connection], Any],
) -> bytes:
    register, key, digest = who
    row = {"register": register, "key": key, "digest": digest, "at": hub.clock()}
    db.execute(_BEGIN, row)
    body = wire.encode(effect(db))
    db.execute(_END, {"by": register, "under": key, "body": body})
    return body


def _stored(db: Connection, register: str, key: str, digest: bytes) -> bytes | None:
    row = db.execute(_DONE, {"by": register, "under": key}).one_or_none()
    if row is None:
        return None
    if row.digest != digest:
        raise Refusal(Problem.KEY_REUSED)
    return bytes(row.answer)


@contextmanager
def _only_one(hub: Hub, register: str, key: str) -> Iterator[None]:
    """Two of the same at once in this process: the second is told to come back."""
    mine = (id(hub), register, key)
    with _lock:
        if mine in _running:
            raise Refusal(Problem.IN_FLIGHT, retry_after_s=1)
        _running.add(mine)
    try:
        yield
    finally:
        with _lock:
            _running.discard(mine)

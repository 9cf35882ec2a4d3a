"""Faults for the register's process, each one that the sweep must notice. The program has no
switch for them: the launcher plants them by replacing functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from posapp.central import transport
from posapp.central.client import Central
from posapp.central.port import RECEIPT
from posapp.services.register import Register
from posapp.store import outbox
from posapp.store.outbox import Report
from posapp.sync import push

NEW_KEY = "the key is a new one at each try"
SENT_TOO_SOON = "marked as sent before the answer"
NEWEST_FIRST = "the newest is told first"
REFUSED_DROPPED = "what was refused is dropped"


def shorten_answers(whole_s: float) -> None:
    """Give up an answer that drips after so long; not a fault, only less patience."""
    transport.WHOLE_S = whole_s


def plant(fault: str) -> None:
    """Plant this one; nothing for no name."""
    if fault:
        PLANTED[fault]()


def _new_key() -> None:
    real: Callable[..., None] = Central.report
    tries: Counter[str] = Counter()

    def report(self: Central, kind: str, of: str, key: str, body: bytes) -> None:
        tries[key] += kind == RECEIPT
        if tries[key] > 1:
            other = f"{key[:-4]}{tries[key]:04}"
            body, key = body.replace(key.encode(), other.encode(), 1), other
        real(self, kind, of, key, body)

    Central.report = report  # type: ignore[method-assign]  # planted


def _sent_too_soon() -> None:
    real: Callable[..., int] = push._tell

    def tell(register: Register, reports: tuple[Report, ...]) -> int:
        with register.books.journal.writing() as db:
            for report in reports:
                outbox.mark_sent(db, report.place)
        return real(register, reports)

    push._tell = tell


def _newest_first() -> None:
    real: Callable[..., tuple[Report, ...]] = outbox.waiting

    def waiting(db: Any, limit: int = 1_000) -> tuple[Report, ...]:
        return tuple(reversed(real(db, limit)))

    outbox.waiting = waiting


def _refused_dropped() -> None:
    def park(db: Any, place: int, reason: str) -> None:
        assert reason
        outbox.mark_sent(db, place)

    outbox.park = park


PLANTED: dict[str, Callable[[], None]] = {
    NEW_KEY: _new_key,
    SENT_TOO_SOON: _sent_too_soon,
    NEWEST_FIRST: _newest_first,
    REFUSED_DROPPED: _refused_dropped,
}

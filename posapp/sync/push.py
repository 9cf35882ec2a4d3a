"""Tells the centre what the outbox holds, oldest first, one at a time."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event

from posapp.domain.errors import NotEnrolled, Refused, Unreachable
from posapp.services.register import Register
from posapp.store import outbox
from posapp.store.outbox import Report
from posapp.sync.backoff import delay_s

log = logging.getLogger(__name__)
EVEN = 0.5  # what is written down as the next try; the driver adds the luck


def push(register: Register, stop: Event | None = None) -> int:
    """Send what is waiting; a refused message is parked, so it cannot block the rest.

    One thread at a time sends, so the centre hears in the order of the journal. No
    transaction is open while we talk to the centre. Stopped by ``stop`` between two.

    Returns:
        How many messages the centre accepted.

    Raises:
        Unreachable, NotEnrolled: what was not sent keeps waiting.
        StoreTrouble: what was sent is sent again later, and does no harm.
    """
    accepted = 0
    with register.books.telling:
        while reports := _waiting(register):
            for report in reports:
                if stop is not None and stop.is_set():
                    return accepted
                accepted += _tell(register, report)
    return accepted


def _waiting(register: Register) -> tuple[Report, ...]:
    with register.books.journal.reading() as db:
        return outbox.waiting(db)


def _tell(register: Register, report: Report) -> bool:
    try:
        register.central.report(report.kind, report.of, report.id, report.body)
    except Refused as refusal:
        log.error("the centre refused %s %s: %s", report.kind, report.of, refusal.problem)
        with register.books.journal.writing() as db:
            outbox.park(db, report.place, str(refusal))
        return False
    except (Unreachable, NotEnrolled):
        _put_off(register, report)
        raise
    with register.books.journal.writing() as db:
        outbox.mark_sent(db, report.place)
    return True


def _put_off(register: Register, report: Report) -> None:
    wait = timedelta(seconds=delay_s(report.attempts + 1, EVEN))
    with register.books.journal.writing() as db:
        outbox.put_off(db, report.place, register.clock() + wait)

"""Tells the centre what the outbox holds, oldest first, one request at a time.

Sales that have waited in a row go together: at the centre they share a request, a signature
and a transaction, which is what a drain after a long cut is made of. Each keeps its own id as
its key and is recorded or refused for itself.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event

from posapp.central.port import SALE
from posapp.domain.errors import NotEnrolled, Refused, Unreachable
from posapp.services.register import Register
from posapp.store import outbox
from posapp.store.outbox import Report
from posapp.sync.backoff import delay_s

log = logging.getLogger(__name__)
TOGETHER, AT_LEAST = 25, 5  # sales in one request; fewer in a row go one by one
BYTES = 2 * 1024 * 1024  # of them together
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
            while reports:
                if stop is not None and stop.is_set():
                    return accepted
                together = _first(reports)
                accepted += _tell(register, together)
                reports = reports[len(together) :]
    return accepted


def _first(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """The oldest message, and the sales right behind it when it pays to send them along."""
    sales, size = 0, 0
    for report in reports[:TOGETHER]:
        size += len(report.body)
        if report.kind != SALE or size > BYTES:
            break
        sales += 1
    return reports[: sales if sales >= AT_LEAST else 1]


def _waiting(register: Register) -> tuple[Report, ...]:
    with register.books.journal.reading() as db:
        return outbox.waiting(db)


def _tell(register: Register, reports: tuple[Report, ...]) -> int:
    """Tell these; how many of them the centre accepted."""
    try:
        verdicts = _ask(register, reports)
    except (Unreachable, NotEnrolled):
        _put_off(register, reports[0])
        raise
    with register.books.journal.writing() as db:
        for report, refusal in zip(reports, verdicts, strict=True):
            if refusal is None:
                outbox.mark_sent(db, report.place)
            else:
                outbox.park(db, report.place, str(refusal))
    for report, refusal in zip(reports, verdicts, strict=True):
        if refusal is not None:
            log.error("the centre refused %s %s: %s", report.kind, report.of, refusal.problem)
    return verdicts.count(None)


def _ask(register: Register, reports: tuple[Report, ...]) -> tuple[Refused | None, ...]:
    """For each whether the centre has it, or why it refused it."""
    if len(reports) > 1:
        try:
            return register.central.report_sales([report.body for report in reports])
        except Refused as refusal:  # it knows no batches, or something in it breaks the whole
            log.warning("sales are told one by one: %s", refusal.problem)
            return _one_by_one(register, reports)
    (report,) = reports
    try:
        register.central.report(report.kind, report.of, report.id, report.body)
    except Refused as refusal:
        return (refusal,)
    return (None,)


def _one_by_one(register: Register, reports: tuple[Report, ...]) -> tuple[Refused | None, ...]:
    return tuple(verdict for report in reports for verdict in _ask(register, (report,)))


def _put_off(register: Register, report: Report) -> None:
    wait = timedelta(seconds=delay_s(report.attempts + 1, EVEN))
    with register.books.journal.writing() as db:
        outbox.put_off(db, report.place, register.clock() + wait)

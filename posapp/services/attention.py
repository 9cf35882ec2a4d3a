"""Facts that the centre refused: looked at by a person, and sent again once that is settled.

Nothing here is ever dropped. A sale that was refused is in the journal all the same; what is
parked is only the telling of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from posapp.central.port import SALE
from posapp.database.transaction import Transaction
from posapp.services.register import Register
from posapp.store import journal, outbox


@dataclass(frozen=True)
class RefusedFact:
    """One parked message of the outbox.

    Attributes:
        place: its place in the outbox. ``kind``: ``sale``, ``receipt`` and so on, see
            ``posapp.central.port``. ``of``: id of the thing it is about.
        reason: the centre's code and detail, as it gave them; foreign text.
        receipt: number of the sale's receipt, or empty when it is no sale.
    """

    place: int
    kind: str
    of: str
    made_at: datetime
    reason: str
    receipt: str = ""


def list_parked(register: Register) -> tuple[RefusedFact, ...]:
    """What the centre refused, oldest first, at most 200. Local.

    Raises:
        StoreTrouble: the database cannot be read.
    """
    with register.books.journal.reading() as db:
        return tuple(_fact(db, report) for report in outbox.parked(db))


def retry(register: Register, fact: RefusedFact) -> None:
    """Send it once more, in its old place; what was sent meanwhile is left alone. Local
    write; nudge the sync afterwards."""
    with register.books.journal.writing() as db:
        if any(report.place == fact.place for report in outbox.parked(db)):
            outbox.retry(db, fact.place)


def _fact(db: Transaction, report: outbox.Report) -> RefusedFact:
    sale = journal.find(db, report.of) if report.kind == SALE else None
    return RefusedFact(
        place=report.place,
        kind=report.kind,
        of=report.of,
        made_at=report.made_at,
        reason=report.reason,
        receipt=sale.receipt if sale else "",
    )

"""Facts that the centre refused: looked at by a person, and sent again once that is settled.

Nothing here is ever dropped. A sale that was refused is in the journal all the same; what is
parked is only the telling of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from csv import writer
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path

from posapp.central.port import RECEIPT, SALE
from posapp.contract import wire
from posapp.contract.messages import ReceiptRequest
from posapp.database.transaction import Transaction
from posapp.domain.conversation import Channel
from posapp.domain.errors import BadEmail
from posapp.services import exporting
from posapp.services.exporting import harmless
from posapp.services.receipts import EMAIL, LONGEST
from posapp.services.register import Register
from posapp.store import journal, outbox

__all__ = ["RefusedFact", "export", "list_parked", "retry", "send_to"]


@dataclass(frozen=True)
class RefusedFact:
    """One parked message of the outbox.

    Attributes:
        place: its place in the outbox. ``kind``: ``sale``, ``receipt`` and so on, see
            ``posapp.central.port``. ``of``: id of the thing it is about.
        reason: the centre's code and detail, as it gave them; foreign text.
        receipt: number of the sale's receipt, or empty when it is about no sale.
        address: where a receipt was to go by e-mail; None when nothing of it may be edited.
    """

    place: int
    kind: str
    of: str
    made_at: datetime
    reason: str
    receipt: str = ""
    address: str | None = None


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
        if _parked(db, fact) is not None:
            outbox.retry(db, fact.place)


def send_to(register: Register, fact: RefusedFact, address: str) -> None:
    """Send a refused receipt to another e-mail address. Nothing else of a fact can be edited:
    it happened. Local write; nudge the sync afterwards.

    Raises:
        BadEmail: what was given is no e-mail address.
    """
    address = address.strip()
    if not EMAIL.fullmatch(address):
        raise BadEmail(address[:LONGEST])
    with register.books.journal.writing() as db:
        report = _parked(db, fact)
        asked = _mail(report) if report is not None else None
        if asked is not None:
            outbox.amend(db, fact.place, wire.encode(replace(asked, address=address)))
            outbox.retry(db, fact.place)


def export(register: Register, facts: Sequence[RefusedFact]) -> Path:
    """Write the list for whoever settles it: a spreadsheet, and JSON beside it.

    Returns:
        The spreadsheet, ``exports/attention-….csv`` in the register's folder. No cell of it
        can become a formula (P1), and nobody's address is in it.

    Raises:
        StoreTrouble: it cannot be written.
    """
    rows = [_row(fact) for fact in facts]
    name = f"attention-{register.clock():%Y%m%dT%H%M%SZ}"
    document = json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    exporting.write(register.folder, f"{name}.json", document, "utf-8")
    return exporting.write(register.folder, f"{name}.csv", _csv(rows), "utf-8-sig")


def _row(fact: RefusedFact) -> dict[str, str]:
    told = asdict(replace(fact, address=None)) | {"made_at": fact.made_at.isoformat()}
    return {name: str(value) for name, value in told.items() if value is not None}


def _csv(rows: Sequence[dict[str, str]]) -> str:
    out = StringIO()
    cells = writer(out)
    cells.writerow(("place", "kind", "of", "made_at", "reason", "receipt"))
    cells.writerows([harmless(cell) for cell in row.values()] for row in rows)
    return out.getvalue()


def _parked(db: Transaction, fact: RefusedFact) -> outbox.Report | None:
    return next((each for each in outbox.parked(db) if each.place == fact.place), None)


def _mail(report: outbox.Report) -> ReceiptRequest | None:
    """What a parked receipt asks for, when it was to go by e-mail."""
    if report.kind != RECEIPT:
        return None
    try:
        asked = wire.decode(report.body, ReceiptRequest)
    except wire.BadMessage:
        return None
    return asked if asked.channel is Channel.EMAIL else None


def _fact(db: Transaction, report: outbox.Report) -> RefusedFact:
    asked = _mail(report)
    of_sale = report.of if report.kind == SALE else asked.sale if asked else ""
    sale = journal.find(db, of_sale) if of_sale else None
    return RefusedFact(
        place=report.place,
        kind=report.kind,
        of=report.of,
        made_at=report.made_at,
        reason=report.reason,
        receipt=sale.receipt if sale else "",
        address=asked.address if asked else None,
    )

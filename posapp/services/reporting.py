"""The manager's day, from the journal and nothing else. Local; a long day takes a while."""

from __future__ import annotations

from csv import writer
from datetime import date
from io import StringIO
from pathlib import Path

from posapp.central.port import SALE
from posapp.domain import reports
from posapp.domain.errors import NotAllowed, UnknownReceipt
from posapp.domain.money import plain
from posapp.domain.people import Clerk, Permission
from posapp.domain.reports import Day, SaleRow
from posapp.domain.sale import Sale
from posapp.services import exporting
from posapp.services.exporting import harmless
from posapp.services.recording import business_date
from posapp.services.register import Register
from posapp.store import journal, outbox

HEADINGS = (
    "receipt",
    "sold_at_utc",
    "clerk",
    "customer",
    "pieces",
    "total",
    "currency",
    "from_web",
    "tenders",
    "fulfilments",
    "sent",
    "approved_by",
)


def today(register: Register) -> date:
    """The shop's business date now, by its own time zone."""
    return business_date(register, register.now())


def day(register: Register, clerk: Clerk, on: date | None = None) -> Day:
    """The sales of one business date, today's by default, equal to the journal to the cent.

    Raises:
        NotAllowed: this clerk's role does not include the day's figures.
    """
    if not clerk.may(Permission.SEE_DAY):
        raise NotAllowed(Permission.SEE_DAY.value)
    wanted = on or today(register)
    with register.books.journal.reading() as db:
        sales = journal.of_day(db, wanted)
        sent = outbox.sent_among(db, SALE, {sale.id for sale in sales})
    shop = register.shop
    return reports.day(sales, wanted, sent, shop.timezone, shop.currency)


def sale(register: Register, sale_id: str) -> Sale:
    """One sale, for the drill-down.

    Raises:
        UnknownReceipt: this register has not made it.
    """
    with register.books.journal.reading() as db:
        found = journal.find(db, sale_id)
    if found is None:
        raise UnknownReceipt(sale_id)
    return found


def export(register: Register, figures: Day) -> Path:
    """Write the day's list, ``exports/sales-….csv`` in the register's folder.

    Raises:
        StoreTrouble: it cannot be written; one of an earlier time stays.
    """
    name = f"sales-{figures.date.isoformat()}.csv"
    return exporting.write(register.folder, name, csv(figures), "utf-8-sig")


def csv(figures: Day) -> str:
    """The day's list for a spreadsheet: RFC 4180, a heading row, amounts as plain decimals.

    No cell can become a formula (P1): what would be one gets an apostrophe in front.
    """
    out = StringIO()
    rows = writer(out)
    rows.writerow(HEADINGS)
    for row in figures.sales:
        rows.writerow(_cells(row))
    return out.getvalue()


def _cells(row: SaleRow) -> tuple[str, ...]:
    return (
        harmless(row.receipt),
        row.sold_at.isoformat(timespec="seconds"),
        harmless(row.clerk_name),
        harmless(row.customer),
        str(row.pieces),
        plain(row.grand),
        row.grand.currency,
        plain(row.from_web),
        harmless(" ".join(row.tenders)),
        harmless(" ".join(row.fulfilments)),
        "yes" if row.sent else "no",
        harmless(", ".join(row.approvers)),
    )

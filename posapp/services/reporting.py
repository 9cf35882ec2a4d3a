"""The manager's day, from the journal and nothing else. Local; a long day takes a while."""

from __future__ import annotations

from datetime import date

from posapp.domain.people import Clerk
from posapp.domain.reports import Day
from posapp.domain.sale import Sale
from posapp.services.register import Register


def today(register: Register) -> date:
    """The shop's business date now, by its own time zone."""
    raise NotImplementedError


def day(register: Register, clerk: Clerk, business_date: date | None = None) -> Day:
    """The sales of one business date, today's by default, equal to the journal to the cent.

    Raises:
        NotAllowed: this clerk's role does not include the day's figures.
    """
    raise NotImplementedError


def sale(register: Register, sale_id: str) -> Sale:
    """One sale, for the drill-down.

    Raises:
        UnknownReceipt: this register has not made it.
    """
    raise NotImplementedError


def csv(figures: Day) -> str:
    """The day's list for a spreadsheet: RFC 4180, a heading row, amounts as plain decimals.

    No cell can become a formula (P1): text that begins with ``= + - @``, a tab or a carriage
    return gets an apostrophe in front.
    """
    raise NotImplementedError

"""Receipts: shown, printed from a durable queue, printed again as a copy, sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as calendar_date
from datetime import datetime
from enum import Enum

from posapp.domain.conversation import Channel
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.receipt import Receipt
from posapp.domain.sale import Sale
from posapp.services.register import Register


@dataclass(frozen=True)
class ReceiptWords:
    """How a receipt speaks; the user interface gives it in its language.

    Attributes:
        money: an amount with its sign and currency. ``moment``: a UTC moment as the shop's
            own date and time. ``day``: a date. ``percent``: parts per million as ``22 %``.
        receipt, date, clerk: labels of the facts at the top.
        copy: the word COPY.
        items, discounts, shipping, rounding, total, change: labels of the sums.
        tax, net, gross: headings of the tax table, after the tax's name.
        ship_to, promised: above the address, and beside the day of arrival.
        not_confirmed: said instead of the day while the centre has not promised one.
        tenders, fulfilments: what each is called; a fulfilment's word heads its lines.
        thanks: the last words when the shop has no footer of its own.
    """

    money: Callable[[Money], str]
    moment: Callable[[datetime], str]
    day: Callable[[calendar_date], str]
    percent: Callable[[int], str]
    receipt: str
    date: str
    clerk: str
    copy: str
    items: str
    discounts: str
    shipping: str
    rounding: str
    total: str
    change: str
    tax: str
    net: str
    gross: str
    ship_to: str
    promised: str
    not_confirmed: str
    tenders: Mapping[TenderKind, str]
    fulfilments: Mapping[Fulfilment, str]
    thanks: str = ""


class Printed(Enum):
    """What ``print_next`` did.

    NOTHING: the queue is empty. DONE: one receipt is on paper. WAITING: the printer could
    not; the receipt stays in the queue. GIVEN_UP: it was interrupted twice; print it again
    by hand, as a copy.
    """

    NOTHING = "nothing"
    DONE = "done"
    WAITING = "waiting"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class PrintOutcome:
    """What became of the oldest receipt in the queue.

    Attributes:
        receipt: its number, or empty. ``trouble``: the printer's state when it waits.
        copy: it went out marked as a copy. ``left``: receipts still in the queue.
    """

    printed: Printed
    receipt: str = ""
    trouble: str = ""
    copy: bool = False
    left: int = 0


def receipt(register: Register, sale: Sale, words: ReceiptWords, copy: bool = False) -> Receipt:
    """The receipt as rows of text, the same for screen, PDF and paper. Local."""
    raise NotImplementedError


def escpos(register: Register, sale: Sale, words: ReceiptWords, copy: bool = False) -> bytes:
    """The receipt as the printer's own bytes. Local."""
    raise NotImplementedError


def queue(register: Register, sale: Sale, copy: bool = True) -> None:
    """Put a receipt into the print queue again. Local write; ``checkout.complete`` has
    already queued the first one.

    Raises:
        UnknownReceipt: the sale is not in the journal (J6).
    """
    raise NotImplementedError


def print_next(register: Register, words: ReceiptWords) -> PrintOutcome:
    """Print the oldest receipt of the queue, and open the drawer when it took cash. Slow.

    One at a time, whoever calls. A print that was interrupted is repeated once, marked as a
    copy, and never again by itself (J6).
    """
    raise NotImplementedError


def waiting(register: Register) -> int:
    """Receipts in the print queue. Local."""
    raise NotImplementedError


def send(
    register: Register,
    sale: Sale,
    words: ReceiptWords,
    channel: Channel,
    address: str,
    language: str = "",
) -> None:
    """Queue the receipt for the centre to send to the customer, by e-mail or into a
    conversation. Local write; it is delivered after the sale itself.

    Args:
        address: an e-mail address, or a conversation's id; empty for the customer's own.

    Raises:
        BadEmail: what was given is no e-mail address.
    """
    raise NotImplementedError


def find(register: Register, number: str) -> Sale:
    """The sale with this receipt number, as printed or scanned (``R:`` aside). Local.

    Raises:
        UnknownReceipt: this register has not made it.
    """
    raise NotImplementedError

"""Receipts: shown, printed from a durable queue, printed again as a copy, sent."""

from __future__ import annotations

import re

from posapp.central.port import RECEIPT
from posapp.contract import wire
from posapp.contract.messages import ReceiptRequest
from posapp.domain.conversation import Channel
from posapp.domain.errors import BadEmail, UnknownReceipt
from posapp.domain.receipt import layout
from posapp.domain.sale import Sale, receipt_number
from posapp.services.printing import (
    Printed,
    PrintOutcome,
    drop_next,
    given_up,
    print_next,
    queue,
    seen_to,
    waiting,
)
from posapp.services.receipt_making import PREFIX, ReceiptWords, escpos, receipt
from posapp.services.register import Register
from posapp.store import journal, outbox

__all__ = [
    "PREFIX",
    "PrintOutcome",
    "Printed",
    "ReceiptWords",
    "code_after",
    "drop_next",
    "escpos",
    "find",
    "given_up",
    "print_next",
    "queue",
    "receipt",
    "seen_to",
    "send",
    "waiting",
]

LONGEST = 200
WIDTH = 48  # columns of a receipt sent as text
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,128}\.[^@\s.]{2,24}")


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
    address = address.strip()
    if channel is Channel.EMAIL and address and not EMAIL.fullmatch(address):
        raise BadEmail(address[:LONGEST])
    text = "\n".join(row.text for row in layout(receipt(register, sale, words), WIDTH))
    request = ReceiptRequest(
        id=register.new_id(),
        sale=sale.id,
        customer=sale.customer,
        channel=channel,
        address=address[:LONGEST],
        text=text,
        language=language or register.shop.language,
    )
    with register.books.journal.writing() as db:
        body = wire.encode(request)
        outbox.append(db, request.id, RECEIPT, request.id, body, register.clock())


def code_after(register: Register, sale: Sale) -> str:
    """What the QR of the next receipt will say, unless other books take the place of these.
    Local, no disk."""
    number = receipt_number(
        register.store_id, register.label, register.epoch_now, sale.number + 1
    )
    return f"{PREFIX}{number}"


def find(register: Register, number: str) -> Sale:
    """The sale with this receipt number, as printed or scanned (``R:`` aside). Local.

    Raises:
        UnknownReceipt: this register has not made it.
    """
    number = number.strip()
    if number[: len(PREFIX)].upper() == PREFIX:
        number = number[len(PREFIX) :]
    with register.books.journal.reading() as db:
        found = journal.by_receipt(db, number)
    if found is None:
        raise UnknownReceipt(number[:LONGEST])
    return found

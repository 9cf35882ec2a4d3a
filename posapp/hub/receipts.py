"""Receipts asked for by e-mail or conversation: written down as outgoing, once.

This centre has no mail server and no channel of its own. What is to be sent stands in the
table ``outgoing_mail``, or in the customer's conversation as an outgoing message whose
``delivery`` is empty, until a connector takes it from there.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from posapp.contract.messages import Accepted, EventKind, ReceiptRequest
from posapp.contract.problems import Problem
from posapp.domain.conversation import Channel, Direction, Message
from posapp.hub import conversations, customers
from posapp.hub.auth import Caller
from posapp.hub.customers import EMAIL
from posapp.hub.hub import Hub
from posapp.hub.news import note
from posapp.hub.problems import Refusal
from posapp.hub.tables.conversations import outgoing_mail
from posapp.hub.tables.sales import sales

MAILS = 20  # of one sale; a till is no mail server


def send(db: Connection, hub: Hub, caller: Caller, asked: ReceiptRequest) -> Accepted:
    """Put the receipt of a sale of this store on its way.

    Raises:
        Refusal: ``not_found`` (no such sale here), or ``invalid``: says which field.
    """
    mine = (sales.c.id == asked.sale) & (sales.c.store == caller.store)
    row = db.execute(select(sales.c.customer).where(mine)).one_or_none()
    if row is None:
        raise Refusal(Problem.NOT_FOUND, "sale")
    if asked.channel is Channel.EMAIL:
        _by_mail(db, hub, caller, asked, row.customer)
    else:
        _in_conversation(db, hub, asked, row.customer)
    return Accepted(asked.id)


def _by_mail(
    db: Connection, hub: Hub, caller: Caller, asked: ReceiptRequest, buyer: str
) -> None:
    """To the address given, or to the buyer's own."""
    address = asked.address or (customers.read(db, buyer).email if buyer else "")
    if len(address) > 254 or not EMAIL.fullmatch(address):
        raise Refusal(Problem.INVALID, "address")
    of_sale = outgoing_mail.c.sale == asked.sale
    sent = db.scalar(select(func.count()).select_from(outgoing_mail).where(of_sale))
    if (sent or 0) >= MAILS:
        raise Refusal(Problem.INVALID, "too many receipts of one sale")
    row = {
        "id": asked.id,
        "register": caller.id,
        "sale": asked.sale,
        "customer": buyer or asked.customer,  # who it is exported to and erased with
        "address": address,
        "text": asked.text,
        "language": asked.language[:8],
        "at": hub.clock(),
    }
    db.execute(insert(outgoing_mail).values(row))


def _in_conversation(db: Connection, hub: Hub, asked: ReceiptRequest, buyer: str) -> None:
    thread = conversations.thread_on(db, buyer, asked.channel) if buyer else None
    if thread is None or asked.customer != buyer:
        raise Refusal(Problem.INVALID, "customer, channel")
    message = Message(
        id=hub.new_id(),
        conversation=thread,
        channel=asked.channel,
        direction=Direction.OUT,
        sender="",
        text=asked.text,
        at=hub.clock(),
        sort_key="",
    )
    conversations.add_messages(db, [(buyer, message)])
    note(db, hub, EventKind.CONVERSATION, thread, customer=buyer)

"""States of carts, orders and consents in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from posapp.domain.conversation import Promise, PromiseState
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.orders import FulfilmentState, Order, PaymentState
from posapp.ui import formats
from posapp.ui.talk import channels
from posapp.ui.tokens import Tone

translate = QCoreApplication.translate


def consents(customer: Customer) -> str:
    """On which channels we may write."""
    given = [channels.name(c.channel) for c in customer.consents if c.granted]
    if not given:
        return translate("customer", "No consent to write")
    return translate("customer", "May write: {channels}").format(channels=", ".join(given))


def masked_phone(customer: Customer) -> str:
    """The number with all but its end hidden, or empty."""
    from posapp.domain.customer import masked

    if not customer.phones:
        return ""
    first = customer.phones[0]
    return masked(first.e164 or first.raw)


def full_phone(customer: Customer, country: str) -> str:
    """The number as people here write it; empty when only its end is known here."""
    from posapp.domain import phones

    e164 = next((phone.e164 for phone in customer.phones if phone.e164), "")
    return phones.shown(e164, country) if e164 else ""


def payment(state: PaymentState) -> str:
    return {
        PaymentState.UNPAID: translate("customer", "not paid"),
        PaymentState.PARTIAL: translate("customer", "part paid"),
        PaymentState.PAID: translate("customer", "paid"),
        PaymentState.REFUNDED_PARTIAL: translate("customer", "part refunded"),
        PaymentState.REFUNDED: translate("customer", "refunded"),
    }[state]


def fulfilment(state: FulfilmentState) -> str:
    return {
        FulfilmentState.NONE: translate("customer", "not sent yet"),
        FulfilmentState.PARTIAL: translate("customer", "part sent"),
        FulfilmentState.DONE: translate("customer", "handed over"),
        FulfilmentState.DELIVERED: translate("customer", "delivered"),
        FulfilmentState.RETURNED_PARTIAL: translate("customer", "part returned"),
        FulfilmentState.RETURNED: translate("customer", "returned"),
    }[state]


def channel(order: Order) -> str:
    """Where an order was placed."""
    counter = order.channel == "counter"
    return translate("customer", "Store") if counter else translate("customer", "Online")


def states(order: Order) -> tuple[str, Tone]:
    """Payment and fulfilment of an order, and whether it needs somebody."""
    text = f"{payment(order.payment)}, {fulfilment(order.fulfilment)}"
    return text, Tone.WARN if order.open else Tone.NEUTRAL


def waits_here(order: Order) -> bool:
    """Something of it is still to be picked up."""
    return order.open and any(
        line.fulfilment is Fulfilment.PICK_UP and line.fulfilled < line.quantity
        for line in order.lines
    )


def is_open(promise: Promise, now: datetime) -> bool:
    """It can still be kept."""
    over = promise.expires_at is not None and promise.expires_at <= now
    return promise.state is PromiseState.OPEN and not over


def promised(promise: Promise) -> str:
    """Who promised, and until when."""
    by = formats.tamed(promise.by, 40)
    if promise.expires_at is None:
        return translate("customer", "Promised by {name}").format(name=by)
    until = formats.long_day(formats.local(promise.expires_at).date())
    return translate("customer", "By {name}, until {day}").format(name=by, day=until)

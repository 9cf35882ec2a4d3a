"""Gift cards and store credit: money at the centre, set aside for one sale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from posapp.central.port import HOLD_RELEASE
from posapp.contract import wire
from posapp.contract.messages import Hold, Release
from posapp.database.transaction import Transaction
from posapp.domain.customer import Customer
from posapp.domain.errors import (
    GiftCardRefused,
    NotAllowed,
    Overtendered,
    PosError,
    Unreachable,
)
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.services.register import Register
from posapp.store import outbox, settings

HELD = "held/"  # name of a setting, the hold's id behind it
_HOLDABLE = (TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT)


def hold_gift_card(
    register: Register, payment: Payment, number: str, amount: Money | None = None
) -> Payment:
    """Set money of a gift card aside for this sale: ``amount``, or as much as is due; the
    centre gives what the card has. Network. The number is money: it travels in the body of
    one request, and stands in no address that somebody on the way could log.

    Raises:
        GiftCardRefused: unknown, empty or expired.
        TooManyLookups: too many numbers were tried within a minute.
        Unreachable: the centre is away; gift cards cannot be used then.
    """
    wanted = payment.due if amount is None else amount
    if not wanted:
        raise Overtendered
    return _held(register, payment, TenderKind.GIFT_CARD, wanted, number=number)


def hold_store_credit(
    register: Register, payment: Payment, customer: Customer, amount: Money | None = None
) -> Payment:
    """Set store credit of the customer aside: ``amount``, or as much as is due. Network.

    Raises:
        GiftCardRefused: there is none.
        Unreachable: the centre is away; store credit cannot be used then.
    """
    owed = customer.store_credit
    if not owed:
        raise GiftCardRefused("empty")
    wanted = min(payment.due, owed) if amount is None else amount
    return _held(register, payment, TenderKind.STORE_CREDIT, wanted, customer=customer.id)


def take_back(register: Register, payment: Payment, tender_id: str) -> Payment:
    """Remove a tender before completion; what was held at the centre is given back by the
    outbox. Local.

    Raises:
        NotAllowed: a card that was charged cannot simply be taken off; refund it first.
    """
    tender = next((t for t in payment.tenders if t.id == tender_id), None)
    if tender is None:
        return payment
    if tender.kind is TenderKind.CARD:
        raise NotAllowed("take_back_card")
    _release(register, (tender,))
    return payment.without(tender_id)


def abandon(register: Register, payment: Payment) -> None:
    """No sale comes of this payment: what was held for it is given back. Local.

    A card that was charged for it becomes a question for ``unsettled``.
    """
    _release(register, payment.tenders)
    register.current.paying.discard(payment.id)


def give_back_left_over(register: Register) -> None:
    """Give back what an earlier run held for a sale that never came. Local; at start."""
    with register.books.journal.writing() as db:
        for name in settings.named(db, HELD):
            _queue_release(register, db, name.removeprefix(HELD))


def no_longer_held(db: Transaction, tenders: Iterable[Tender]) -> None:
    """These holds belong to a sale; call it where the sale is written."""
    names = [HELD + tender.id for tender in tenders if tender.kind in _HOLDABLE]
    if names:
        settings.remove(db, *names)


def _held(
    register: Register,
    payment: Payment,
    kind: TenderKind,
    amount: Money,
    *,
    number: str = "",
    customer: str = "",
) -> Payment:
    """The payment with the amount that the centre set aside.

    The hold is written down before it is asked for: whatever happens then, it ends as a
    tender of a sale or is given back.
    """
    tender = Tender(register.new_id(), kind, amount)
    payment.add(tender)  # refuse too much before asking for it
    with register.books.journal.writing() as db:
        settings.put(db, HELD + tender.id, payment.id)
    try:
        held = register.central.hold(Hold(tender.id, amount, number, customer))
    except Unreachable:
        _release(register, (tender,))
        raise
    except PosError:
        with register.books.journal.writing() as db:
            no_longer_held(db, (tender,))
        raise
    return payment.add(replace(tender, amount=held.amount, reference=held.id, label=held.label))


def _release(register: Register, tenders: Iterable[Tender]) -> None:
    held = [t for t in tenders if t.kind in _HOLDABLE]
    if not held:
        return
    with register.books.journal.writing() as db:
        for tender in held:
            _queue_release(register, db, tender.id)


def _queue_release(register: Register, db: Transaction, hold: str) -> None:
    asked = Release(register.new_id())
    body = wire.encode(asked)
    outbox.append(db, asked.id, HOLD_RELEASE, hold, body, register.clock())
    settings.remove(db, HELD + hold)

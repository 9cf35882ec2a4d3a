"""Card charges: written down before the terminal is asked, settled before asking again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from posapp.database.transaction import Transaction
from posapp.devices.terminal import (
    Approved,
    Cancelled,
    Charge,
    Declined,
    NotStarted,
    Unknown,
)
from posapp.domain.errors import CardCancelled, CardDeclined, CardUnknown, Unreachable
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.people import Clerk
from posapp.services.register import Register
from posapp.store import card_attempts
from posapp.store.card_attempts import AttemptState

NOT_STARTED = ("unreachable", "absent", "never_heard")


@dataclass(frozen=True)
class Attempt:
    """A card charge as it stands in the register's own database.

    Attributes:
        reference: ours, made before the terminal was asked; the terminal knows it, too.
        payment: id of the payment it was for, which is the id of the sale to be.
        label: for people, for example ``VISA ••1234``; empty unless approved.
    """

    reference: str
    payment: str
    amount: Money
    state: AttemptState
    started_at: datetime
    label: str = ""


def charge(register: Register, payment: Payment, amount: Money) -> Payment:
    """Charge a card at the terminal. Slow: it takes as long as the customer does.

    The attempt is on disk before the terminal is asked, so a crash leaves a question to
    settle and never a lost payment.

    Raises:
        Overtendered: more than is due, or not positive.
        CardDeclined: nothing was charged. CardCancelled: likewise.
        CardUnknown: nobody knows; ``settle`` with its reference before anything else. Also
            raised, with the older reference, while an earlier attempt is still unknown.
        Unreachable: there is no terminal, or it could not be reached; nothing was charged.
    """
    reference = register.new_id()
    payment.add(Tender(reference, TenderKind.CARD, amount))  # refuse too much before asking
    with register.books.journal.writing() as db:
        _nothing_open(db, payment)
        card_attempts.start(db, reference, payment.id, amount, register.clock())
    return _joined(payment, _heard(register, register.terminal.charge(reference, amount)))


def cancel_charge(register: Register, payment: Payment) -> None:
    """Stop the charge that ``charge`` is waiting for, if it is not too late; ``charge``
    itself then says what became of it. Slow; call it beside the waiting one."""
    with register.books.journal.reading() as db:
        open_ones = card_attempts.unsettled(db)
    for attempt in open_ones:
        if attempt.payment == payment.id and attempt.state is AttemptState.STARTED:
            register.terminal.cancel(attempt.id)


def settle(register: Register, payment: Payment, reference: str) -> Payment:
    """Ask the terminal what became of a charge; its tender joins when it was approved. Slow.

    Settling twice adds nothing twice.

    Raises:
        CardDeclined: nothing was charged; it may be tried again.
        CardUnknown: still nobody knows.
    """
    return _joined(payment, _answer(register, reference))


def unsettled(register: Register) -> tuple[Attempt, ...]:
    """Charges that are unknown, or were approved and belong to no sale yet; oldest first.
    Local. Ask for them at start: an earlier run may have ended between two steps."""
    with register.books.journal.reading() as db:
        open_ones = card_attempts.unsettled(db)
    paying = register.current.paying
    return tuple(
        _shown(attempt)
        for attempt in open_ones
        if attempt.state is AttemptState.UNKNOWN or attempt.payment not in paying
    )


def ask_again(register: Register, reference: str) -> Attempt:
    """Ask the terminal about a charge of an earlier run, whose payment is gone. Slow.

    Raises:
        Unreachable: the terminal cannot be reached.
    """
    return _shown(_answer(register, reference))


def reuse(register: Register, payment: Payment, reference: str) -> Payment:
    """Let a charge that was approved in an earlier run pay for the sale now made anew. Local.

    Raises:
        CardUnknown: it is not known to be approved, or belongs to a sale already.
        Overtendered: it is more than is due.
    """
    attempt = _free(register, reference)
    return payment.add(_tender(attempt))


def reversed_by_hand(register: Register, clerk: Clerk, reference: str) -> None:
    """Note that an approved charge without a sale was refunded at the terminal. Local.

    Raises:
        CardUnknown: it is not known to be approved, or belongs to a sale already.
    """
    _free(register, reference)
    with register.books.journal.writing() as db:
        card_attempts.finish(
            db, reference, AttemptState.REVERSED, reason=f"by hand: {clerk.id}"
        )


def _nothing_open(db: Transaction, payment: Payment) -> None:
    """While nobody knows about one charge of a payment, there is no second one."""
    for attempt in card_attempts.unsettled(db):
        if attempt.payment == payment.id and attempt.state is not AttemptState.APPROVED:
            raise CardUnknown(attempt.id)


def _answer(register: Register, reference: str) -> card_attempts.Attempt:
    """How a charge stands; the terminal is asked unless that is known already."""
    attempt = _find(register, reference)
    if attempt.state not in (AttemptState.STARTED, AttemptState.UNKNOWN):
        return attempt
    return _heard(register, register.terminal.ask(reference))


def _heard(register: Register, said: Charge) -> card_attempts.Attempt:
    """Write down what the terminal said, before anybody acts on it."""
    state, texts = _meaning(said)
    with register.books.journal.writing() as db:
        card_attempts.finish(db, said.ref, state, **texts)
    return _find(register, said.ref)


def _meaning(said: Charge) -> tuple[AttemptState, dict[str, str]]:
    match said:
        case Approved():
            return AttemptState.APPROVED, {"reference": said.reference, "label": said.label}
        case Declined():
            return AttemptState.DECLINED, {"reason": said.reason}
        case Cancelled():
            return AttemptState.CANCELLED, {}
        case NotStarted():
            return AttemptState.CANCELLED, {"reason": said.why}
        case Unknown():
            return AttemptState.UNKNOWN, {"reason": said.why}
        case _:
            assert_never(said)


def _find(register: Register, reference: str) -> card_attempts.Attempt:
    with register.books.journal.reading() as db:
        attempt = card_attempts.find(db, reference)
    if attempt is None:
        raise CardUnknown(reference)
    return attempt


def _free(register: Register, reference: str) -> card_attempts.Attempt:
    """An approved charge that belongs to no sale."""
    attempt = _find(register, reference)
    if attempt.state is not AttemptState.APPROVED or attempt.sale:
        raise CardUnknown(reference)
    return attempt


def _joined(payment: Payment, attempt: card_attempts.Attempt) -> Payment:
    """The payment with the charge as its tender, or why it is none."""
    match attempt.state:
        case AttemptState.APPROVED:
            known = any(tender.id == attempt.id for tender in payment.tenders)
            return payment if known else payment.add(_tender(attempt))
        case AttemptState.DECLINED:
            raise CardDeclined(attempt.reason)
        case AttemptState.CANCELLED if attempt.reason in NOT_STARTED:
            raise Unreachable(f"terminal: {attempt.reason}")
        case AttemptState.CANCELLED | AttemptState.REVERSED:
            raise CardCancelled
        case AttemptState.STARTED | AttemptState.UNKNOWN:
            raise CardUnknown(attempt.id)
        case _:
            assert_never(attempt.state)


def _tender(attempt: card_attempts.Attempt) -> Tender:
    return Tender(attempt.id, TenderKind.CARD, attempt.amount, attempt.reference, attempt.label)


def _shown(attempt: card_attempts.Attempt) -> Attempt:
    return Attempt(
        reference=attempt.id,
        payment=attempt.payment,
        amount=attempt.amount,
        state=attempt.state,
        started_at=attempt.started_at,
        label=attempt.label,
    )

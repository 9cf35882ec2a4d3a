"""Taking payment, and turning a paid cart into a sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.payment import Payment
from posapp.domain.people import Clerk
from posapp.domain.pricing import PricedCart
from posapp.domain.sale import Sale
from posapp.services.register import Register


class AttemptState(Enum):
    """STARTED -> APPROVED | DECLINED | CANCELLED | UNKNOWN; UNKNOWN -> APPROVED | DECLINED |
    CANCELLED; APPROVED -> REVERSED, or it belongs to a sale for ever. DECLINED, CANCELLED and
    REVERSED never change again."""

    STARTED = "started"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    REVERSED = "reversed"


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


def begin(register: Register, priced: PricedCart) -> Payment:
    """Start paying: the payment gets the id that its sale will have for ever. Local.

    Raises:
        EmptyCart: there is nothing to pay for.
        DeliveryMissing: something is to be shipped without an address or method.
    """
    raise NotImplementedError


def prepare(register: Register, priced: PricedCart, customer: Customer | None) -> str:
    """Ask the centre whether this cart may be sold just so, and reserve its stock. Network.

    Returns:
        The id to give to ``complete``, or "" when the centre is away: the sale goes on.

    Raises:
        CheckoutChanged: the centre does not agree; the clerk must look again.
    """
    raise NotImplementedError


def release(register: Register, checkout: str) -> None:
    """Payment was abandoned: give back what ``prepare`` reserved. Network, never raises a
    ``PosError``: what was not released expires by itself."""
    raise NotImplementedError


def take_cash(register: Register, payment: Payment, amount: Money) -> Payment:
    """Accept cash; more than is due gives change. Local.

    Raises:
        Overtendered: nothing is due, or the amount is not positive.
    """
    raise NotImplementedError


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
    raise NotImplementedError


def settle(register: Register, payment: Payment, reference: str) -> Payment:
    """Ask the terminal what became of a charge; its tender joins when it was approved. Slow.

    Settling twice adds nothing twice.

    Raises:
        CardDeclined: nothing was charged; it may be tried again.
        CardUnknown: still nobody knows.
    """
    raise NotImplementedError


def unsettled(register: Register) -> tuple[Attempt, ...]:
    """Charges that are unknown, or were approved and belong to no sale yet; oldest first.
    Local. Ask for them at start: an earlier run may have ended between two steps."""
    raise NotImplementedError


def ask_again(register: Register, reference: str) -> Attempt:
    """Ask the terminal about a charge of an earlier run, whose payment is gone. Slow.

    Raises:
        Unreachable: the terminal cannot be reached.
    """
    raise NotImplementedError


def reuse(register: Register, payment: Payment, reference: str) -> Payment:
    """Let a charge that was approved in an earlier run pay for the sale now made anew. Local.

    Raises:
        CardUnknown: it is not known to be approved, or belongs to a sale already.
        Overtendered: it is more than is due.
    """
    raise NotImplementedError


def reversed_by_hand(register: Register, clerk: Clerk, reference: str) -> None:
    """Note that an approved charge without a sale was refunded at the terminal. Local.

    Raises:
        CardUnknown: it is not known to be approved, or belongs to a sale already.
    """
    raise NotImplementedError


def hold_gift_card(
    register: Register, payment: Payment, number: str, amount: Money | None = None
) -> Payment:
    """Set money of a gift card aside for this sale: ``amount``, or as much as is due and
    the card has. Network.

    Raises:
        GiftCardRefused: unknown, empty or expired.
        Unreachable: the centre is away; gift cards cannot be used then.
    """
    raise NotImplementedError


def hold_store_credit(
    register: Register, payment: Payment, customer: Customer, amount: Money | None = None
) -> Payment:
    """Set store credit of the customer aside: ``amount``, or as much as is due. Network.

    Raises:
        GiftCardRefused: there is none.
        Unreachable: the centre is away; store credit cannot be used then.
    """
    raise NotImplementedError


def take_back(register: Register, payment: Payment, tender_id: str) -> Payment:
    """Remove a tender before completion; a hold is given back at the centre. Network for
    gift cards and store credit.

    Raises:
        NotAllowed: a card that was charged cannot simply be taken off; refund it first.
    """
    raise NotImplementedError


def complete(
    register: Register,
    clerk: Clerk,
    customer: Customer | None,
    payment: Payment,
    checkout: str = "",
) -> Sale:
    """Record a paid cart as a sale, queue it for the centre and its receipt for the
    printer: all of it or nothing. Local, on the writer.

    Completing the same payment again returns the sale it made the first time.

    Raises:
        EmptyCart: there is nothing to sell.
        DeliveryMissing: something is to be shipped without an address or method.
        NotSettled: money is still due.
        StoreTrouble: the database cannot be written; nothing was confirmed.
    """
    raise NotImplementedError

"""Taking payment, and turning a paid cart into a sale."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace

from posapp.central.port import CHECKOUT_RELEASE, SALE
from posapp.contract import wire
from posapp.contract.messages import Checkout, Release
from posapp.database.transaction import Transaction
from posapp.domain import pricing
from posapp.domain.customer import Customer
from posapp.domain.errors import (
    BooksDamaged,
    CardUnknown,
    CheckoutChanged,
    DeliveryMissing,
    DiskFull,
    EmptyCart,
    JournalDamaged,
    NotSettled,
    Overtendered,
    PosError,
)
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.people import Clerk
from posapp.domain.pricing import PricedCart
from posapp.domain.sale import Numbered, Sale, receipt_number, sale_of, sold_carts
from posapp.services import promising
from posapp.services.cards import (
    Attempt,
    ask_again,
    cancel_charge,
    charge,
    reuse,
    reversed_by_hand,
    settle,
    unsettled,
)
from posapp.services.credit import (
    abandon,
    hold_gift_card,
    hold_store_credit,
    no_longer_held,
    take_back,
)
from posapp.services.recording import business_date
from posapp.services.reducing import still_within
from posapp.services.register import Register
from posapp.store import card_attempts, journal, outbox, print_queue
from posapp.store.card_attempts import AttemptState
from posapp.store.journal import Head

log = logging.getLogger(__name__)
__all__ = [
    "Attempt",
    "AttemptState",
    "abandon",
    "ask_again",
    "begin",
    "cancel_charge",
    "charge",
    "complete",
    "hold_gift_card",
    "hold_store_credit",
    "prepare",
    "release",
    "reuse",
    "reversed_by_hand",
    "settle",
    "take_back",
    "take_cash",
    "unsettled",
]


def begin(register: Register, priced: PricedCart) -> Payment:
    """Start paying: the payment gets the id that its sale will have for ever. Local.

    Raises:
        EmptyCart: there is nothing to pay for.
        DeliveryMissing: something is to be shipped without an address or method.
        OverLimit: a discount given as an amount has outgrown the cart.
        JournalDamaged: an earlier sale was changed behind our back; take no money.
        BooksDamaged: the journal could not be looked through, or not yet again.
    """
    _sellable(priced)
    _chainable(register)
    still_within(priced.cart)
    payment = Payment(priced, id=register.new_id())
    register.current.paying.add(payment.id)
    return payment


def prepare(register: Register, priced: PricedCart, customer: Customer | None) -> str:
    """Ask the centre whether this cart may be sold just so, and reserve its stock. Network.

    Returns:
        The id to give to ``complete``, or "" when the centre is away: the sale goes on.

    Raises:
        CheckoutChanged: the centre does not agree, or is away and something that is to be
            sent is not this register's to promise; the clerk must look again.
    """
    at = register.now()
    groups = customer.groups if customer else ()
    now = pricing.price(priced.cart, register.shop.rules, at, groups)
    if now.totals != priced.totals:
        raise CheckoutChanged("total_changed")
    question = Checkout(
        id=register.new_id(),
        customer=customer.id if customer else "",
        cart=priced.cart,
        carts=sold_carts(priced),
        grand=priced.totals.grand,
        at=at,
    )
    try:
        return register.central.check_out(question).id
    except CheckoutChanged:
        raise
    except PosError as error:  # the sale goes on, and is told as a fact
        log.warning("not asked before payment: %s", error.code)
        promising.must_keep(register, priced.cart)
        return ""


def release(register: Register, checkout: str) -> None:
    """Give back what ``prepare`` reserved: payment was abandoned. Local: the outbox tells
    the centre; what it never hears of expires by itself."""
    if not checkout:
        return
    asked = Release(register.new_id())
    with register.books.journal.writing() as db:
        outbox.append(
            db, asked.id, CHECKOUT_RELEASE, checkout, wire.encode(asked), register.clock()
        )


def take_cash(register: Register, payment: Payment, amount: Money) -> Payment:
    """Accept cash; more than is due gives change. Local.

    Raises:
        Overtendered: nothing is due, or the amount is not positive.
    """
    if not payment.due:
        raise Overtendered
    return payment.add(Tender(register.new_id(), TenderKind.CASH, amount))


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
        CardUnknown: a card tender was not approved, or has paid for another sale.
        JournalDamaged: an earlier sale was changed behind our back; nothing is chained to it.
        StoreTrouble: the database cannot be written; nothing was confirmed.
    """
    if not payment.id:
        raise ValueError("begin the payment first: its id is the sale's for ever")
    _sellable(payment.priced)
    if not payment.settled:
        raise NotSettled
    _chainable(register)
    unnumbered = replace(_unnumbered(register, clerk, customer, payment.id), checkout=checkout)
    try:
        sale = _recorded(register, payment, unnumbered)
    except DiskFull:  # the ballast has made way, if it was there
        sale = _recorded(register, payment, unnumbered)
    register.current.paying.discard(payment.id)
    register.current.leases.discard(*(cart.id for cart in sale.carts))
    return sale


def _recorded(register: Register, payment: Payment, unnumbered: Numbered) -> Sale:
    """Everything of a sale in one transaction; the sale it was, if it is there already."""
    with register.books.journal.writing() as db:
        made = journal.find(db, payment.id)
        if made is not None:
            return made
        epoch = register.epoch_now
        number = journal.next_number(db, register.id, epoch)
        receipt = receipt_number(register.store_id, register.label, epoch, number)
        numbered = replace(unnumbered, epoch=epoch, number=number)
        sale = replace(sale_of(payment, numbered), receipt=receipt)
        _claim_charges(db, sale)
        no_longer_held(db, sale.tenders)
        stands = _record(register, db, sale)
    register.books.witness.saw(stands)
    return sale


def _sellable(priced: PricedCart) -> None:
    if not priced.lines:
        raise EmptyCart
    if priced.cart.ships and priced.cart.shipment is None:
        raise DeliveryMissing


def _chainable(register: Register) -> None:
    if register.books.damaged:
        raise JournalDamaged(min(register.books.damaged))
    if register.books.unread.is_set():
        raise BooksDamaged("not all of the journal can be read")


def _unnumbered(
    register: Register, clerk: Clerk, customer: Customer | None, sale_id: str
) -> Numbered:
    """Everything but epoch and number, which only the transaction can know."""
    now = register.now()
    return Numbered(
        id=sale_id,
        store=register.store_id,
        register=register.id,
        epoch=0,
        number=0,
        clerk=clerk.id,
        clerk_name=clerk.name,
        customer=customer.id if customer else "",
        sold_at=now,
        business_date=business_date(register, now),
    )


def _claim_charges(db: Transaction, sale: Sale) -> None:
    """Each approved charge pays for one sale, this one.

    Raises:
        CardUnknown: a charge was not approved, or has paid for another sale.
    """
    charges = [tender.id for tender in sale.tenders if tender.kind is TenderKind.CARD]
    if not charges:
        return
    for charge_id in charges:
        attempt = card_attempts.find(db, charge_id)
        if attempt is None or attempt.sale or attempt.state is not AttemptState.APPROVED:
            raise CardUnknown(charge_id)
    card_attempts.join(db, charges, sale.id)


def _record(register: Register, db: Transaction, sale: Sale) -> Head:
    """Journal, outbox and print queue: the caller's transaction holds them together."""
    stands = journal.add(db, sale, secrets.token_hex(16))
    outbox.append(db, sale.id, SALE, sale.id, wire.encode(sale), sale.sold_at)
    if register.prints:
        cash = any(tender.kind is TenderKind.CASH for tender in sale.tenders)
        print_queue.append(db, sale.id, sale.id, sale.sold_at, copy=False, drawer=cash)
    return stands

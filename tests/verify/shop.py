"""Sales with all that a sale can have."""

from __future__ import annotations

from dataclasses import replace

from posapp.domain.cart import Cart, ManualDiscount, PulledCart, Source
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment, Shipment, ShippingQuote
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.sale import Sale
from posapp.services import checkout, selling
from posapp.services.register import Register
from posapp.store import card_attempts
from posapp.store.card_attempts import AttemptState
from tests.services.shop import BELT, BOOTS_38, CHEESE, COURIER, MIRA, SOCKS, VIA_ROMA


def sell_with_everything(register: Register, customer: Customer) -> Sale:
    """Complete what ``paid_with_everything`` pays for."""
    return checkout.complete(register, MIRA, customer, paid_with_everything(register))


def paid_with_everything(register: Register) -> Payment:
    """Two rates, a coupon, a clerk's discount, notes, a parcel, an online payment, cash."""
    cart = Cart()
    for product in (SOCKS, BELT, CHEESE, SOCKS):
        cart = selling.add(register, cart, product)
    taken, shipped, *others = cart.lines
    discount = ManualDiscount(Source.CLERK, "Regular", percent_ppm=50_000)
    lines = (
        replace(taken, fulfilment=Fulfilment.TAKE, note="as a gift"),
        replace(shipped, fulfilment=Fulfilment.SHIP, discount=discount),
        *(replace(line, fulfilment=Fulfilment.TAKE) for line in others),
    )
    quote = ShippingQuote(COURIER.id, COURIER.name, COURIER.cost, "standard", None, False)
    whole = replace(
        cart,
        lines=lines,
        shipment=Shipment(VIA_ROMA, quote),
        coupons=("AUTUMN",),
        pulled=(PulledCart("w-1", "W-1", 3, Money(10_00)),),
        note="rings twice",
    )
    payment = checkout.begin(register, selling.price(register, whole))
    return checkout.take_cash(register, payment, Money(100_00))


def approved(register: Register, payment: Payment) -> Payment:
    """The payment with a charge for what is due, as the terminal approved it."""
    charge = register.new_id()
    with register.books.journal.writing() as db:
        card_attempts.start(db, charge, payment.id, payment.due, register.clock())
        card_attempts.finish(db, charge, AttemptState.APPROVED, reference="ref", label="VISA")
    return payment.add(Tender(charge, TenderKind.CARD, payment.due, "ref", "VISA"))


def sell_by_card(register: Register) -> Sale:
    cart = selling.add(register, Cart(), BOOTS_38)
    payment = checkout.begin(register, selling.price(register, cart))
    return checkout.complete(register, MIRA, None, approved(register, payment))

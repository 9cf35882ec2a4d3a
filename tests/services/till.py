"""What a test does again and again at the counter."""

from __future__ import annotations

from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import Payment, TenderKind
from posapp.domain.people import Clerk
from posapp.domain.sale import Sale
from posapp.services import checkout, selling
from posapp.services.receipts import ReceiptWords
from posapp.services.register import Register
from tests.services.shop import MIRA, SOCKS


def cart_of(register: Register, *products: Product) -> Cart:
    cart = Cart()
    for product in products:
        cart = selling.add(register, cart, product)
    return cart


def payment_for(register: Register, *products: Product) -> Payment:
    """A payment begun for these products, all taken now."""
    cart = cart_of(register, *products)
    for line in cart.lines:
        cart = selling.set_fulfilment(cart, line.id, Fulfilment.TAKE, None, register.new_id)
    return checkout.begin(register, selling.price(register, cart))


def sell(
    register: Register,
    *products: Product,
    clerk: Clerk = MIRA,
    customer: Customer | None = None,
    cash: Money | None = None,
) -> Sale:
    """Sell for cash, exactly paid unless told otherwise."""
    payment = payment_for(register, *(products or (SOCKS,)))
    paid = checkout.take_cash(register, payment, cash or payment.due)
    return checkout.complete(register, clerk, customer, paid)


WORDS = ReceiptWords(
    money=lambda amount: f"{amount.minor / 100:.2f}",
    moment=lambda at: at.isoformat(timespec="minutes"),
    day=lambda day: day.isoformat(),
    percent=lambda ppm: f"{ppm / 10_000:g} %",
    receipt="Receipt",
    date="Date",
    clerk="Clerk",
    copy="COPY",
    items="Items",
    discounts="Discounts",
    shipping="Shipping",
    rounding="Rounding",
    total="TOTAL",
    change="Change",
    tax="Tax",
    net="Net",
    gross="Gross",
    ship_to="Ship to",
    promised="arrives",
    not_confirmed="day not confirmed",
    tenders={kind: kind.value for kind in TenderKind},
    fulfilments={kind: kind.value for kind in Fulfilment},
    thanks="Thank you",
)

"""Filling the cart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posapp.domain.cart import Cart, Origin
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.codes import ProductScan, SkuScan
from posapp.domain.conversation import Promise
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.people import Clerk
from posapp.domain.pricing import PricedCart
from posapp.services.register import Register


@dataclass(frozen=True)
class Found:
    """What a search found, the popular first.

    Attributes:
        corrected: what was searched for instead when a typing error was mended, or empty.
        complete: false while the catalogue is still coming down: there may be more.
    """

    products: tuple[Product, ...]
    corrected: str = ""
    complete: bool = True


def find(register: Register, what: ProductScan | SkuScan | str) -> Product:
    """The product behind a scan, or behind a SKU or GTIN as text. Local.

    A discontinued product is found, too, with ``active`` False.

    Raises:
        UnknownProduct: nothing in the catalogue carries this.
    """
    raise NotImplementedError


def add(
    register: Register,
    cart: Cart,
    product: Product,
    quantity: int = 1,
    origin: Origin = Origin.COUNTER,
) -> Cart:
    """Put a product into the cart with its default fulfilment; a plain line counts up.

    Raises:
        UnknownProduct: it is discontinued and no longer sold.
    """
    raise NotImplementedError


def add_scan(register: Register, cart: Cart, scan: ProductScan | SkuScan) -> Cart:
    """Put what was scanned into the cart; a label's own price stands on a line of its own.

    Raises:
        UnknownProduct: nothing in the catalogue carries this, or it is discontinued.
    """
    raise NotImplementedError


def search(register: Register, text: str, limit: int = 30) -> Found:
    """Products by words in any order, beginnings of words, accents aside. Local."""
    raise NotImplementedError


def variants(register: Register, product: Product) -> tuple[Product, ...]:
    """All sellable variants of the product's style, itself included. Local."""
    raise NotImplementedError


def stock(register: Register, skus: Sequence[str]) -> tuple[StockLevel, ...]:
    """Live levels of up to 200 SKUs at every location. Network.

    Raises:
        Unreachable: the centre is away; ``Product.on_hand`` is the last known level here.
    """
    raise NotImplementedError


def swap(cart: Cart, line_id: str, product: Product) -> Cart:
    """Another variant in the place of a line, at its own price; quantity, note and
    fulfilment stay, and so does the line of the online cart it came from."""
    raise NotImplementedError


def price(register: Register, cart: Cart, customer: Customer | None = None) -> PricedCart:
    """The cart with every figure, by the one pricing authority, now. Local."""
    raise NotImplementedError


def discount(
    register: Register,
    clerk: Clerk,
    cart: Cart,
    line_id: str | None,
    off: int | Money,
    label: str,
) -> Cart:
    """Take something off one line, or off the whole cart when ``line_id`` is None.

    Args:
        off: parts per million, or an amount; zero takes the discount away again.

    Raises:
        OverLimit: it is more than this clerk may give.
        BadAmount: negative, or more than there is.
    """
    raise NotImplementedError


def add_coupon(register: Register, cart: Cart, customer: Customer | None, code: str) -> Cart:
    """Enter a coupon; entering it twice changes nothing.

    Raises:
        CouponRefused: it takes nothing off; ``why`` says why.
    """
    raise NotImplementedError


def remove_coupon(cart: Cart, code: str) -> Cart:
    """Take a coupon out again."""
    raise NotImplementedError


def redeem_promise(register: Register, cart: Cart, promise: Promise) -> Cart:
    """Give what was promised: a discount on the lines it is for, or on the whole cart.

    A promise without a reduction, over, or for nothing in the cart changes nothing.
    """
    raise NotImplementedError


def default_fulfilment(product: Product) -> Fulfilment:
    """In stock here: take it now; else ship it home."""
    raise NotImplementedError


def set_fulfilment(
    cart: Cart,
    line_id: str,
    fulfilment: Fulfilment,
    quantity: int | None,
    new_id: Callable[[], str],
) -> Cart:
    """Decide how a line, or only ``quantity`` pieces of it, reaches the customer.

    Raises:
        ValueError: not between one and what the line has.
    """
    raise NotImplementedError


def set_note(cart: Cart, line_id: str | None, note: str) -> Cart:
    """A note of at most 200 characters on one line, or on the whole cart."""
    raise NotImplementedError

"""Filling the cart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from posapp.domain import pricing
from posapp.domain.cart import MOST, Cart, Line, Origin
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.codes import ProductScan, SkuScan
from posapp.domain.customer import Customer
from posapp.domain.errors import CouponRefused, UnknownProduct
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money, fraction
from posapp.domain.pricing import PricedCart
from posapp.services.reducing import approve, discount, redeem_promise
from posapp.services.register import Register
from posapp.store import catalogue
from posapp.store import search as index

__all__ = [
    "Found",
    "add",
    "add_coupon",
    "add_found",
    "add_scan",
    "approve",
    "default_fulfilment",
    "discount",
    "find",
    "price",
    "redeem_promise",
    "remove_coupon",
    "search",
    "set_fulfilment",
    "set_note",
    "stock",
    "swap",
    "variants",
]

MAX_COUPON = 40
MAX_NOTE = 200


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
    product = _found(register, what)
    if product is None:
        raise UnknownProduct(_said(what))
    return product


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
    if not product.active:
        raise UnknownProduct(product.sku)
    return cart.add(_line(register, product, min(max(quantity, 1), MOST), origin))


def add_scan(register: Register, cart: Cart, scan: ProductScan | SkuScan) -> Cart:
    """Put what was scanned into the cart; a label's own price stands on a line of its own.

    Raises:
        UnknownProduct: nothing in the catalogue carries this, or it is discontinued.
    """
    return add_found(register, cart, find(register, scan), scan)


def add_found(
    register: Register, cart: Cart, product: Product, scan: ProductScan | SkuScan
) -> Cart:
    """``add_scan`` of what was found for it before: no disk.

    Raises:
        UnknownProduct: it is discontinued.
    """
    price_now = _label_price(scan, product)
    if price_now is None:
        quantity = scan.quantity if isinstance(scan, ProductScan) else 1
        return add(register, cart, product, quantity)
    if not product.active:
        raise UnknownProduct(product.sku)
    line = _line(register, product, 1, Origin.COUNTER)
    return cart.add(
        replace(line, unit_price=price_now, reason="price on the label", note=_weight(scan))
    )


def search(register: Register, text: str, limit: int = 30) -> Found:
    """Products by words in any order, beginnings of words, accents aside. Local."""
    books = register.books
    written = books.catalogue.written
    if books.barren.covers(written, text):
        return Found(())
    with books.catalogue.reading() as db:
        hits = index.search(db, text, books.words.now, limit)
    books.barren.keep(written, hits.barren)
    return Found(hits.products, hits.corrected, hits.complete)


def variants(register: Register, product: Product) -> tuple[Product, ...]:
    """All sellable variants of the product's style, itself included. Local."""
    if not product.style:
        return (product,)
    with register.books.catalogue.reading() as db:
        sisters = catalogue.variants(db, product.style)
    return tuple(p for p in sisters if p.active or p.sku == product.sku) or (product,)


def stock(register: Register, skus: Sequence[str]) -> tuple[StockLevel, ...]:
    """Live levels of up to 200 SKUs at every location. Network.

    Raises:
        Unreachable: the centre is away; ``Product.on_hand`` is the last known level here.
    """
    return register.central.stock(tuple(skus))


def swap(cart: Cart, line_id: str, product: Product) -> Cart:
    """Another variant in the place of a line, at its own price; quantity, note and
    fulfilment stay, and so does the line of the online cart it came from."""

    def swapped(line: Line) -> Line:
        return replace(
            line,
            product=product,
            unit_price=product.price,
            reason=f"instead of {line.product.sku}",
        )

    return cart.change(line_id, swapped)


def price(register: Register, cart: Cart, customer: Customer | None = None) -> PricedCart:
    """The cart with every figure, by the one pricing authority, now. Local."""
    groups = customer.groups if customer else ()
    return pricing.price(cart, register.shop.rules, register.now(), groups)


def add_coupon(register: Register, cart: Cart, customer: Customer | None, code: str) -> Cart:
    """Enter a coupon; entering it twice changes nothing.

    Raises:
        CouponRefused: it takes nothing off; ``why`` says why.
    """
    code = code.strip().upper()[:MAX_COUPON]
    if not code or code in cart.coupons:
        return cart
    with_it = replace(cart, coupons=(*cart.coupons, code))
    for idle, why in price(register, with_it, customer).idle_coupons:
        if idle == code:
            raise CouponRefused(code, why)
    return with_it


def remove_coupon(cart: Cart, code: str) -> Cart:
    """Take a coupon out again."""
    return replace(cart, coupons=tuple(c for c in cart.coupons if c != code.strip().upper()))


def default_fulfilment(product: Product) -> Fulfilment:
    """In stock here: take it now; else ship it home."""
    return Fulfilment.TAKE if product.on_hand > 0 else Fulfilment.SHIP


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
    line = cart.line(line_id)
    if quantity is None or quantity == line.quantity:
        return cart.change(line_id, lambda old: replace(old, fulfilment=fulfilment))
    return cart.split(line_id, quantity, new_id(), fulfilment)


def set_note(cart: Cart, line_id: str | None, note: str) -> Cart:
    """A note of at most 200 characters on one line, or on the whole cart."""
    note = " ".join(note.split())[:MAX_NOTE]
    if line_id is None:
        return replace(cart, note=note)
    return cart.change(line_id, lambda line: replace(line, note=note))


def _found(register: Register, what: ProductScan | SkuScan | str) -> Product | None:
    """By GTIN first, then as our own name for it."""
    with register.books.catalogue.reading() as db:
        if isinstance(what, SkuScan):
            return catalogue.by_sku(db, what.sku)
        if isinstance(what, str):
            return catalogue.by_sku(db, what) or catalogue.by_gtin(db, what)
        found = catalogue.by_gtin(db, what.gtin)
        return found or (catalogue.by_sku(db, what.item) if what.item else None)


def _said(what: ProductScan | SkuScan | str) -> str:
    match what:
        case SkuScan():
            return what.sku
        case ProductScan():
            return what.gtin.lstrip("0")
        case _:
            return what


def _line(register: Register, product: Product, quantity: int, origin: Origin) -> Line:
    return Line(
        id=register.new_id(),
        product=product,
        quantity=quantity,
        unit_price=product.price,
        origin=origin,
        fulfilment=default_fulfilment(product),
    )


def _label_price(scan: ProductScan | SkuScan, product: Product) -> Money | None:
    """What the label itself asks for this piece; a weighed product is priced per kilogram."""
    if not isinstance(scan, ProductScan):
        return None
    if scan.weight_g is not None:
        return fraction(product.price, scan.weight_g * 1_000)
    return scan.price


def _weight(scan: ProductScan | SkuScan) -> str:
    weight_g = scan.weight_g if isinstance(scan, ProductScan) else None
    return f"{weight_g} g" if weight_g is not None else ""

"""Bringing an online cart to the counter, with one question per line that changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from posapp.contract.messages import Lease
from posapp.domain import differences
from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.decisions import Decision, Difference
from posapp.domain.errors import PosError, Refused
from posapp.domain.visit import Visit
from posapp.domain.webcart import WebCart
from posapp.services.register import Register
from posapp.store import catalogue

REASONS = {"cart_leased": "leased", "cart_closed": "closed", "already_paid": "closed"}


def check(register: Register, visit: Visit, carts: Sequence[WebCart]) -> tuple[Difference, ...]:
    """What changed between these online carts and today's shop. Local."""
    return differences.check(
        carts,
        _products(register, visit, carts),
        _stock(visit),
        register.store_id,
        register.shop.rules,
        register.now(),
        visit.customer.groups,
    )


def pull(
    register: Register,
    visit: Visit,
    cart: Cart,
    carts: Sequence[WebCart],
    decisions: Sequence[Decision],
) -> Cart:
    """The cart with the lines of these online carts added, by the clerk's decisions; a
    difference without a decision gets its safe default. Local. Pulling a cart again that is
    already here changes nothing."""
    found = check(register, visit, carts)
    products = _products(register, visit, carts)
    for web in carts:
        cart = differences.pull(cart, web, products, found, decisions, register.new_id)
    return cart


def lease(register: Register, cart_id: str) -> str:
    """Take or renew the online cart for ten minutes, so that it is not paid online while it
    is served here. Network.

    Returns:
        "" when it is ours now; else why not: ``leased`` (another register serves it),
        ``closed`` (paid or cancelled), ``away`` (the centre) or ``refused``. It never stops
        the serving; show it as a note.
    """
    try:
        register.central.lease(cart_id, Lease(register.new_id()))
    except Refused as error:
        return REASONS.get(error.problem, "refused")
    except PosError:
        return "away"
    register.current.leases.add(cart_id)
    return ""


def release(register: Register, cart_id: str) -> None:
    """Give the online cart back. Network, never raises a ``PosError``: a lease expires by
    itself."""
    register.current.leases.discard(cart_id)
    with suppress(PosError):
        register.central.release(cart_id, Lease(register.new_id()))


def fresh(register: Register, cart_id: str) -> WebCart:
    """The online cart as it is at this moment. Network.

    Raises:
        Unreachable: the centre is away.
        Refused: there is no such cart any more.
    """
    return register.central.cart(cart_id)


def since(seen: WebCart, fresh_cart: WebCart, cart: Cart) -> tuple[Difference, ...]:
    """What the customer changed on the phone since it was seen here. Local."""
    return differences.since(seen, fresh_cart, cart)


def accept(
    register: Register,
    visit: Visit,
    cart: Cart,
    seen: WebCart,
    fresh_cart: WebCart,
    decisions: Sequence[Decision],
) -> Cart:
    """The cart with the phone's changes that were accepted, and the version now seen. Local.

    From then on ``fresh_cart`` is what was seen.
    """
    new = differences.added(seen, fresh_cart)
    found = (*since(seen, fresh_cart, cart), *check(register, visit, (new,)))
    products = _products(register, visit, (fresh_cart,))
    return differences.accept(cart, fresh_cart, products, found, decisions, register.new_id)


def _skus(carts: Sequence[WebCart]) -> set[str]:
    return {line.sku for cart in carts for line in cart.lines}


def _products(register: Register, visit: Visit, carts: Sequence[WebCart]) -> dict[str, Product]:
    """Today's products: as the centre has just sent them, else as this register has them."""
    with register.books.catalogue.reading() as db:
        here = catalogue.among(db, _skus(carts))
    sent = {line.sku: line.product for cart in carts for line in cart.lines if line.product}
    told = {product.sku: product for product in visit.products}
    return sent | here | told if visit.local else here | sent | told


def _stock(visit: Visit) -> dict[str, list[StockLevel]]:
    """What the centre said is where."""
    levels: dict[str, list[StockLevel]] = {}
    for level in visit.stock:
        levels.setdefault(level.sku, []).append(level)
    return levels

"""The question before payment: may this cart be sold just so? A yes reserves its goods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from posapp.contract.messages import Checkout, CheckoutReady, EventKind
from posapp.contract.problems import Problem
from posapp.domain import pricing
from posapp.domain.cart import MOST, Line
from posapp.domain.catalogue import Product
from posapp.domain.pricing import PricedCart
from posapp.hub import (
    carts,
    catalogue,
    customers,
    leases,
    news,
    promotions,
    shipping,
    sourcing,
    stock,
)
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.stock import checkouts

HOLDS = timedelta(minutes=15)
SAME_MOMENT = timedelta(minutes=5)
LINES, CARTS, COUPONS = 1_000, 20, 20


@dataclass(frozen=True)
class Asker:
    """The register that asks: its id, label and store."""

    id: str
    label: str
    store: str

    @property
    def register(self) -> tuple[str, str]:
        return self.id, self.label


def prepare(db: Connection, hub: Hub, asked: Checkout, asker: Asker) -> CheckoutReady:
    """Reserve everything in the cart for 15 minutes and lease its online carts as long.

    Edits that come to those carts from now on are accepted and go to the leftovers.

    Raises:
        Refusal: ``cart_changed``, ``already_paid`` and ``cart_leased`` with the carts as they
            are, ``total_changed``, ``stock_changed`` with the SKUs, ``invalid``, or
            ``key_reused``: another register's question has this id.
    """
    _check(asked)
    if db.scalar(select(checkouts.c.id).where(checkouts.c.id == asked.id)) is not None:
        raise Refusal(Problem.KEY_REUSED)
    now = hub.clock()
    rows = carts.locked(db, {sold.id for sold in asked.carts})
    _refuse_changed_carts(db, hub, asked, rows, asker)
    products = catalogue.products_of(db, {line.product.sku for line in asked.cart.lines})
    _refuse_changed_total(db, hub, asked, asker.store, products)
    expires = now + HOLDS
    row = {"id": asked.id, "register": asker.id, "store": asker.store}
    values = {**row, "customer": asked.customer, "expires_at": expires}
    db.execute(insert(checkouts).values(values))
    _reserve(db, hub, asked, asker.store, expires)
    leases.take_for_payment(db, rows.values(), asker.register, asked.id, expires)
    for cart in rows.values():
        carts.told(db, hub, cart)
    return CheckoutReady(asked.id, int(HOLDS.total_seconds()))


def release(db: Connection, hub: Hub, checkout: str, register: str) -> None:
    """Give back what a checkout still holds; nothing happens when it holds nothing.

    Raises:
        Refusal: ``not_found``, also for another register's.
    """
    mine = (checkouts.c.id == checkout) & (checkouts.c.register == register)
    if db.scalar(select(checkouts.c.id).where(mine)) is None:
        raise Refusal(Problem.NOT_FOUND, "checkout")
    leases.give_back(db, hub, checkout, register)
    end(db, hub, checkout, "released")


def end(db: Connection, hub: Hub, checkout: str, state: str) -> tuple[stock.Pieces, ...]:
    """End a checkout's reservations; what was reserved until now and is free again."""
    skus = {pieces.sku for pieces in stock.reserved_for(db, checkout)}
    if not skus:
        return ()
    stock.lock(db, skus, hub.clock())
    held = stock.reserved_for(db, checkout)
    ended = tuple(p for p in held if stock.end(db, p, checkout, state))
    tell_stock(db, hub, ended)
    return ended


def tell_stock(db: Connection, hub: Hub, pieces: Iterable[stock.Pieces]) -> None:
    """Hint at new stock to the stores concerned."""
    for sku, location in sorted({(p.sku, p.location) for p in pieces}):
        news.note(db, hub, EventKind.STOCK, sku, store=location)


def _check(asked: Checkout) -> None:
    """Bounds that keep the database and the engine out of trouble."""
    lines, pulled = asked.cart.lines, {cart.id: cart.version for cart in asked.cart.pulled}
    counts = (
        (len(lines), 1, LINES),
        (len(asked.carts), 0, CARTS),
        (len(asked.cart.coupons), 0, COUPONS),
        *((line.quantity, 1, MOST) for line in lines),
    )
    sane = all(least <= count <= most for count, least, most in counts)
    one_id_each = len({line.id for line in lines}) == len(lines)
    same = {sold.id: sold.version for sold in asked.carts} == pulled
    if not (sane and one_id_each and same and len(asked.carts) == len(pulled)):
        raise Refusal(Problem.INVALID, "lines, quantities, coupons or carts")
    amounts = [line.unit_price for line in lines]
    if any(m.minor < 0 or m.currency != asked.grand.currency for m in amounts):
        raise Refusal(Problem.INVALID, "unit price")


def _refuse_changed_carts(
    db: Connection, hub: Hub, asked: Checkout, rows: dict[str, carts.CartRow], asker: Asker
) -> None:
    seen = {pulled.id: pulled for pulled in asked.cart.pulled}
    if seen.keys() - rows.keys():
        raise Refusal(Problem.NOT_FOUND, "cart")
    if any(row.customer != asked.customer for row in rows.values()):
        raise Refusal(Problem.INVALID, "another customer's cart")
    now, refused = hub.clock(), None
    if any(row.state != "open" for row in rows.values()):
        refused = Problem.ALREADY_PAID
    elif any(leases.paid_elsewhere(row, asker.id, now) for row in rows.values()):
        refused = Problem.CART_LEASED
    elif any(
        (row.version, row.paid_minor) != (seen[name].version, seen[name].paid.minor)
        for name, row in rows.items()
    ):
        refused = Problem.CART_CHANGED
    if refused is not None:
        raise Refusal(refused, carts=carts.read_all(db, hub, rows, asker.store))


def _refuse_changed_total(
    db: Connection, hub: Hub, asked: Checkout, store: str, products: dict[str, Product]
) -> None:
    gone = {line.product.sku for line in asked.cart.lines} - products.keys()
    if gone:
        raise Refusal(Problem.STOCK_CHANGED, "no such product", skus=tuple(sorted(gone)))
    now = hub.clock()
    at = asked.at if abs(asked.at - now) < SAME_MOMENT else now
    priced = _priced(db, asked, store, products, at)
    methods = promotions.shipping_methods(db, store)
    if priced.totals.grand != asked.grand or not shipping.still_costs(methods, priced):
        raise Refusal(Problem.TOTAL_CHANGED)


def _priced(
    db: Connection, asked: Checkout, store: str, products: dict[str, Product], at: datetime
) -> PricedCart:
    """The same cart at the same moment with today's products, by the same engine.

    Raises:
        Refusal: ``invalid``: amounts of two currencies.
    """
    cart = replace(asked.cart, lines=tuple(_as_today(li, products) for li in asked.cart.lines))
    groups = customers.groups(db, asked.customer)
    try:
        return pricing.price(cart, promotions.rules(db, store), at, groups)
    except ValueError as error:
        raise Refusal(Problem.INVALID, "amounts") from error


def _as_today(line: Line, products: dict[str, Product]) -> Line:
    """A price that somebody agreed to with a reason stands; any other is today's."""
    product = products[line.product.sku]
    agreed = line.unit_price if line.reason else product.price
    return replace(line, product=product, unit_price=agreed)


def _reserve(db: Connection, hub: Hub, asked: Checkout, store: str, expires: datetime) -> None:
    lines = [(li.product.sku, li.quantity, li.fulfilment) for li in asked.cart.lines]
    free = stock.lock(db, {sku for sku, _, _ in lines}, hub.clock())
    free = stock.for_others(db, free, store)
    found = sourcing.plan(free, sourcing.wants(lines, store), store)
    if found.missing:
        short = tuple(sorted({pieces.sku for pieces in found.missing}))
        raise Refusal(Problem.STOCK_CHANGED, skus=short)
    stock.reserve(db, found.pieces, asked.id, expires)
    tell_stock(db, hub, found.pieces)

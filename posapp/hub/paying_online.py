"""The customer pays a cart on the phone: part of it, or all, which makes it a web order."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from posapp.contract.messages import EventKind
from posapp.contract.problems import Problem
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.webcart import WebCart
from posapp.hub import (
    carts,
    checkouts,
    customers,
    leftovers,
    news,
    ordering,
    orders,
    promotions,
    shipping,
    sourcing,
    stock,
)
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.carts import online_payments


def pay_online(
    db: Connection, hub: Hub, cart_id: str, payment: str, amount: Money | None = None
) -> WebCart:
    """Pay towards a cart, or all that is left of it when no amount is told; the cart after.

    Paid in full it is checked out, with one web order whose id is ``payment``'s. The goods
    leave the shelves with that, or nothing happens: nothing is oversold online.

    Raises:
        Refusal: ``cart_leased`` while a register serves it, ``already_paid``,
            ``cart_closed``, ``stock_changed`` with the SKUs, ``not_found``, ``invalid``:
            nothing to pay, more than is due, or an id that paid another cart.
    """
    row = carts.locked(db, (cart_id,)).get(cart_id)
    if row is None:
        raise Refusal(Problem.NOT_FOUND, "cart")
    cart = carts.read(db, hub, cart_id)
    if _paid_before(db, payment, cart_id):
        return cart
    _refuse_unpayable(hub, row, cart)
    due = cart.totals.grand - cart.paid
    paid = due if amount is None else amount
    if not 0 < paid.minor <= due.minor or paid.currency != due.currency:
        raise Refusal(Problem.INVALID, "amount")
    values = {"id": payment, "cart": cart_id, "amount_minor": paid.minor, "at": hub.clock()}
    db.execute(insert(online_payments).values({**values, "currency": paid.currency}))
    if paid == due:
        _order(db, hub, row, cart, payment)
    else:
        _part(db, hub, row, paid)
    return carts.read(db, hub, cart_id)


def _paid_before(db: Connection, payment: str, cart_id: str) -> bool:
    p = online_payments.c
    known = db.scalar(select(p.cart).where(p.id == payment))
    if known is not None and known != cart_id:
        raise Refusal(Problem.INVALID, "payment id")
    return known is not None


def _refuse_unpayable(hub: Hub, row: carts.CartRow, cart: WebCart) -> None:
    if row.state == "checked_out":
        raise Refusal(Problem.ALREADY_PAID, carts=(cart,))
    if row.state != "open":
        raise Refusal(Problem.CART_CLOSED, carts=(cart,))
    if carts.leased(row, hub.clock()):
        raise Refusal(Problem.CART_LEASED, carts=(cart,))
    gone = tuple(line.sku for line in cart.lines if line.gone)
    if gone:
        raise Refusal(Problem.STOCK_CHANGED, skus=gone)


def _part(db: Connection, hub: Hub, row: carts.CartRow, paid: Money) -> None:
    values = {
        "paid_minor": row.paid_minor + paid.minor,
        "version": row.version + 1,
        "updated_at": hub.clock(),
    }
    db.execute(update(cart_table).where(cart_table.c.id == row.id).values(values))
    carts.told(db, hub, row)


def _order(db: Connection, hub: Hub, row: carts.CartRow, cart: WebCart, payment: str) -> None:
    now = hub.clock()
    wanted = [(line.sku, line.quantity, Fulfilment.SHIP) for line in cart.lines]
    free = stock.lock(db, {line.sku for line in cart.lines}, now)
    free = stock.for_others(db, free, "")
    found = sourcing.plan(free, sourcing.wants(wanted, ""), "")
    if found.missing:
        short = tuple(sorted({pieces.sku for pieces in found.missing}))
        raise Refusal(Problem.STOCK_CHANGED, skus=short)
    stock.take(db, found.pieces, payment, now)
    checkouts.tell_stock(db, hub, found.pieces)
    terms = carts.Terms(promotions.rules(db), customers.groups(db, row.customer))
    priced = carts.priced(cart.lines, cart.coupons, terms, now)
    ship = shipping.standard(db, hub, row.customer)
    orders.add(db, ordering.of_cart(cart, priced, payment, now, ship))
    bought = {line.id: line.quantity for line in cart.lines}
    leftovers.close(db, hub, row, leftovers.Closing(payment, bought))
    news.note(db, hub, EventKind.ORDER, payment, customer=row.customer)

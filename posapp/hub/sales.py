"""Sales as facts: each recorded once, with everything that follows from it, in one transaction.

A well-formed sale is never refused, because the customer has paid and left: what does not fit
what the centre knew (a cart that was paid twice, goods nobody knew of) becomes a row that a
person can see, and the sale stands.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select, tuple_, update

from posapp.contract import wire
from posapp.contract.messages import EventKind, SalePage, SaleRecorded
from posapp.contract.problems import Problem
from posapp.domain.cart import Source
from posapp.domain.payment import TenderKind
from posapp.domain.sale import Sale, SoldCart, receipt_number
from posapp.hub import (
    carts,
    checkouts,
    gift_cards,
    leases,
    leftovers,
    news,
    ordering,
    orders,
    promises,
    sourcing,
    stock,
)
from posapp.hub.auth import Caller
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.sale_checks import BadSale, check
from posapp.hub.tables import carts as cart_tables
from posapp.hub.tables import sales as tables
from posapp.hub.tables.customers import customers
from posapp.hub.tables.stock import checkouts as checkout_table

PAGE = 500
PER_POINT = 100  # minor units of the total for one loyalty point
SECOND = 10**12  # numbers beyond are of sales whose own number another sale has
HELD = {TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT}


def record(db: Connection, hub: Hub, sale: Sale, seller: Caller) -> SaleRecorded:
    """The one order that this sale is, and the carts its leftovers went to.

    Raises:
        Refusal: ``invalid``: sums do not add up, or it or its receipt number is another
            register's;
            ``key_reused``: its id belongs to another sale.
    """
    _check(sale, seller)
    digest = sha256(wire.canonical(sale)).hexdigest()
    rows = carts.locked(db, {sold.id for sold in sale.carts})
    if _known(db, sale, digest):
        return _again(db, hub, sale)
    first = _same_receipt(db, sale)
    row, order = _row(hub, sale, digest), ordering.of_sale(db, sale)
    if first:
        row, order = _second(db, row), replace(order, number=_named(sale), receipt=_named(sale))
    db.execute(insert(tables.sales).values(row))
    orders.add(db, order)
    if first:
        _conflict(db, hub, sale, "receipt_twice", first, sale.receipt)
    made = [_close(db, hub, sale, sold, rows.get(sold.id)) for sold in sale.carts]
    leases.give_back(db, hub, sale.checkout, seller.id)
    _take_goods(db, hub, sale)
    _redeem(db, hub, sale)
    _capture(db, hub, sale)
    _reward(db, sale)
    news.note(db, hub, EventKind.ORDER, order.id, customer=sale.customer, store=seller.store)
    rest = carts.read_all(db, hub, [cart for cart in made if cart], seller.store)
    return SaleRecorded(sale.id, order, rest)


def page(db: Connection, register: str, cursor: str) -> SalePage:
    """A register's own sales, oldest first.

    Raises:
        Refusal: the cursor is none of ours.
    """
    s = tables.sales.c
    wanted = select(s.id, s.epoch, s.number).where(
        s.register == register, tuple_(s.epoch, s.number) > tuple_(*_place(cursor))
    )
    rows = db.execute(wanted.order_by(s.epoch, s.number).limit(PAGE + 1)).all()
    ids = tuple(row.id for row in rows[:PAGE])
    more = f"{rows[PAGE - 1].epoch}.{rows[PAGE - 1].number}" if len(rows) > PAGE else ""
    return SalePage(ids, more)


def _check(sale: Sale, seller: Caller) -> None:
    """Also its receipt number: who gives out another register's has that one's real sale put
    behind their own, and is found by its number."""
    own = receipt_number(seller.store, seller.label, sale.epoch, sale.number)
    said = (sale.register, sale.store, sale.receipt)
    if said != (seller.id, seller.store, own):
        raise Refusal(Problem.INVALID, "another register's sale")
    try:
        check(sale)
    except BadSale as error:
        raise Refusal(Problem.INVALID, str(error)[:100]) from error


def _known(db: Connection, sale: Sale, digest: str) -> bool:
    s = tables.sales.c
    kept = db.scalar(select(s.digest).where(s.id == sale.id))
    if kept is not None and kept != digest:
        raise Refusal(Problem.KEY_REUSED)
    return kept is not None


def _same_receipt(db: Connection, sale: Sale) -> str:
    """The sale that this receipt number belongs to already, or "". Two copies of one register
    can give the same number to two customers, before they hear of each other (S5): both have
    paid, so both sales stand."""
    s = tables.sales.c
    numbered = (s.register == sale.register) & (s.epoch == sale.epoch)
    same = (s.receipt == sale.receipt) | (numbered & (s.number == sale.number))
    return db.scalar(select(s.id).where(same).limit(1)) or ""


def _second(db: Connection, row: dict[str, Any]) -> dict[str, Any]:
    """The row of a sale whose receipt number another one has: behind all that have their
    own, so that whoever reads its sales on still meets it."""
    s = tables.sales.c
    mine = (s.register == row["register"]) & (s.epoch == row["epoch"])
    last = db.scalar(select(func.max(s.number)).where(mine, s.number > SECOND))
    return row | {"number": (last or SECOND) + 1, "receipt": _named(row["document"])}


def _named(sale: Sale) -> str:
    return f"{sale.receipt}*{sale.id}"


def _again(db: Connection, hub: Hub, sale: Sale) -> SaleRecorded:
    c = cart_tables.carts.c
    own = select(c.id).where(c.closed_by == sale.id)
    made = db.scalars(select(c.id).where(c.continues.in_(own)))
    rest = carts.read_all(db, hub, list(made), sale.store)
    return SaleRecorded(sale.id, orders.read(db, sale.id), rest)


def _row(hub: Hub, sale: Sale, digest: str) -> dict[str, Any]:
    return {
        "id": sale.id,
        "store": sale.store,
        "register": sale.register,
        "epoch": sale.epoch,
        "number": sale.number,
        "receipt": sale.receipt,
        "customer": sale.customer,
        "business_date": sale.business_date,
        "sold_at": sale.sold_at,
        "recorded_at": hub.clock(),
        "digest": digest,
        "document": sale,
    }


def _close(
    db: Connection, hub: Hub, sale: Sale, sold: SoldCart, row: carts.CartRow | None
) -> str:
    """Close one pulled cart, or record why it could not be; id of its leftovers' cart."""
    if row is None or row.customer != sale.customer:
        _conflict(db, hub, sale, "cart_unknown", sold.id)
        return ""
    if row.state != "open":
        _conflict(db, hub, sale, "cart_closed", sold.id, row.closed_by)
        return ""
    unused = row.paid_minor - sold.paid.minor
    if unused < 0:
        _conflict(db, hub, sale, "prepaid_short", sold.id)
    bought: Counter[str] = Counter()
    for line in sale.lines:
        if line.web is not None and line.web.cart == sold.id:
            bought[line.web.line] += line.quantity
    closing = leftovers.Closing(sale.id, bought, max(unused, 0), _spent(sale))
    return leftovers.close(db, hub, row, closing)


def _take_goods(db: Connection, hub: Hub, sale: Sale) -> None:
    """Claim what the checkout reserved, take the rest, and record what nobody knew of."""
    lines = [(line.sku, line.quantity, line.fulfilment) for line in sale.lines]
    skus, now = {sku for sku, _, _ in lines}, hub.clock()
    first = _claim(db, hub, sale, skus)
    free = stock.lock(db, skus, now)
    wants = sourcing.wants(lines, sale.store)
    found = sourcing.plan(free, wants, sale.store, {(p.sku, p.location) for p in first})
    stock.take(db, found.pieces, sale.id, now)
    if found.missing:
        over = stock.expired_of(db, sale.checkout) if sale.checkout else set()
        stock.fell_short(db, found.missing, sale.id, now, over)
        news.note(db, hub, EventKind.ATTENTION, sale.id, store=sale.store)
    checkouts.tell_stock(db, hub, found.pieces)


def _claim(db: Connection, hub: Hub, sale: Sale, skus: set[str]) -> tuple[stock.Pieces, ...]:
    c = checkout_table.c
    mine = (c.id == sale.checkout) & (c.register == sale.register)
    if not sale.checkout or db.scalar(select(c.id).where(mine)) is None:
        return ()
    reserved = {pieces.sku for pieces in stock.reserved_for(db, sale.checkout)}
    stock.lock(db, skus | reserved, hub.clock())
    return checkouts.end(db, hub, sale.checkout, "claimed")


def _redeem(db: Connection, hub: Hub, sale: Sale) -> None:
    """Use promises and coupons up. What counts is when they were used, not when we heard."""
    at = min(sale.sold_at, hub.clock())
    for promise in dict.fromkeys(sale.promises):
        if not promises.redeem(db, promise, sale.customer, at):
            _conflict(db, hub, sale, "promise_spent", promise)
    rows = [
        {"code": code, "sale": sale.id, "customer": sale.customer, "at": hub.clock()}
        for code in _spent(sale)
    ]
    if rows:
        db.execute(insert(tables.coupon_uses), rows)


def _spent(sale: Sale) -> tuple[str, ...]:
    """Coupons that took something off."""
    cuts = (cut for line in sale.lines for cut in line.discounts)
    used = {cut.code for cut in cuts if cut.source is Source.COUPON}
    return tuple(code for code in dict.fromkeys(sale.coupons) if code in used)


def _capture(db: Connection, hub: Hub, sale: Sale) -> None:
    held = (tender for tender in sale.tenders if tender.kind in HELD)
    for tender in sorted(held, key=lambda tender: tender.id):
        if not gift_cards.capture(db, tender, sale.register):
            _conflict(db, hub, sale, "hold_missing", tender.id)


def _reward(db: Connection, sale: Sale) -> None:
    points = sale.totals.grand.minor // PER_POINT
    if sale.customer and points > 0:
        c = customers.c
        more = update(customers).where(c.id == sale.customer).values(points=c.points + points)
        db.execute(more)


def _conflict(
    db: Connection, hub: Hub, sale: Sale, kind: str, of: str, detail: str = ""
) -> None:
    row = {"sale": sale.id, "kind": kind, "of": of, "detail": detail, "at": hub.clock()}
    db.execute(insert(tables.conflicts).values(row))
    news.note(db, hub, EventKind.ATTENTION, sale.id, store=sale.store)


def _place(cursor: str) -> tuple[int, int]:
    epoch, _, number = (cursor or "0.0").partition(".")
    if not all(0 < len(t) <= 15 and t.isascii() and t.isdigit() for t in (epoch, number)):
        raise Refusal(Problem.INVALID, "cursor")
    return int(epoch), int(number)

"""Online carts as people see them: with today's products and what they cost now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from posapp.contract.messages import EventKind
from posapp.contract.problems import Problem
from posapp.domain import pricing
from posapp.domain.cart import Cart, Line, Origin
from posapp.domain.catalogue import Product
from posapp.domain.money import Money
from posapp.domain.pricing import PricedCart, Rules
from posapp.domain.webcart import CartState, WebCart, WebLine
from posapp.hub import catalogue, customers, news, promotions
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.carts import carts, lines

CartRow = Row[Any]
_OPEN = (
    select(carts)
    .where(carts.c.customer == bindparam("customer"), carts.c.state == "open")
    .order_by(carts.c.updated_at.desc(), carts.c.id)
    .limit(50)
)
_LINES = (
    select(lines)
    .where(lines.c.cart.in_(bindparam("carts", expanding=True)))
    .order_by(lines.c.cart, lines.c.place)
)


@dataclass(frozen=True)
class Terms:
    """What a cart is priced by."""

    rules: Rules
    groups: tuple[str, ...]


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing looks like something else


def create(
    db: Connection, hub: Hub, customer: str, *, cart_id: str = "", label: str = ""
) -> str:
    """A new, empty, open cart of a customer; its id, a secret."""
    made = cart_id or hub.new_id()
    now = hub.clock()
    values = {
        "id": made,
        "number": number_of(made),
        "customer": customer,
        "state": "open",
        "version": 1,
        "label": label,
        "note": "",
        "coupons": (),
        "currency": promotions.currency(db),
        "paid_minor": 0,
        "leased_by": "",
        "leased_to": "",
        "leased_until": None,
        "paying": "",
        "continues": None,
        "closed_by": "",
        "made_at": now,
        "updated_at": now,
    }
    db.execute(insert(carts).values(values))
    return made


def number_of(cart_id: str) -> str:
    """What people are shown instead of the secret: 50 bits of its digest."""
    bits = int.from_bytes(sha256(cart_id.encode()).digest()[:7], "big")
    return "W-" + "".join(ALPHABET[bits >> 5 * place & 31] for place in range(10))


def read(db: Connection, hub: Hub, cart_id: str, store: str = "") -> WebCart:
    """One cart, priced as in ``store`` (none: the chain's first).

    Raises:
        Refusal: there is none.
    """
    found = read_all(db, hub, (cart_id,), store)
    if not found:
        raise Refusal(Problem.NOT_FOUND, "cart")
    return found[0]


def read_all(
    db: Connection, hub: Hub, ids: Collection[str], store: str = ""
) -> tuple[WebCart, ...]:
    """The carts that exist among these, oldest first."""
    rows = db.execute(select(carts).where(carts.c.id.in_(ids)).order_by(carts.c.id)).all()
    return _assembled(db, hub, rows, store)


def open_of(db: Connection, hub: Hub, customer: str, store: str = "") -> tuple[WebCart, ...]:
    """A customer's carts that can still be bought, the one edited last first."""
    return _assembled(db, hub, db.execute(_OPEN, {"customer": customer}).all(), store)


def count_open(db: Connection, customer: str) -> int:
    """How many carts of this customer can still be bought."""
    mine = (carts.c.customer == customer) & (carts.c.state == "open")
    return db.scalar(select(func.count()).select_from(carts).where(mine)) or 0


def locked(db: Connection, ids: Collection[str]) -> dict[str, CartRow]:
    """The rows of these carts, kept for this transaction, in the order everybody locks in."""
    wanted = select(carts).where(carts.c.id.in_(ids)).order_by(carts.c.id).with_for_update()
    return {row.id: row for row in db.execute(wanted)}


def leased(row: CartRow, now: datetime) -> bool:
    """Is a register serving it? A lease that is over is none."""
    return row.state == "open" and row.leased_until is not None and row.leased_until > now


def line_rows(db: Connection, ids: Collection[str]) -> Sequence[Row[Any]]:
    return db.execute(_LINES, {"carts": list(ids)}).all()


def line_id(number: str, sku: str) -> str:
    """A cart holds a SKU once, so this names the line for ever, and in no other cart."""
    return f"{number}:{sku}"


def told(db: Connection, hub: Hub, row: CartRow) -> None:
    """Leave the hint that a cart is new to whoever shows it."""
    news.note(db, hub, EventKind.CART, row.id, customer=row.customer)


def _assembled(
    db: Connection, hub: Hub, rows: Sequence[CartRow], store: str
) -> tuple[WebCart, ...]:
    if not rows:
        return ()
    held = line_rows(db, [row.id for row in rows])
    products = catalogue.products_of(db, {line.sku for line in held}, store)
    rules, now = promotions.rules(db, store), hub.clock()
    groups = {name: customers.groups(db, name) for name in {row.customer for row in rows}}
    return tuple(
        _web_cart(
            row,
            tuple(_line(row, line, products) for line in held if line.cart == row.id),
            Terms(rules, groups[row.customer]),
            now,
        )
        for row in rows
    )


def _line(row: CartRow, line: Row[Any], products: dict[str, Product]) -> WebLine:
    product = products.get(line.sku)
    return WebLine(
        id=line_id(row.number, line.sku),
        sku=line.sku,
        name=product.name if product else line.name,
        variant=product.variant if product else line.variant,
        quantity=line.quantity,
        seen_price=Money(line.seen_minor, row.currency),
        product=product,
        added_at=line.added_at,
        note=line.note,
        gone=product is None or not product.active,
    )


def _web_cart(
    row: CartRow,
    web_lines: tuple[WebLine, ...],
    terms: Terms,
    now: datetime,
) -> WebCart:
    served = leased(row, now)
    return WebCart(
        id=row.id,
        number=row.number,
        customer=row.customer,
        version=row.version,
        state=CartState.LEASED if served else CartState(row.state),
        lines=web_lines,
        coupons=row.coupons,
        paid=Money(row.paid_minor, row.currency),
        totals=priced(web_lines, row.coupons, terms, now).totals,
        updated_at=row.updated_at,
        label=row.label,
        note=row.note,
        leased_to=row.leased_to if served else "",
        leased_until=row.leased_until if served else None,
        continues=row.continues or "",
    )


def priced(
    web_lines: Iterable[WebLine], coupons: tuple[str, ...], terms: Terms, now: datetime
) -> PricedCart:
    """What a cart costs now without shipping; what cannot be sold is left out."""
    bought = tuple(
        Line(
            id=line.id,
            product=line.product,
            quantity=line.quantity,
            unit_price=line.product.price,
            origin=Origin.WEB,
        )
        for line in web_lines
        if line.product is not None and not line.gone
    )
    return pricing.price(Cart(lines=bought, coupons=coupons), terms.rules, now, terms.groups)

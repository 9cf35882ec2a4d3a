"""Carts put aside for later, with the customer they belong to. They survive everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, text

from posapp.contract import wire
from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.store.tables import parked_cart
from posapp.store.times import moment, stamp


@dataclass(frozen=True)
class ParkedCart:
    """A cart put aside. ``customer``: None for an anonymous one."""

    id: str
    parked_at: datetime
    clerk: str
    clerk_name: str
    cart: Cart
    customer: Customer | None


@dataclass(frozen=True)
class _Document:
    cart: Cart
    customer: Customer | None


def add(db: Connection, parked: ParkedCart) -> None:
    whole = document(parked.cart, parked.customer)
    row = {"id": parked.id, "parked_at": stamp(parked.parked_at), "document": whole}
    who = {"clerk": parked.clerk, "clerk_name": parked.clerk_name}
    db.execute(insert(parked_cart), row | who)


def document(cart: Cart, customer: Customer | None) -> bytes:
    """A cart and whose it is, as they are stored."""
    return wire.encode(_Document(cart, customer))


def listed(db: Connection) -> tuple[ParkedCart, ...]:
    """All of them, the one parked first first, whatever the clock said."""
    query = select(parked_cart).order_by(text("rowid"))
    return tuple(_parked(row) for row in db.execute(query))


def take(db: Connection, parked: str) -> ParkedCart | None:
    """Take one out. Once: whoever asks second gets None."""
    row = db.execute(select(parked_cart).where(parked_cart.c.id == parked)).first()
    if row is None:
        return None
    db.execute(delete(parked_cart).where(parked_cart.c.id == parked))
    return _parked(row)


def _parked(row: Row[Any]) -> ParkedCart:
    whole = wire.decode(row.document, _Document)
    return ParkedCart(
        row.id,
        moment(row.parked_at),
        row.clerk,
        row.clerk_name,
        whole.cart,
        whole.customer,
    )

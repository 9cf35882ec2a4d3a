"""What a register does to sell, and what a person looks up afterwards."""

from __future__ import annotations

import requests
from sqlalchemy import select

from posapp.contract.messages import CheckoutReady, SaleRecorded
from posapp.domain.cart import Cart
from posapp.domain.sale import Sale
from posapp.domain.webcart import WebCart
from posapp.hub import carts
from posapp.hub.tables.sales import conflicts as table
from tests.hub.client import read
from tests.hub.shopping import Shopping


def post(shop: Shopping, sale: Sale) -> requests.Response:
    return shop.register.post("/v1/sales", sale)


def record(shop: Shopping, sale: Sale) -> SaleRecorded:
    return read(post(shop, sale), SaleRecorded)


def ready(shop: Shopping, cart: Cart, customer: str = "") -> str:
    asked = shop.checkout(cart, customer)
    return read(shop.register.post("/v1/checkouts", asked), CheckoutReady).id


def conflicts(shop: Shopping, sale: Sale) -> list[str]:
    return [kind for kind, _ in conflicts_of(shop, sale.id)]


def conflicts_of(shop: Shopping, sale: str) -> list[tuple[str, str]]:
    """What did not fit what the centre knew: kind, and of what."""
    c = table.c
    found = select(c.kind, c.of).where(c.sale == sale).order_by(c.kind, c.of)
    return [(kind, of) for kind, of in shop.hub.read(lambda db: db.execute(found).all())]


def open_carts(shop: Shopping, customer: str) -> tuple[WebCart, ...]:
    return shop.hub.read(lambda db: carts.open_of(db, shop.hub, customer))


def contents(cart: WebCart) -> dict[str, int]:
    return {line.sku: line.quantity for line in cart.lines}

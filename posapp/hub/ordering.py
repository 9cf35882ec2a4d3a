"""What a sale or a cart paid online looks like as an order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.orders import FulfilmentState, Order, OrderLine, PaymentState
from posapp.domain.pricing import PricedCart, PricedLine
from posapp.domain.sale import Sale
from posapp.domain.webcart import WebCart
from posapp.hub import carts, catalogue
from posapp.hub.shipping import Arrival


def of_sale(db: Connection, sale: Sale) -> Order:
    """A counter's order: what was taken is fulfilled, what is shipped is still owed."""
    products = catalogue.products_of(db, {line.sku for line in sale.lines})
    lines = tuple(
        OrderLine(
            sku=line.sku,
            name=line.name,
            variant=line.variant,
            quantity=line.quantity,
            gross=line.gross,
            fulfilment=line.fulfilment,
            fulfilled=line.quantity if line.fulfilment is Fulfilment.TAKE else 0,
            image=products[line.sku].image if line.sku in products else "",
        )
        for line in sale.lines
    )
    return Order(
        id=sale.id,
        number=sale.receipt,
        channel="counter",
        store=sale.store,
        placed_at=sale.sold_at,
        customer=sale.customer,
        lines=lines,
        total=sale.totals.grand,
        payment=PaymentState.PAID,
        fulfilment=state(lines),
        receipt=sale.receipt,
        ship_to=sale.shipment.address if sale.shipment else None,
        promised_on=sale.shipment.quote.promised_on if sale.shipment else None,
    )


def of_cart(
    cart: WebCart, priced: PricedCart, order_id: str, at: datetime, ship: Arrival
) -> Order:
    """A web shop's order, paid in full and still to be shipped."""
    return Order(
        id=order_id,
        number="O" + carts.number_of(order_id)[1:],
        channel="web",
        store="",
        placed_at=at,
        customer=cart.customer,
        lines=tuple(_shipped(line) for line in priced.lines),
        total=priced.totals.grand,
        payment=PaymentState.PAID,
        fulfilment=FulfilmentState.NONE,
        ship_to=ship.address,
        promised_on=ship.on,
    )


def state(lines: tuple[OrderLine, ...]) -> FulfilmentState:
    """By counting pieces."""
    done = sum(line.fulfilled for line in lines)
    if done == sum(line.quantity for line in lines):
        return FulfilmentState.DONE
    return FulfilmentState.PARTIAL if done else FulfilmentState.NONE


def _shipped(priced: PricedLine) -> OrderLine:
    product = priced.line.product
    return OrderLine(
        sku=product.sku,
        name=product.name,
        variant=product.variant,
        quantity=priced.line.quantity,
        gross=priced.gross,
        fulfilment=Fulfilment.SHIP,
        image=product.image,
    )

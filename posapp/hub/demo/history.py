"""What the demo chain's customers bought before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money, total
from posapp.domain.orders import FulfilmentState, Order, OrderLine, PaymentState
from posapp.domain.sale import receipt_number
from posapp.hub.demo.text import ChainText

REGISTER = "0"  # receipts from before this system; no register of it has this number


def orders(
    text: ChainText, customer: Customer, count: int, goods: Sequence[Product], now: datetime
) -> tuple[Order, ...]:
    """``count`` orders over the last two years, most of them long delivered."""
    luck = Random(f"orders-{customer.id}")
    days = sorted((luck.randint(1, 700) for _ in range(count)), reverse=True)
    return tuple(
        _order(text, customer, place, goods, now - timedelta(days=day, minutes=luck.random()))
        for place, day in enumerate(days, start=1)
    )


def _order(
    text: ChainText, customer: Customer, place: int, goods: Sequence[Product], at: datetime
) -> Order:
    luck = Random(f"order-{customer.id}-{place}")
    online = luck.random() < 0.5
    serial = int(customer.id.lstrip("c")) * 100 + place
    store = luck.choice(text.stores[:-1]).id
    lines = tuple(
        _line(luck.choice(goods), luck, online=online) for _ in range(luck.randint(1, 3))
    )
    return Order(
        id=f"o-{customer.id}-{place}",
        number=f"{'W' if online else 'S'}{serial:08}",
        channel="web" if online else "counter",
        store=text.stores[-1].id if online else store,
        placed_at=at,
        customer=customer.id,
        lines=lines,
        total=total((line.gross for line in lines), "EUR"),
        payment=PaymentState.PAID,
        fulfilment=FulfilmentState.DELIVERED if online else FulfilmentState.DONE,
        receipt="" if online else receipt_number(store, REGISTER, 1, serial),
        ship_to=customer.addresses[0] if online else None,
    )


def _line(product: Product, luck: Random, *, online: bool) -> OrderLine:
    quantity = 1 if product.price > Money(5000) else luck.choice((1, 1, 2))
    return OrderLine(
        sku=product.sku,
        name=product.name,
        variant=product.variant,
        quantity=quantity,
        gross=product.price * quantity,
        fulfilment=Fulfilment.SHIP if online else Fulfilment.TAKE,
        fulfilled=quantity,
        image=product.image,
    )

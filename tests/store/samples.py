"""Sales, customers and products that the store's tests are written with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, select

from posapp.domain.cart import Cart
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.pricing import price
from posapp.domain.sale import Numbered, Sale, sale_of
from posapp.store import journal
from posapp.store.tables import outbox
from tests.domain.shop_samples import (
    NOW,
    eur,
    line,
    product,
    pulled,
    rules,
    shipped_to,
)

BOOTS = product("BOOT-38", 8900)
SCARF = product("SCARF", 2590)
AT = datetime(2026, 11, 21, 14, 7, 30, 123456, tzinfo=UTC)
SALT = "salt of this sale"


def sale(number: int = 1, *, customer: str = "c-ana", epoch: int = 1) -> Sale:
    """Boots taken, a web scarf shipped to Ana K., paid with a card and 50.00 in cash."""
    web = pulled(SCARF, 1, 2290)
    gift = replace(line(BOOTS), note="gift for Ana")
    web = replace(web, fulfilment=Fulfilment.SHIP)
    cart = Cart((gift, web), shipment=shipped_to("IT", 490), note="Ana waits")
    priced = price(cart, rules(), NOW, ())
    payment = Payment(priced).add(
        Tender(f"card-{epoch}-{number}", TenderKind.CARD, eur(7000), "ref", "VISA ••1234")
    )
    cash = Tender(f"cash-{epoch}-{number}", TenderKind.CASH, Money(5000))
    return sale_of(payment.add(cash), numbered(number, customer, epoch))


def numbered(number: int, customer: str, epoch: int) -> Numbered:
    return Numbered(
        id=f"sale-{epoch}-{number}",
        store="12",
        register="r3",
        epoch=epoch,
        number=number,
        clerk="mira",
        clerk_name="Mira Rossi",
        customer=customer,
        sold_at=AT + timedelta(seconds=number),
        business_date=date(2026, 11, 21),
    )


def sell(db: Connection, number: int = 1, *, customer: str = "c-ana", epoch: int = 1) -> Sale:
    """Write such a sale into the journal."""
    made = sale(number, customer=customer, epoch=epoch)
    journal.add(db, made, SALT)
    return made


def state_of(db: Connection, kind: str, of: str) -> str:
    """``waiting``, ``sent``, ``parked``, or nothing when it was never queued."""
    query = select(outbox.c.state).where(outbox.c.kind == kind, outbox.c.of == of)
    return db.scalar(query.order_by(outbox.c.place)) or ""

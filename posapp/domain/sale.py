"""A completed sale: a fact that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from posapp.domain.cart import Cart, ManualDiscount, Origin, WebLineRef
from posapp.domain.fulfilment import Fulfilment, Shipment
from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.pricing import Discount, PricedCart, PricedLine, Totals
from posapp.domain.tax import TaxAmount


@dataclass(frozen=True)
class SaleLine:
    """What was sold, with every figure as it was then; the catalogue may forget the product.

    Attributes:
        original: list price of one. ``unit_price``: agreed price of one.
        net, gross: of the whole line, after discounts.
    """

    id: str
    sku: str
    gtin: str
    name: str
    variant: str
    quantity: int
    original: Money
    unit_price: Money
    discounts: tuple[Discount, ...]
    net: Money
    taxes: tuple[TaxAmount, ...]
    gross: Money
    origin: Origin
    fulfilment: Fulfilment
    web: WebLineRef | None = None
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SoldCart:
    """An online cart this sale closes, with the version the clerk saw and what of its
    online payment was used up here."""

    id: str
    version: int
    paid: Money


@dataclass(frozen=True)
class Approval:
    """Who said yes to a discount that was more than the clerk may give, and to which.

    Attributes:
        by, name: the manager's id and name.
        line: its id; empty for a discount on the whole cart.
        limit_ppm: the largest part of the price that may go, in parts per million.
        most: the most that may go.
    """

    by: str
    name: str
    line: str
    limit_ppm: int
    most: Money


@dataclass(frozen=True)
class Sale:
    """What was sold, to whom, how it was paid, and the receipt number it was given.

    Attributes:
        id: UUIDv7 made at the register before payment; idempotency key for ever.
        number: counts up by one per register and epoch, without gaps.
        epoch: raised when a register's data was restored, so that numbers never repeat.
        receipt: the number as printed, ``store-register-epoch-number``.
        sold_at: UTC. ``business_date``: the shop's own calendar day.
        checkout: id of the check that the centre confirmed before payment; empty when the
            centre was away.
        tenders: include what was paid online before, as ``PREPAID``.
        approvals: one per discount that a manager approved on the spot.
    """

    id: str
    store: str
    register: str
    epoch: int
    number: int
    receipt: str
    clerk: str
    clerk_name: str
    customer: str
    sold_at: datetime
    business_date: date
    lines: tuple[SaleLine, ...]
    shipment: Shipment | None
    shipping_net: Money
    shipping_taxes: tuple[TaxAmount, ...]
    shipping_gross: Money
    taxes: tuple[TaxAmount, ...]
    totals: Totals
    tenders: tuple[Tender, ...]
    change: Money
    coupons: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    carts: tuple[SoldCart, ...] = ()
    checkout: str = ""
    note: str = ""
    approvals: tuple[Approval, ...] = ()


@dataclass(frozen=True)
class Numbered:
    """Everything about a sale that does not come from the payment."""

    id: str
    store: str
    register: str
    epoch: int
    number: int
    clerk: str
    clerk_name: str
    customer: str
    sold_at: datetime
    business_date: date
    checkout: str = ""


def receipt_number(store: str, register: str, epoch: int, number: int) -> str:
    """As printed and scanned: ``12-3-1-000124``."""
    return f"{store}-{register}-{epoch}-{number:06}"


def sale_of(payment: Payment, numbered: Numbered) -> Sale:
    """Make the fact out of a settled payment."""
    priced, n = payment.priced, numbered
    return Sale(
        id=n.id,
        store=n.store,
        register=n.register,
        epoch=n.epoch,
        number=n.number,
        receipt=receipt_number(n.store, n.register, n.epoch, n.number),
        clerk=n.clerk,
        clerk_name=n.clerk_name,
        customer=n.customer,
        sold_at=n.sold_at,
        business_date=n.business_date,
        lines=tuple(_line(priced_line) for priced_line in priced.lines),
        shipment=priced.cart.shipment if priced.cart.ships else None,
        shipping_net=priced.shipping_net,
        shipping_taxes=priced.shipping_taxes,
        shipping_gross=priced.shipping_gross,
        taxes=priced.taxes,
        totals=priced.totals,
        tenders=_tenders(payment),
        change=payment.change,
        coupons=priced.cart.coupons,
        promises=_promises(priced.cart),
        carts=sold_carts(priced),
        checkout=n.checkout,
        note=priced.cart.note,
        approvals=tuple(_approvals(priced.cart)),
    )


def _line(priced: PricedLine) -> SaleLine:
    line, product = priced.line, priced.line.product
    return SaleLine(
        id=line.id,
        sku=product.sku,
        gtin=product.gtin,
        name=product.name,
        variant=product.variant,
        quantity=line.quantity,
        original=product.price,
        unit_price=line.unit_price,
        discounts=priced.discounts,
        net=priced.net,
        taxes=priced.taxes,
        gross=priced.gross,
        origin=line.origin,
        fulfilment=line.fulfilment,
        web=line.web,
        note=line.note,
        reason=line.reason,
    )


def _tenders(payment: Payment) -> tuple[Tender, ...]:
    prepaid = payment.priced.prepaid
    if not prepaid:
        return payment.tenders
    paid_online = Tender("prepaid", TenderKind.PREPAID, prepaid)
    return (paid_online, *payment.tenders)


def _promises(cart: Cart) -> tuple[str, ...]:
    discounts = [line.discount for line in cart.lines] + [cart.discount]
    codes = (d.code for d in discounts if d is not None and d.source.value == "promise")
    return tuple(dict.fromkeys(code for code in codes if code))


def _approvals(cart: Cart) -> Iterator[Approval]:
    given: list[tuple[str, ManualDiscount | None]] = [("", cart.discount)]
    given += [(line.id, line.discount) for line in cart.lines]
    for line, discount in given:
        if discount is not None and (said := discount.approved) is not None:
            yield Approval(said.by, said.name, line, discount.limit_ppm, said.most)


def sold_carts(priced: PricedCart) -> tuple[SoldCart, ...]:
    """The online carts that a sale of this closes, with what was paid online of each: those
    that were pulled first are used up first."""
    sold, left = [], priced.prepaid
    for pulled in priced.cart.pulled:
        used = min(pulled.paid, left)
        left = left - used
        sold.append(SoldCart(pulled.id, pulled.version, used))
    return tuple(sold)

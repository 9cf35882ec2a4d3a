"""What it costs to ship, and when it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from posapp.domain.fulfilment import Address, Fulfilment, ShippingMethod, ShippingQuote
from posapp.domain.money import Money, total, zero
from posapp.domain.pricing import PricedCart
from posapp.hub import customers, promotions
from posapp.hub.hub import Hub

SUNDAY = 6


@dataclass(frozen=True)
class Arrival:
    """Where a parcel goes and when it is there, as far as known."""

    address: Address | None
    on: date | None


def quotes(
    db: Connection, hub: Hub, store: str, country: str, value: Money
) -> tuple[ShippingQuote, ...]:
    """Every way to ship to a country from a store, in the chain's order; none may be left.

    The promised day is today in the store's time zone and the method's calendar days; nobody
    delivers on a Sunday, so that becomes Monday.
    """
    today = hub.clock().astimezone(ZoneInfo(promotions.timezone(db, store))).date()
    methods = promotions.shipping_methods(db, store)
    return tuple(
        ShippingQuote(
            method=method.id,
            name=method.name,
            cost=cost(method, value),
            tax_class=method.tax_class,
            promised_on=arrival(today, method.days),
            confirmed=True,
        )
        for method in methods
        if serves(method, country)
    )


def serves(method: ShippingMethod, country: str) -> bool:
    return not method.countries or country in method.countries


def cost(method: ShippingMethod, value: Money) -> Money:
    """Of a method, for lines of this discounted value."""
    free = method.free_from is not None and value >= method.free_from
    return zero(method.cost.currency) if free else method.cost


def arrival(today: date, days: int) -> date:
    then = today + timedelta(days=days)
    return then + timedelta(days=1) if then.weekday() == SUNDAY else then


def still_costs(methods: Sequence[ShippingMethod], priced: PricedCart) -> bool:
    """Does the quote in this cart still stand? Free from a value on may be reckoned from all
    lines or from those that are shipped; a quote that either allows is honoured."""
    shipment = priced.cart.shipment
    if not priced.cart.ships:
        return True
    if shipment is None:
        return False
    quote = shipment.quote
    for method in methods:
        if method.id == quote.method and serves(method, shipment.address.country):
            allowed = {cost(method, value) for value in _values(priced)}
            return quote.cost in allowed and quote.tax_class == method.tax_class
    return False


def _values(priced: PricedCart) -> tuple[Money, Money]:
    currency = priced.totals.grand.currency
    left = [(line, line.items - line.discounted) for line in priced.lines]
    shipped = (m for line, m in left if line.line.fulfilment is Fulfilment.SHIP)
    return total((m for _, m in left), currency), total(shipped, currency)


def standard(db: Connection, hub: Hub, customer: str) -> Arrival:
    """Where and when a web order of this customer arrives when nothing else is chosen: their
    first address, by the first method that goes there."""
    book = customers.read(db, customer).addresses
    address = book[0] if book else None
    today = hub.clock().astimezone(ZoneInfo(promotions.timezone(db, ""))).date()
    for method in promotions.shipping_methods(db):
        if address is None or serves(method, address.country):
            return Arrival(address, arrival(today, method.days))
    return Arrival(address, None)

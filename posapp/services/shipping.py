"""Sending things home."""

from __future__ import annotations

from dataclasses import replace

from posapp.contract.messages import NewAddress, QuoteRequest
from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.errors import NotEnrolled, Unreachable
from posapp.domain.fulfilment import (
    Address,
    Fulfilment,
    Shipment,
    ShippingMethod,
    ShippingQuote,
)
from posapp.domain.money import total, zero
from posapp.domain.pricing import PricedCart
from posapp.services.register import Register


def quotes(
    register: Register, priced: PricedCart, address: Address
) -> tuple[ShippingQuote, ...]:
    """Ways to ship the cart's ``SHIP`` lines there, with cost and promised date. Network.

    When the centre is away: the shop's own methods for that country, ``confirmed`` False and
    no date. Empty when nothing ships there.

    Raises:
        BadAddress: the address lacks something its country asks for.
    """
    from posapp.domain import addresses

    address = addresses.checked(address)
    parcel = [line for line in priced.lines if line.line.fulfilment is Fulfilment.SHIP]
    currency = priced.totals.grand.currency
    question = QuoteRequest(
        address=address,
        skus=tuple(dict.fromkeys(line.line.product.sku for line in parcel)),
        pieces=sum(line.line.quantity for line in parcel),
        value=total((line.items - line.discounted for line in parcel), currency),
    )
    try:
        return register.central.quotes(question)
    except (Unreachable, NotEnrolled):
        methods = register.shop.shipping
        return tuple(_unconfirmed(m, question) for m in methods if _ships_to(m, address))


def choose(cart: Cart, address: Address, quote: ShippingQuote) -> Cart:
    """The cart with where and how its ``SHIP`` lines go."""
    return replace(cart, shipment=Shipment(address, quote))


def save_address(register: Register, customer: Customer, address: Address) -> Customer:
    """Put an address into the customer's book, at the centre. Network.

    Raises:
        BadAddress: it lacks something its country asks for.
        Unreachable: the centre is away; the address still serves this sale.
    """
    from posapp.domain import addresses

    address = addresses.checked(address)
    what = ("address", customer.id, *addresses.lines(address))
    with register.current.asking(*what, new_id=register.new_id) as an_id:
        new = NewAddress(an_id, customer.id, replace(address, id=an_id))
        return register.central.add_address(new)


def _ships_to(method: ShippingMethod, address: Address) -> bool:
    return not method.countries or address.country in method.countries


def _unconfirmed(method: ShippingMethod, question: QuoteRequest) -> ShippingQuote:
    """The shop's own price for a method; when it arrives, only the centre can say."""
    free = method.free_from is not None and question.value >= method.free_from
    return ShippingQuote(
        method=method.id,
        name=method.name,
        cost=zero(method.cost.currency) if free else method.cost,
        tax_class=method.tax_class,
        promised_on=None,
        confirmed=False,
    )

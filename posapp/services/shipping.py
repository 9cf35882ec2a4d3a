"""Sending things home."""

from __future__ import annotations

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Address, ShippingQuote
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
    raise NotImplementedError


def choose(cart: Cart, address: Address, quote: ShippingQuote) -> Cart:
    """The cart with where and how its ``SHIP`` lines go."""
    raise NotImplementedError


def save_address(register: Register, customer: Customer, address: Address) -> Customer:
    """Put an address into the customer's book, at the centre. Network.

    Raises:
        BadAddress: it lacks something its country asks for.
        Unreachable: the centre is away; the address still serves this sale.
    """
    raise NotImplementedError

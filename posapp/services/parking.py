"""Setting a cart aside while somebody looks for their purse. All local, and durable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer, Phone, masked
from posapp.domain.errors import EmptyCart
from posapp.domain.people import Clerk
from posapp.services.register import Register
from posapp.store import parked as parked_carts


@dataclass(frozen=True)
class ParkedCart:
    """One line in the list of parked carts, oldest first."""

    id: str
    parked_at: datetime
    clerk_name: str
    customer_name: str
    pieces: int


def park(
    register: Register, clerk: Clerk, cart: Cart, customer: Customer | None = None
) -> ParkedCart:
    """Set a cart aside. Of its customer only what pricing and a greeting need is written
    down: numbers and addresses come with the next visit.

    Raises:
        EmptyCart: there is nothing in it.
    """
    if not cart:
        raise EmptyCart
    who = _without_contacts(customer) if customer else None
    aside = parked_carts.ParkedCart(
        register.new_id(), register.clock(), clerk.id, clerk.name, cart, who
    )
    with register.books.journal.writing() as db:
        parked_carts.add(db, aside)
    return _listed(aside)


def parked(register: Register) -> tuple[ParkedCart, ...]:
    """The carts set aside, oldest first."""
    with register.books.journal.reading() as db:
        return tuple(_listed(aside) for aside in parked_carts.listed(db))


def take(register: Register, parked_id: str) -> tuple[Cart, Customer | None]:
    """Bring a cart back; it is parked no longer.

    Raises:
        EmptyCart: somebody took it already.
    """
    with register.books.journal.writing() as db:
        aside = parked_carts.take(db, parked_id)
    if aside is None:
        raise EmptyCart
    return aside.cart, aside.customer


def _without_contacts(customer: Customer) -> Customer:
    number = next((phone.e164 or phone.raw for phone in customer.phones), "")
    return Customer(
        customer.id,
        customer.name,
        phones=(Phone(masked(number)),) if number else (),
        language=customer.language,
        tier=customer.tier,
        points=customer.points,
        groups=customer.groups,
    )


def _listed(aside: parked_carts.ParkedCart) -> ParkedCart:
    return ParkedCart(
        id=aside.id,
        parked_at=aside.parked_at,
        clerk_name=aside.clerk_name,
        customer_name=aside.customer.name if aside.customer else "",
        pieces=aside.cart.pieces,
    )

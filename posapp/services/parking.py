"""Setting a cart aside while somebody looks for their purse. All local, and durable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.people import Clerk
from posapp.services.register import Register


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
    """Set a cart aside.

    Raises:
        EmptyCart: there is nothing in it.
    """
    raise NotImplementedError


def parked(register: Register) -> tuple[ParkedCart, ...]:
    """The carts set aside, oldest first."""
    raise NotImplementedError


def take(register: Register, parked_id: str) -> tuple[Cart, Customer | None]:
    """Bring a cart back; it is parked no longer.

    Raises:
        EmptyCart: somebody took it already.
    """
    raise NotImplementedError

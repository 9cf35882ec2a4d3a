"""What the sale screen is working on, in one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.visit import Visit


@dataclass(frozen=True)
class Serving:
    """One customer being served, known by name or not.

    Attributes:
        customer: None for an anonymous sale.
        visit: the context of the customer, once there is one; its customer is ``customer``.
    """

    cart: Cart = field(default_factory=Cart)
    customer: Customer | None = None
    visit: Visit | None = None

    @property
    def untouched(self) -> bool:
        """Nobody is being served yet."""
        return not self.cart and self.customer is None

"""Orders as the centre keeps them, across channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from posapp.domain.fulfilment import Address, Fulfilment
from posapp.domain.money import Money


class PaymentState(Enum):
    UNPAID = "unpaid"
    PARTIAL = "partial"
    PAID = "paid"
    REFUNDED_PARTIAL = "refunded_partial"
    REFUNDED = "refunded"


class FulfilmentState(Enum):
    NONE = "none"
    PARTIAL = "partial"
    DONE = "done"
    DELIVERED = "delivered"
    RETURNED_PARTIAL = "returned_partial"
    RETURNED = "returned"


@dataclass(frozen=True)
class OrderLine:
    """A line of an order; ``fulfilled`` and ``returned`` count pieces of ``quantity``."""

    sku: str
    name: str
    variant: str
    quantity: int
    gross: Money
    fulfilment: Fulfilment
    fulfilled: int = 0
    returned: int = 0
    image: str = ""


@dataclass(frozen=True)
class Order:
    """One order, wherever it was placed.

    Attributes:
        number: what people are shown. ``channel``: ``counter`` or ``web``.
        receipt: the receipt number when it was sold at a counter.
        open: something is still owed to the customer or by the customer.
    """

    id: str
    number: str
    channel: str
    store: str
    placed_at: datetime
    customer: str
    lines: tuple[OrderLine, ...]
    total: Money
    payment: PaymentState
    fulfilment: FulfilmentState
    receipt: str = ""
    ship_to: Address | None = None
    promised_on: date | None = None

    @property
    def open(self) -> bool:
        settled = {PaymentState.PAID, PaymentState.REFUNDED, PaymentState.REFUNDED_PARTIAL}
        delivered = self.fulfilment not in {FulfilmentState.NONE, FulfilmentState.PARTIAL}
        return not (self.payment in settled and delivered)

"""The customer's online cart as the centre holds it, and edits to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from posapp.domain.catalogue import Product
from posapp.domain.money import Money
from posapp.domain.pricing import Totals


class CartState(Enum):
    """open <-> leased -> checked_out; open -> cancelled. The two ends never change again.

    ``leased`` means: a register is serving it, it can be edited but not paid online; a lease
    expires by itself."""

    OPEN = "open"
    LEASED = "leased"
    CHECKED_OUT = "checked_out"
    CANCELLED = "cancelled"


class OperationKind(Enum):
    ADD = "add"
    SUB = "sub"
    SET = "set"


@dataclass(frozen=True)
class Operation:
    """One edit, applied once however often it arrives.

    Attributes:
        id: made by the editor before the first attempt.
        sku, quantity: for ADD and SUB, a delta from what was seen, 1 to 9,999.
        field, value, if_version: for SET of ``note`` or ``coupons`` (comma-separated); only
            when the cart still has that version.
    """

    id: str
    kind: OperationKind
    sku: str = ""
    quantity: int = 0
    field: str = ""
    value: str = ""
    if_version: int | None = None


@dataclass(frozen=True)
class WebLine:
    """A line of an online cart.

    Attributes:
        seen_price: list price of one, before promotions, as the customer saw it when it
            was added.
        product: today's product, or None when it no longer exists.
        gone: discontinued or deleted; it cannot be sold.
    """

    id: str
    sku: str
    name: str
    variant: str
    quantity: int
    seen_price: Money
    product: Product | None
    added_at: datetime
    note: str = ""
    gone: bool = False


@dataclass(frozen=True)
class WebCart:
    """An online cart, read.

    Attributes:
        id: a secret. ``number``: what people are shown.
        paid: already paid towards it (deposit, part payment).
        totals: by the same pricing that the register runs, for its customer, now.
        leased_to: label of the register that serves it, or empty.
        continues: id of the checked-out cart whose leftovers these are, or empty.
    """

    id: str
    number: str
    customer: str
    version: int
    state: CartState
    lines: tuple[WebLine, ...]
    coupons: tuple[str, ...]
    paid: Money
    totals: Totals
    updated_at: datetime
    label: str = ""
    note: str = ""
    leased_to: str = ""
    leased_until: datetime | None = None
    continues: str = ""

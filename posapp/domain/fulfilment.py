"""How each line reaches the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from posapp.domain.money import Money


class Fulfilment(Enum):
    """Per line. ``PICK_UP`` and ``FROM_STORE`` are for later issues of the journey."""

    TAKE = "take"
    SHIP = "ship"
    PICK_UP = "pick_up"
    FROM_STORE = "from_store"


@dataclass(frozen=True)
class Address:
    """Where a parcel goes. Which parts are needed depends on the country.

    Attributes:
        recipient: who receives it; may be somebody else than the customer.
        street: one or more lines separated by a line feed.
        region: state or province code where the country has one, for example ``MI``.
        country: ISO 3166-1 alpha-2.
    """

    recipient: str
    street: str
    city: str
    postal_code: str
    country: str
    region: str = ""
    phone: str = ""
    id: str = ""


@dataclass(frozen=True)
class ShippingMethod:
    """A way to ship, as the centre offers it to this country.

    Attributes:
        cost: in the store's price convention, before any promotion.
        free_from: shipping is free from this cart value on, if ever.
        days: promised calendar days from today to the door.
    """

    id: str
    name: str
    cost: Money
    tax_class: str = "standard"
    countries: tuple[str, ...] = ()
    free_from: Money | None = None
    days: int = 3


@dataclass(frozen=True)
class ShippingQuote:
    """What one method costs and when it arrives, for one address and set of lines.

    Attributes:
        promised_on: None when the centre could not be asked: say "not confirmed".
        confirmed: the centre itself gave cost and date.
    """

    method: str
    name: str
    cost: Money
    tax_class: str
    promised_on: date | None
    confirmed: bool


@dataclass(frozen=True)
class Shipment:
    """The parcel of one sale: every line with ``Fulfilment.SHIP`` goes in it."""

    address: Address
    quote: ShippingQuote

"""What a register must know to sell with the centre away."""

from __future__ import annotations

from dataclasses import dataclass

from posapp.domain.fulfilment import Address, ShippingMethod
from posapp.domain.people import Clerk
from posapp.domain.pricing import Rules


@dataclass(frozen=True)
class Location:
    """A store of the chain."""

    id: str
    name: str
    address: Address
    phone: str = ""


@dataclass(frozen=True)
class VerificationKey:
    """A public key that customer QRs are signed with: Ed25519, base64."""

    id: str
    public: str


@dataclass(frozen=True)
class Shop:
    """The store's profile, as the centre last sent it.

    Attributes:
        version: opaque; changes whenever anything in here does.
        timezone: IANA name; the business date follows it.
        labels: price and weight label patterns for ``codes.parse``.
        allotment: pieces of each product on this store's shelf that this register may
            promise to send while the centre is away; the other registers have their own.
        images: may pictures be fetched from the centre.
    """

    version: str
    chain: str
    location: Location
    locations: tuple[Location, ...]
    country: str
    currency: str
    language: str
    timezone: str
    rules: Rules
    people: tuple[Clerk, ...]
    shipping: tuple[ShippingMethod, ...]
    keys: tuple[VerificationKey, ...]
    labels: tuple[str, ...] = ()
    receipt_header: str = ""
    receipt_footer: str = ""
    allotment: int = 0

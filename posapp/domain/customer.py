"""Who is being served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from posapp.domain.conversation import Channel
from posapp.domain.fulfilment import Address
from posapp.domain.money import Money


@dataclass(frozen=True)
class Phone:
    """A phone number.

    Attributes:
        raw: as the person wrote it.
        e164: ``+39347…``, or None when the number cannot be read.
        region: the country assumed while reading, ISO 3166-1.
    """

    raw: str
    e164: str | None = None
    region: str = ""


@dataclass(frozen=True)
class Consent:
    """Whether the customer allows us to write on this channel, and since when."""

    channel: Channel
    granted: bool
    at: datetime


@dataclass(frozen=True)
class Customer:
    """One person, whatever channel they came by.

    Attributes:
        tier: loyalty tier in words of the chain, for example ``Gold``; empty for none.
        groups: customer groups that promotions may ask for; the tier is one of them.
        store_credit: what the chain owes them, spendable at the counter.
    """

    id: str
    name: str
    phones: tuple[Phone, ...] = ()
    email: str = ""
    language: str = ""
    tier: str = ""
    points: int = 0
    groups: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    addresses: tuple[Address, ...] = ()
    store_credit: Money | None = None
    note: str = ""


class Match(Enum):
    """How well a look-up matched."""

    EXACT = "exact"
    NORMALISED = "normalised"
    PARTIAL = "partial"


@dataclass(frozen=True)
class CustomerMatch:
    """One line of a short list: enough to choose by, masked until opened."""

    id: str
    name: str
    masked_phone: str
    masked_email: str
    tier: str
    match: Match


def initials(name: str) -> str:
    """Up to two capitals for an avatar."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def masked(text: str) -> str:
    """A phone number with all but its last three digits hidden: ``••• ••• 214``."""
    digits = [c for c in text if c.isdigit()]
    return "••• ••• " + "".join(digits[-3:]) if digits else ""

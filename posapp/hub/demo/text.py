"""The words of the demo chain in one language, read from ``resources/demo``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

import msgspec

from posapp.assets import asset

LANGUAGES = ("en", "it")


@dataclass(frozen=True)
class StoreText:
    id: str
    name: str
    street: str
    city: str
    postal_code: str
    phone: str
    region: str = ""


@dataclass(frozen=True)
class ClerkText:
    """``limit``: largest manual discount in per cent."""

    id: str
    name: str
    pin: str
    role: str
    limit: int


@dataclass(frozen=True)
class TaxText:
    """Rates in parts per million."""

    name: str
    country: str
    standard: int
    children: int


@dataclass(frozen=True)
class ShippingText:
    """``cost`` and ``free_from`` in cents."""

    id: str
    name: str
    cost: int
    days: int
    free_from: int = 0


@dataclass(frozen=True)
class NamesText:
    first: tuple[str, ...]
    last: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TalkText:
    """A conversation: pairs of who says it and what."""

    about: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChainText:
    """One language's chain.

    Attributes:
        colours: code to name and colour in hex.
        nouns: shape, SKU prefix, noun, category, size run, lowest and highest price in euro.
    """

    chain: str
    country: str
    language: str
    timezone: str
    receipt_header: str
    receipt_footer: str
    colour_name: str
    size_name: str
    one_size: str
    tiers: tuple[str, str, str]
    cart_labels: tuple[str, str]
    stores: tuple[StoreText, ...]
    clerks: tuple[ClerkText, ...]
    tax: tuple[TaxText, ...]
    shipping: tuple[ShippingText, ...]
    colours: dict[str, tuple[str, str]]
    nouns: tuple[tuple[str, str, str, str, str, int, int], ...]
    names: NamesText
    talk: tuple[TalkText, ...]


def chain_text(language: str) -> ChainText:
    """The chain in ``en`` or ``it``."""
    with asset("demo", f"{language}.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), ChainText)

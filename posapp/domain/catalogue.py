"""Products as the chain sells them, and where they are."""

from __future__ import annotations

from dataclasses import dataclass

from posapp.domain.money import Money


@dataclass(frozen=True, slots=True)
class Option:
    """One choice that tells a variant from its sisters: colour blue, size 38."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Product:
    """One sellable thing, a variant, known by its SKU in the shop and its GTIN on the pack.

    Attributes:
        style: what it is a variant of; all variants of a style share it.
        price: for one, in the store's convention (with or without tax, see ``TaxRules``).
        tax_class: looked up in the store's tax rules.
        image: name of the picture at the centre, or empty.
        popularity: higher sells more; search shows the popular first.
        active: false once discontinued: it can still be shown, no longer sold.
        description: plain text of at most 2,000 characters, for reading, never markup.
        on_hand: pieces in this register's own store when the catalogue was read, not live.
    """

    sku: str
    name: str
    price: Money
    gtin: str = ""
    style: str = ""
    options: tuple[Option, ...] = ()
    category: str = ""
    brand: str = ""
    tax_class: str = "standard"
    image: str = ""
    popularity: int = 0
    active: bool = True
    on_hand: int = 0
    description: str = ""

    @property
    def variant(self) -> str:
        """The option values as people say them: ``Blue · 38``."""
        return " · ".join(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class StockLevel:
    """How many of a SKU one location has.

    Attributes:
        location: the store's id.
        label: the store's name, for people.
        reserved: promised to somebody; never more than on hand at the centre.
    """

    sku: str
    location: str
    label: str
    on_hand: int
    reserved: int = 0

    @property
    def available(self) -> int:
        return max(self.on_hand - self.reserved, 0)

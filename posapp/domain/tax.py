"""Tax rules as values: rates by product class and country, and how they are rounded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posapp.domain.money import Money


class Rounding(Enum):
    """Where tax is rounded to whole minor units. Countries differ and audits look."""

    LINE = "line"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """One tax.

    Attributes:
        rate_ppm: parts per million: 22 % is 220_000, 8.875 % is 88_750.
    """

    name: str
    rate_ppm: int


@dataclass(frozen=True)
class TaxClass:
    """The taxes on one class of products in one country; several add up, none compounds."""

    name: str
    country: str
    rates: tuple[TaxRate, ...]


@dataclass(frozen=True)
class TaxRules:
    """All that pricing needs to know about tax.

    Attributes:
        country: where the sale is taxed when nothing is shipped abroad.
        prices_include_tax: shelf prices are gross (Europe) or net (United States).
    """

    country: str
    prices_include_tax: bool
    rounding: Rounding
    classes: tuple[TaxClass, ...]

    def rates(self, tax_class: str, country: str = "") -> tuple[TaxRate, ...]:
        """The taxes of a class; an unknown country falls back to our own, an unknown class
        to ``standard``, so that no line is ever sold untaxed by a typing error."""
        where = country or self.country
        found = {(c.name, c.country): c.rates for c in self.classes}
        for key in ((tax_class, where), (tax_class, self.country)):
            if key in found:
                return found[key]
        return found.get(("standard", where)) or found.get(("standard", self.country), ())


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """One tax on a line or a total: the base it is taken of (net) and the amount."""

    name: str
    rate_ppm: int
    base: Money
    amount: Money

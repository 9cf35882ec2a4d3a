"""Tax rules as values: rates by product class and country, and how they are rounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from posapp.domain.money import MILLION, Money, fraction, rounded, share, total


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
        for place in (country, self.country):
            for name in (tax_class, "standard"):
                for found in self.classes:
                    if (found.name, found.country) == (name, place):
                        return found.rates
        return ()


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """One tax on a line or a total: the base it is taken of (net) and the amount."""

    name: str
    rate_ppm: int
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Taxed:
    """An amount with its tax worked out: ``gross = net + the taxes``.

    Attributes:
        price: the amount in the store's convention that this was worked out from.
    """

    price: Money
    rates: tuple[TaxRate, ...]
    net: Money
    taxes: tuple[TaxAmount, ...]
    gross: Money


def taxed(price: Money, rates: tuple[TaxRate, ...], includes_tax: bool) -> Taxed:
    """Tax one amount by itself, each part rounded half away from zero.

    A price with tax stays what it is: its net is rounded once and the tax is the rest, shared
    over several taxes by their rates.
    """
    if includes_tax:
        net, amounts = _within(price, rates)
    else:
        net, amounts = price, [fraction(price, rate.rate_ppm) for rate in rates]
    taxes = tuple(
        TaxAmount(rate.name, rate.rate_ppm, net, amount)
        for rate, amount in zip(rates, amounts, strict=True)
    )
    gross = price if includes_tax else net + total(amounts, price.currency)
    return Taxed(price, rates, net, taxes, gross)


def _within(price: Money, rates: tuple[TaxRate, ...]) -> tuple[Money, list[Money]]:
    weights = [rate.rate_ppm for rate in rates]
    if not any(weights):
        return price, [Money(0, price.currency)] * len(weights)
    net = Money(rounded(price.minor * MILLION, MILLION + sum(weights)), price.currency)
    rest = price - net
    return net, [rest] if len(weights) == 1 else share(rest, weights)


def table(amounts: Iterable[Taxed], rules: TaxRules) -> tuple[TaxAmount, ...]:
    """All taxes by name and rate, highest rate first, as owed to the state.

    Rounded per line it is the sum of the lines. Rounded per total, amounts that carry the
    same taxes are added up first and taxed once.
    """
    found: dict[tuple[str, int], list[TaxAmount]] = {}
    if rules.rounding is Rounding.TOTAL:
        amounts = _together(amounts, rules)
    for one in amounts:
        for tax in one.taxes:
            found.setdefault((tax.name, tax.rate_ppm), []).append(tax)
    sums = [_added_up(alike) for alike in found.values()]
    return tuple(sorted(sums, key=lambda tax: (-tax.rate_ppm, tax.name)))


def _added_up(alike: list[TaxAmount]) -> TaxAmount:
    """The same tax of several amounts."""
    first = alike[0]
    base = total((tax.base for tax in alike), first.base.currency)
    amount = total((tax.amount for tax in alike), first.amount.currency)
    return TaxAmount(first.name, first.rate_ppm, base, amount)


def _together(amounts: Iterable[Taxed], rules: TaxRules) -> list[Taxed]:
    """One taxed sum for all amounts that carry the same taxes. Net prices are added up by
    each single tax, because a tax added on top does not depend on its neighbours."""
    sums: dict[tuple[TaxRate, ...], Money] = {}
    for one in amounts:
        alike = [one.rates] if rules.prices_include_tax else [(rate,) for rate in one.rates]
        for key in alike:
            old = sums.get(key)
            sums[key] = one.price if old is None else old + one.price
    return [taxed(price, rates, rules.prices_include_tax) for rates, price in sums.items()]

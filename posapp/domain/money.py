"""Money in whole minor units, and the only places where it is divided or rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MILLION = 1_000_000
_NO_MINOR = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_EXPONENTS = dict.fromkeys(_NO_MINOR.split(), 0) | dict.fromkeys(
    ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3
)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of money.

    Attributes:
        minor: whole minor units (cents, pence); negative when we owe the customer.
        currency: ISO 4217 code. Amounts of two currencies are never added.
    """

    minor: int = 0
    currency: str = "EUR"

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add")
        return other.minor


def zero(currency: str) -> Money:
    """Nothing, in this currency."""
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add up amounts of one currency; the total of nothing is zero.

    Raises:
        ValueError: an amount is of another currency.
    """
    minor = 0
    for amount in amounts:  # a cart of 200 lines is added up many times
        if amount.currency != currency:
            raise ValueError(f"{currency} and {amount.currency} do not add")
        minor += amount.minor
    return Money(minor, currency)


def rounded(numerator: int, denominator: int) -> int:
    """Divide and round half away from zero, the commercial rule, without floats.

    Raises:
        ValueError: the denominator is not positive.
    """
    if denominator <= 0:
        raise ValueError(f"cannot divide by {denominator}")
    if numerator < 0:
        return -rounded(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def fraction(amount: Money, rate_ppm: int) -> Money:
    """That many parts per million of an amount, rounded half away from zero."""
    return Money(rounded(amount.minor * rate_ppm, MILLION), amount.currency)


def share(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Split an amount in proportion to weights without losing a minor unit.

    Returns one share per weight, in order; left-over units go to the earliest shares that
    weigh something, so line refunds of a cart discount add up.

    Raises:
        ValueError: a weight is negative, or all are zero.
    """
    if amount.minor < 0:
        return [-part for part in share(-amount, weights)]
    return [Money(units, amount.currency) for units in share_units(amount.minor, weights)]


def share_units(units: int, weights: Sequence[int]) -> list[int]:
    """The same in bare minor units, none of them negative.

    Raises:
        ValueError: the units or a weight are negative, or all weights are zero.
    """
    whole = sum(weights)
    if units < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError(f"cannot split {units} over weights {weights!r}")
    shares = [units * weight // whole for weight in weights]
    left = units - sum(shares)
    for place, weight in enumerate(weights):
        if left and weight:
            shares[place] += 1
            left -= 1
    return shares


def exponent(currency: str) -> int:
    """Digits of the minor unit by ISO 4217: EUR 2, JPY 0, KWD 3."""
    return _EXPONENTS.get(currency, 2)


def plain(amount: Money) -> str:
    """For machines and for texts without a language: ``22.00``, no currency, no groups."""
    digits = exponent(amount.currency)
    sign = "-" if amount.minor < 0 else ""
    text = str(abs(amount.minor)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else sign + text

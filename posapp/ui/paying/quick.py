"""Amounts of cash that people really hand over."""

from __future__ import annotations

from posapp.domain.money import Money, exponent

_STEPS = {
    "EUR": (5, 10, 50, 100),
    "GBP": (5, 10, 20, 50),
    "USD": (5, 20, 50, 100),
    "JPY": (1_000, 5_000, 10_000),
}
_USUAL = (5, 10, 50, 100)
_MOST = 3


def handed_over(due: Money) -> tuple[Money, ...]:
    """What is likely to be given for this amount, smallest first, each more than is due."""
    unit = 10 ** exponent(due.currency)
    steps = (step * unit for step in _STEPS.get(due.currency, _USUAL))
    found = {(due.minor // step + 1) * step for step in steps}
    return tuple(Money(minor, due.currency) for minor in sorted(found)[:_MOST])

"""Money is divided, rounded and written without losing a unit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.money import (
    Money,
    exponent,
    fraction,
    plain,
    rounded,
    share,
    share_units,
    total,
    zero,
)

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any)


@settings(max_examples=200, deadline=None)
@given(st.integers(-(10**7), 10**7), WEIGHTS)
def test_shares_add_up_and_none_is_a_unit_from_its_exact_part(
    minor: int, weights: list[int]
) -> None:
    shares = share(Money(minor), weights)
    assert total(shares, "EUR") == Money(minor)
    for part, weight in zip(shares, weights, strict=True):
        assert abs(part.minor - Fraction(minor * weight, sum(weights))) < 1
        assert weight or not part


def test_left_over_units_go_to_the_earliest_that_weigh_something() -> None:
    assert [m.minor for m in share(Money(5), [0, 1, 1, 1])] == [0, 2, 2, 1]
    assert [m.minor for m in share(Money(-5), [1, 1])] == [-3, -2]


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_nothing_can_be_split_over_no_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share(Money(5), weights)


def test_half_a_unit_is_rounded_away_from_zero() -> None:
    assert [rounded(n, 2) for n in (1, -1, 3, 2)] == [1, -1, 2, 1]
    assert fraction(Money(333, "USD"), 88_750) == Money(30, "USD")
    with pytest.raises(ValueError, match="divide"):
        rounded(1, 0)


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(ValueError, match="do not add"):
        Money(1, "EUR") + Money(1, "USD")


def test_each_currency_has_its_own_minor_unit() -> None:
    assert [exponent(c) for c in ("JPY", "EUR", "KWD")] == [0, 2, 3]


def test_amounts_are_added_taken_off_multiplied_and_ordered() -> None:
    five, two = Money(5, "USD"), Money(2, "USD")
    assert (five + two, five - two, -five) == (
        Money(7, "USD"),
        Money(3, "USD"),
        Money(-5, "USD"),
    )
    assert five * 3 == Money(15, "USD")
    assert two < five and max(two, five) == five
    assert bool(two) and bool(-two) and not Money(0, "USD")
    assert zero("USD") == Money(0, "USD")
    assert Money() == Money(0, "EUR")


def test_amounts_of_one_currency_add_up_and_nothing_is_zero() -> None:
    assert total([Money(5, "USD"), Money(-2, "USD")], "USD") == Money(3, "USD")
    assert total([], "USD") == Money(0, "USD")
    with pytest.raises(ValueError, match="do not add"):
        total([Money(5, "EUR")], "USD")


def test_a_part_per_million_of_a_great_amount_is_exact() -> None:
    assert fraction(Money(10**12, "USD"), 1) == Money(10**6, "USD")
    assert fraction(Money(-(10**12)), 999_999) == Money(-999_999_000_000)


def test_nothing_is_rounded_and_split_into_nothing() -> None:
    assert rounded(0, 3) == 0
    assert rounded(2, 1) == 2
    assert share(Money(0, "USD"), [1, 2]) == [Money(0, "USD")] * 2
    assert share(Money(-7, "USD"), [1, 0, 1]) == [
        Money(-4, "USD"),
        Money(0, "USD"),
        Money(-3, "USD"),
    ]
    assert share(Money(-1), [1]) == [Money(-1)]
    assert share_units(0, [1]) == [0]
    with pytest.raises(ValueError, match="split"):
        share_units(-1, [1, 2])
    with pytest.raises(ValueError, match="divide"):
        rounded(1, -1)
    assert rounded(3, 1) == 3


# ISO 4217, the currencies whose minor unit is not a hundredth.
WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"


@pytest.mark.parametrize(("currencies", "digits"), [(WHOLE, 0), (THOUSANDTHS, 3), ("EUR", 2)])
def test_no_currency_s_minor_unit_is_taken_for_another(currencies: str, digits: int) -> None:
    assert {exponent(currency) for currency in currencies.split()} == {digits}


def test_amounts_are_written_plainly_in_their_own_minor_unit() -> None:
    written = {0: "0.00", 5: "0.05", -1: "-0.01", 123456: "1234.56", -200: "-2.00"}
    assert {minor: plain(Money(minor)) for minor in written} == written
    assert [plain(Money(n, "JPY")) for n in (0, 5, -5)] == ["0", "5", "-5"]
    assert plain(Money(5, "KWD")) == "0.005"

"""Money is divided, rounded, read and written without losing a unit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.errors import BadAmount
from posapp.domain.money import Money, exponent, fraction, parse, plain, rounded, share, total

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


@pytest.mark.parametrize(
    ("text", "signs", "minor"),
    [
        ("12", ",.", 1200),
        ("12,5", ",.", 1250),
        ("1.234,50", ",.", 123450),
        ("1234,50", ",.", 123450),
        (" 0,05 ", ",.", 5),
        ("1,234.50", ".,", 123450),
        ("1\u202f234,50", ",\u202f", 123450),
        ("1 234,50", ",\u00a0", 123450),
        ("1'234.50", ".'", 123450),
        ("1234.50", ".", 123450),
    ],
)
def test_an_amount_is_read_as_people_of_the_country_write_it(
    text: str, signs: str, minor: int
) -> None:
    assert parse(text, signs[:1], signs[1:], "EUR") == Money(minor)


UNCLEAR = ["", "1.5", "1,234", "12,", ",5", "1.23.456", "1 2", "1,5,0", "1.234.56", "1..234"]
NO_NUMBERS = ["-1", "+1", "1e3", "\u00b2", "\uff11\uff12", "€ 5", "9" * 13, "nan", "1_000"]


@pytest.mark.parametrize("text", UNCLEAR + NO_NUMBERS)
def test_what_is_not_clearly_an_amount_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        parse(text, ",", ".", "EUR")


def test_each_currency_has_its_own_minor_unit() -> None:
    assert [exponent(c) for c in ("JPY", "EUR", "KWD")] == [0, 2, 3]
    assert parse("1.234", ",", ".", "JPY") == Money(1234, "JPY")
    assert parse("1,234", ",", ".", "KWD") == Money(1234, "KWD")
    with pytest.raises(BadAmount):
        parse("5,0", ",", ".", "JPY")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**11), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_what_is_written_plainly_is_read_back(minor: int, currency: str) -> None:
    assert parse(plain(Money(minor, currency)), ".", "", currency) == Money(minor, currency)
    assert plain(Money(-5, "EUR")) == "-0.05"

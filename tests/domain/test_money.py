"""Money is divided, rounded, read and written without losing a unit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.errors import BadAmount
from posapp.domain.money import (
    Money,
    exponent,
    fraction,
    parse,
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


def test_twelve_digits_are_read_and_thirteen_are_not() -> None:
    assert parse("9.999.999.999,99", ",", ".", "EUR") == Money(999_999_999_999)
    assert parse("999.999.999.999", ",", ".", "JPY") == Money(999_999_999_999, "JPY")
    for text in ("10.000.000.000,00", "10000000000", "0000000000000"):
        with pytest.raises(BadAmount):
            parse(text, ",", ".", "EUR")


def test_an_amount_has_no_more_digits_behind_the_sign_than_were_asked_for() -> None:
    assert parse("1,2345", ",", ".", "EUR", digits=4) == Money(12345)
    assert parse("12", ",", ".", "EUR", digits=0) == Money(12)
    for text, digits in (("1,2345", 3), ("1,2", 0)):
        with pytest.raises(BadAmount):
            parse(text, ",", ".", "EUR", digits=digits)


@pytest.mark.parametrize(
    ("text", "signs"), [("1x50", ".,"), ("1x234", ",."), ("1x234,5", ",.")]
)
def test_no_other_sign_stands_for_the_decimal_sign_or_between_groups(
    text: str, signs: str
) -> None:
    with pytest.raises(BadAmount):
        parse(text, signs[0], signs[1], "EUR")


def test_of_a_text_that_is_no_amount_only_the_beginning_is_told() -> None:
    for text in ("x" * 24, "x" * 1000, "9" * 24, "9" * 1000):
        with pytest.raises(BadAmount) as caught:
            parse(text, ",", ".", "EUR")
        assert caught.value.args == (text[:24],)


def test_amounts_are_written_plainly_in_their_own_minor_unit() -> None:
    written = {0: "0.00", 5: "0.05", -1: "-0.01", 123456: "1234.56", -200: "-2.00"}
    assert {minor: plain(Money(minor)) for minor in written} == written
    assert [plain(Money(n, "JPY")) for n in (0, 5, -5)] == ["0", "5", "-5"]
    assert plain(Money(5, "KWD")) == "0.005"

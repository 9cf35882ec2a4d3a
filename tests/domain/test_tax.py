"""Which tax a thing carries, how much that is, and what the state is owed in all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.domain.money import Money
from posapp.domain.tax import (
    Rounding,
    TaxAmount,
    TaxClass,
    Taxed,
    TaxRate,
    TaxRules,
    table,
    taxed,
)
from tests.domain.shop_samples import AMERICA, EUROPE

IVA, REDUCED = TaxRate("IVA", 220_000), TaxRate("IVA", 40_000)
MWST = TaxRate("MwSt", 190_000)
STATE, CITY = TaxRate("State", 40_000), TaxRate("City", 48_750)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def sums(taxes: tuple[TaxAmount, ...]) -> list[tuple[str, int, int, int]]:
    return [(tax.name, tax.rate_ppm, tax.base.minor, tax.amount.minor) for tax in taxes]


@pytest.mark.parametrize(
    ("tax_class", "country", "rates"),
    [
        ("standard", "", (IVA,)),
        ("food", "", (REDUCED,)),
        ("food", "IT", (REDUCED,)),
        ("free", "", ()),
        ("standard", "DE", (MWST,)),
        ("no such class", "", (IVA,)),
        ("free", "DE", (MWST,)),  # the country it goes to counts more than the class
        ("food", "CH", (REDUCED,)),
        ("no such class", "CH", (IVA,)),
    ],
)
def test_a_thing_carries_the_taxes_of_its_class_where_it_goes(
    tax_class: str, country: str, rates: tuple[TaxRate, ...]
) -> None:
    assert EUROPE.rates(tax_class, country) == rates


def test_a_shop_without_rules_knows_no_tax() -> None:
    assert TaxRules("IT", True, Rounding.LINE, ()).rates("standard") == ()
    only_food = TaxRules("IT", True, Rounding.LINE, (TaxClass("food", "IT", (REDUCED,)),))
    assert only_food.rates("standard") == ()


def test_the_words_of_the_rules_are_the_centre_s() -> None:
    assert [rounding.value for rounding in Rounding] == ["line", "total"]


def test_a_price_with_tax_stays_and_the_tax_is_what_is_not_net() -> None:
    got = taxed(usd(8900), (IVA,), includes_tax=True)
    tax = TaxAmount("IVA", 220_000, usd(7295), usd(1605))
    assert got == Taxed(usd(8900), (IVA,), usd(7295), (tax,), usd(8900))


def test_several_taxes_within_a_price_share_the_rest_by_their_rates() -> None:
    got = taxed(usd(10_000), (STATE, CITY), includes_tax=True)
    assert got.net == usd(9185)  # 10,000 / 1.08875 is 9,184.84…
    assert sums(got.taxes) == [("State", 40_000, 9185, 368), ("City", 48_750, 9185, 447)]


def test_taxes_on_top_of_a_price_are_each_rounded_by_themselves() -> None:
    got = taxed(usd(1010), (STATE, CITY), includes_tax=False)
    assert sums(got.taxes) == [("State", 40_000, 1010, 40), ("City", 48_750, 1010, 49)]
    assert (got.net, got.gross) == (usd(1010), usd(1099))


@pytest.mark.parametrize("includes_tax", [True, False])
def test_what_is_untaxed_is_net_and_what_is_taxed_with_nothing_says_so(
    includes_tax: bool,
) -> None:
    untaxed = taxed(usd(500), (), includes_tax)
    assert untaxed == Taxed(usd(500), (), usd(500), (), usd(500))
    rates = (TaxRate("Export", 0), TaxRate("Gift", 0))
    nothing = taxed(usd(500), rates, includes_tax)
    assert sums(nothing.taxes) == [("Export", 0, 500, 0), ("Gift", 0, 500, 0)]
    assert (nothing.net, nothing.gross) == (usd(500), usd(500))
    assert {tax.amount.currency for tax in nothing.taxes} == {"USD"}


def test_rounded_by_line_the_state_is_owed_the_sum_of_the_lines_highest_rate_first() -> None:
    lines = [
        taxed(usd(1010), (STATE, CITY), False),
        taxed(usd(1010), (STATE,), False),
        taxed(usd(10), (TaxRate("Abroad", 40_000),), False),
    ]
    assert sums(table(iter(lines), AMERICA)) == [
        ("City", 48_750, 1010, 49),
        ("Abroad", 40_000, 10, 0),
        ("State", 40_000, 2020, 80),
    ]
    assert table([], AMERICA) == ()


def test_rounded_by_total_each_tax_on_top_is_worked_out_once_of_all_that_carries_it() -> None:
    by_total = replace(AMERICA, rounding=Rounding.TOTAL)
    lines = [taxed(usd(1010), (STATE, CITY), False), taxed(usd(1003), (STATE,), False)]
    assert sums(table(lines, by_total)) == [
        ("City", 48_750, 1010, 49),
        ("State", 40_000, 2013, 81),
    ]


def test_rounded_by_total_prices_with_tax_are_added_up_by_all_the_taxes_within_them() -> None:
    by_total = replace(EUROPE, rounding=Rounding.TOTAL)
    lines = [taxed(usd(10), (IVA,), True)] * 10 + [taxed(usd(1000), (REDUCED,), True)]
    assert sums(table(lines, by_total)) == [
        ("IVA", 220_000, 82, 18),
        ("IVA", 40_000, 962, 38),
    ]
    both = [taxed(usd(10), (STATE, CITY), True)] * 10
    assert sums(table(both, by_total)) == [
        ("City", 48_750, 92, 4),
        ("State", 40_000, 92, 4),
    ]

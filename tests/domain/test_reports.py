"""The manager's day equals the journal to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.cart import Cart
from posapp.domain.money import Money, total
from posapp.domain.pricing import Rules
from posapp.domain.reports import Group, day
from posapp.domain.sale import Sale
from tests.domain.shop_samples import eur, line, product, pulled, shipped_to, to_ship
from tests.domain.strategies import any_rules, carts
from tests.domain.test_sale import sold

TODAY = date(2026, 11, 20)
BELT = product("BELT", 2500)
SOCKS = product("SOCKS", 600)


def at(sale: Sale, hour: int, sale_id: str, clerk: str = "Mira") -> Sale:
    moment = datetime(2026, 11, 20, hour, 30, tzinfo=UTC)
    return replace(sale, id=sale_id, sold_at=moment, clerk_name=clerk)


def test_the_day_adds_up_by_clerk_hour_tender_and_fulfilment() -> None:
    shipped = Cart(
        (pulled(BELT, 1, 2200), to_ship(line(SOCKS))), shipment=shipped_to("IT", 400)
    )
    sales = [
        at(sold(Cart((line(BELT, 2),)), over=1000), 9, "a"),
        at(sold(shipped), 8, "b", "Ugo"),
    ]
    got = day(sales, TODAY, {"a"}, "Europe/Rome")
    assert got.grand == eur(5000 + 3200)
    assert [(row.id, row.sent, row.from_web.minor) for row in got.sales] == [
        ("b", False, 2200),
        ("a", True, 0),
    ]
    assert got.rescued == eur(2200)
    assert got.by_clerk == (Group("Mira", 1, eur(5000)), Group("Ugo", 1, eur(3200)))
    assert [group.key for group in got.by_hour] == ["09", "10"]
    assert got.by_tender == (Group("card", 2, eur(4100)), Group("cash", 2, eur(4100)))
    assert got.by_fulfilment == (Group("ship", 1, eur(1000)), Group("take", 3, eur(7200)))


def test_sales_of_another_business_date_are_passed_over() -> None:
    sale = replace(sold(Cart((line(BELT),))), business_date=date(2026, 11, 19))
    got = day([sale], TODAY, (), "Europe/Rome", "USD")
    assert (got.sales, got.grand.minor, got.grand.currency) == ((), 0, "USD")


def test_the_hour_is_the_shops_own() -> None:
    sale = at(sold(Cart((line(BELT),))), 23, "a")
    assert day([sale], TODAY, (), "America/New_York").by_hour[0].key == "18"


@pytest.mark.parametrize("name", ["Mars/Olympus_Mons", "", "../etc/passwd", "a" * 300])
def test_a_zone_that_this_computer_does_not_know_counts_as_utc(name: str) -> None:
    sale = at(sold(Cart((line(BELT),))), 23, "a")
    assert day([sale], TODAY, (), name).by_hour[0].key == "23"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(carts(3), any_rules(), st.integers(0, 500)), max_size=4))
def test_every_grouping_adds_up_to_what_customers_owed(
    sold_today: list[tuple[Cart, Rules, int]],
) -> None:
    sales = [sold(cart, over, given_rules) for cart, given_rules, over in sold_today]
    got = day(sales, TODAY, (), "Europe/Rome")
    assert got.grand == total((sale.totals.grand for sale in sales), "EUR")
    groupings = (got.by_clerk, got.by_hour, got.by_tender, got.by_fulfilment)
    assert [_sum(groups) for groups in groupings] == [got.grand] * 4


def _sum(groups: tuple[Group, ...]) -> Money:
    return total((group.amount for group in groups), "EUR")

"""What it costs to ship, and when it arrives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from posapp.contract.messages import QuoteRequest, Quotes
from posapp.domain.fulfilment import ShippingMethod
from posapp.domain.money import Money
from posapp.hub import shipping
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import HOME, Shopping, make_shopping
from tests.hub.store import Store


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def test_quote_says_cost_and_day_and_that_the_centre_stands_by_it(shop: Shopping) -> None:
    asked = QuoteRequest(HOME, ("a",), 1, Money(5000))
    [quote] = read(shop.register.post("/v1/shipping/quotes", asked), Quotes).quotes
    assert (quote.method, quote.cost, quote.confirmed) == ("courier", Money(490), True)
    assert quote.promised_on is not None


def test_country_that_no_method_serves_has_no_quote(shop: Shopping) -> None:
    asked = QuoteRequest(replace(HOME, country="US"), ("a",), 1, Money(5000))
    assert read(shop.register.post("/v1/shipping/quotes", asked), Quotes).quotes == ()


@pytest.mark.parametrize("country", ["", "it", "ITA", "1"])
def test_country_that_is_none_is_refused(shop: Shopping, country: str) -> None:
    asked = QuoteRequest(replace(HOME, country=country), ("a",), 1, Money(5000))
    assert problem(shop.register.post("/v1/shipping/quotes", asked)).code == "invalid"


def test_shipping_is_free_from_a_value_on() -> None:
    method = ShippingMethod("c", "Courier", Money(490), free_from=Money(5000))
    assert shipping.cost(method, Money(4999)) == Money(490)
    assert shipping.cost(method, Money(5000)) == Money(0)


def test_nobody_delivers_on_a_sunday() -> None:
    friday = date(2026, 11, 20)
    assert shipping.arrival(friday, 1) == date(2026, 11, 21)
    assert shipping.arrival(friday, 2) == date(2026, 11, 23)


def test_today_is_the_stores_own_day(shop: Shopping) -> None:
    """Half past eleven in the evening in London is tomorrow in Rome."""
    late = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    hub = replace(shop.hub, clock=lambda: late)
    [quote] = hub.read(lambda db: shipping.quotes(db, hub, shop.store.id, "IT", Money(1)))
    assert quote.promised_on == date(2026, 11, 20)

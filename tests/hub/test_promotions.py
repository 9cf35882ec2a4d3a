"""What the chain charges today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.domain.money import Money
from posapp.domain.promotions import Promotion, PromotionKind
from posapp.domain.tax import Rounding
from posapp.hub import promotions
from tests.hub.client import Client
from tests.hub.conftest import Centre
from tests.hub.shopping import TAX, Shopping, make_shopping
from tests.hub.store import Store, new_id


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def test_rules_are_what_was_put_and_replaced(shop: Shopping) -> None:
    offer = Promotion(
        new_id(), "Two for one", PromotionKind.BUY_X_GET_Y, buy=1, get=1, percent_ppm=10**6,
        skus=("none",), starts=shop.hub.clock(), minimum=Money(100),
    )  # fmt: skip
    shop.hub.write(lambda db: promotions.put_promotions(db, [offer]))
    assert offer in shop.hub.read(lambda db: promotions.rules(db, shop.store.id)).promotions
    changed = replace(offer, name="Once")
    shop.hub.write(lambda db: promotions.put_promotions(db, [changed]))
    rules = shop.hub.read(lambda db: promotions.rules(db, shop.store.id))
    assert changed in rules.promotions and offer not in rules.promotions
    assert (rules.currency, rules.tax) == ("EUR", TAX)


def test_store_without_tax_rules_has_no_prices_rather_than_untaxed_ones(
    shop: Shopping,
) -> None:
    with pytest.raises(LookupError):
        shop.hub.read(lambda db: promotions.rules(db, "none"))


def test_each_country_has_its_own_tax_rules(shop: Shopping) -> None:
    german = replace(TAX, country="DE", rounding=Rounding.TOTAL)
    shop.hub.write(lambda db: promotions.put_tax_rules(db, german))
    assert shop.hub.read(lambda db: promotions.rules(db, shop.store.id)).tax == TAX

"""What did not fit is kept where people find it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from posapp.domain.cart import Cart
from posapp.domain.money import Money
from posapp.domain.sale import SoldCart
from posapp.hub import attention
from tests.hub.client import Client
from tests.hub.conftest import Centre
from tests.hub.selling import record
from tests.hub.shopping import Shopping, bag, make_shopping
from tests.hub.store import Store, make_store


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def test_goods_sold_without_the_centre_knowing_of_them_are_listed_by_receipt(
    shop: Shopping, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    boots = shop.product(here=1)
    sale = shop.sale(Cart(lines=(bag(boots, 3),)))
    record(shop, sale)
    assert attention.main(["--database", database_url, "--store", shop.store.id]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["receipt"], told["kind"], told["of"]) == (sale.receipt, "shortage", boots.sku)
    assert told["detail"] == f"2 short at {shop.store.id}"


def test_a_store_without_oddities_has_an_empty_list(shop: Shopping) -> None:
    record(shop, shop.sale(Cart(lines=(bag(shop.product(here=1)),))))
    found = shop.hub.read(lambda db: attention.oddities(db, shop.store.id))
    assert found == ()


def test_another_stores_oddities_are_listed_where_they_are_and_the_newest_is_first(
    shop: Shopping, centre: Centre
) -> None:
    elsewhere = make_store(centre.hub)
    there = make_shopping(centre, elsewhere, elsewhere.register(centre.hub, centre.url))
    sales = [shop.sale(Cart(lines=(bag(shop.product(here=0)),))) for _ in range(2)]
    for sale in sales:
        record(shop, sale)
    record(there, there.sale(Cart(lines=(bag(there.product(here=0)),))))
    mine = shop.hub.read(lambda db: attention.oddities(db, shop.store.id))
    assert [found.receipt for found in mine] == [sale.receipt for sale in reversed(sales)]
    stores = {found.store for found in shop.hub.read(attention.oddities)}
    assert stores >= {shop.store.id, elsewhere.id}


def test_a_conflict_is_listed_with_what_it_is_about(shop: Shopping) -> None:
    sale = shop.sale(Cart(lines=(bag(shop.product(here=1)),)))
    record(shop, replace(sale, carts=(SoldCart("no-such-cart", 1, Money(0)),)))
    (found,) = shop.hub.read(lambda db: attention.oddities(db, shop.store.id))
    assert (found.kind, found.of) == ("cart_unknown", "no-such-cart")

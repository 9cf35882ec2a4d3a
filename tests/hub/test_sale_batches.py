"""Sales that come together are recorded as if each had come alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from posapp.contract import paths, wire
from posapp.contract.messages import SaleBatch, SaleVerdicts
from posapp.domain.cart import Cart
from posapp.domain.sale import Sale
from posapp.hub import stock
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.selling import post
from tests.hub.shopping import Shopping, bag, make_shopping
from tests.hub.store import Store


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


@pytest.fixture
def made(shop: Shopping) -> list[Sale]:
    boots = shop.product(here=20)
    return [shop.sale(Cart(lines=(bag(boots),))) for _ in range(4)]


def together(shop: Shopping, *sales: Sale) -> requests.Response:
    return shop.register.post(paths.SALE_BATCHES, SaleBatch(sales), "")


def problems(response: requests.Response) -> list[str]:
    return [verdict.problem for verdict in read(response, SaleVerdicts).verdicts]


def known(shop: Shopping) -> list[str]:
    answer: list[str] = shop.register.get("/v1/sales").json()["sales"]
    return answer


def test_s1_s2_each_is_recorded_once_in_order_however_often_it_comes(
    shop: Shopping, made: list[Sale]
) -> None:
    for _ in range(3):
        assert problems(together(shop, *made)) == [""] * 4
    assert known(shop) == [sale.id for sale in made]
    now = shop.hub.clock()
    levels = shop.hub.read(lambda db: stock.levels(db, [made[0].lines[0].sku], now))
    assert [level.on_hand for level in levels] == [16]


def test_s1_one_by_one_and_together_are_the_same(shop: Shopping, made: list[Sale]) -> None:
    alone = post(shop, made[0])
    assert problems(together(shop, *made)) == [""] * 4
    assert post(shop, made[0]).content == alone.content
    assert post(shop, made[3]).status_code == 200
    assert known(shop) == [sale.id for sale in made]


def test_s3_a_refused_one_leaves_no_trace_and_holds_nobody_up(
    shop: Shopping, made: list[Sale]
) -> None:
    other = replace(made[0], note="another body under the same id")
    wrong = replace(made[1], register="another register")
    assert problems(together(shop, made[0])) == [""]
    assert problems(together(shop, other, wrong, made[2])) == ["key_reused", "invalid", ""]
    assert known(shop) == [made[0].id, made[2].id]
    assert problems(together(shop, made[1])) == [""], "a refusal leaves the key free"


def test_what_is_no_sale_is_refused_alone(shop: Shopping, made: list[Sale]) -> None:
    body = b'{"sales":[{"id": 7},' + wire.encode(made[0]) + b"]}"
    headers = {"Content-Type": "application/json"}
    answer = shop.register.send("POST", paths.SALE_BATCHES, body, headers)
    assert problems(answer) == ["invalid", ""]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"sales":[]}', b'{"sales":[1],"x":[1]}'])
def test_what_is_no_batch_is_refused(shop: Shopping, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = shop.register.send("POST", paths.SALE_BATCHES, body, headers)
    assert problem(answer).code == "invalid"


def test_too_many_or_one_twice_are_refused_whole(shop: Shopping, made: list[Sale]) -> None:
    assert problem(together(shop, made[0], made[0])).code == "invalid"
    assert problem(together(shop, *made * 13)).code == "invalid"
    assert known(shop) == []

"""What did not fit is kept where people find it, until a person says what became of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from posapp.contract import paths
from posapp.contract.messages import (
    Enrolled,
    EpochRequest,
    EventKind,
    Events,
    NewEpoch,
    Oddities,
    Oddity,
    Outcome,
    Settlement,
    Settling,
)
from posapp.domain.cart import Cart
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.sale import SoldCart
from posapp.hub import attention, checkouts, oddities
from posapp.options import FAILED, FINE
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.selling import ready, record
from tests.hub.shopping import Shopping, bag, make_shopping, shipped
from tests.hub.store import Store, make_store, new_id


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
    found = shop.hub.read(lambda db: oddities.listed(db, shop.store.id))
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
    mine = shop.hub.read(lambda db: oddities.listed(db, shop.store.id))
    assert [found.receipt for found in mine] == [sale.receipt for sale in reversed(sales)]
    stores = {found.store for found in shop.hub.read(oddities.listed)}
    assert stores >= {shop.store.id, elsewhere.id}


def test_a_conflict_is_listed_with_what_it_is_about(shop: Shopping) -> None:
    sale = shop.sale(Cart(lines=(bag(shop.product(here=1)),)))
    record(shop, replace(sale, carts=(SoldCart("no-such-cart", 1, Money(0)),)))
    (found,) = shop.hub.read(lambda db: oddities.listed(db, shop.store.id))
    assert (found.kind, found.of) == ("cart_unknown", "no-such-cart")


def test_goods_short_are_told_apart_by_what_can_be_done_about_them(shop: Shopping) -> None:
    """Taken along, to be sent from nowhere, and set aside for too short a time."""
    taken, sent, late = shop.product(), shop.product(), shop.product(here=1)
    record(shop, shop.sale(shipped(Cart(lines=(bag(taken), bag(sent, 1, Fulfilment.SHIP))))))
    cart = Cart(lines=(bag(late),))
    checkout = ready(shop, cart)
    later = shop.at(checkouts.HOLDS + timedelta(minutes=1))
    asker = checkouts.Asker(shop.register.id, "3", shop.store.id)
    later.write(lambda db: checkouts.prepare(db, later, shop.checkout(cart), asker))
    record(shop, shop.sale(cart, checkout=checkout))
    kinds = {odd.of: odd.kind for odd in listed(shop)}
    assert kinds == {
        taken.sku: "shortage",
        sent.sku: "send_short",
        late.sku: "reservation_over",
    }


def test_t2_an_exception_is_settled_once_and_the_first_word_stands(shop: Shopping) -> None:
    record(shop, shop.sale(Cart(lines=(bag(shop.product(), 2),))))
    (odd,) = listed(shop)
    first = say(shop, odd, Outcome.FOUND, "behind the counter")
    told = read(settle(shop, first), Settlement)
    assert (told.outcome, told.by, told.note) == (Outcome.FOUND, "Mira", "")
    assert read(settle(shop, first), Settlement) == told, "the same word again is the same"
    assert read(settle(shop, say(shop, odd, Outcome.REFUNDED)), Settlement) == told
    answer = read(shop.register.get(paths.ATTENTION), Oddities)
    assert answer.oddities == ()
    (kept,) = answer.settled
    assert kept.settled is not None
    assert (kept.id, kept.settled.note) == (odd.id, "behind the counter")


def test_each_kind_of_exception_can_be_settled(shop: Shopping) -> None:
    sale = shop.sale(Cart(lines=(bag(shop.product()), bag(shop.product()))))
    record(shop, replace(sale, carts=(SoldCart("no such/cart:~", 1, Money(0)),)))
    wish = EpochRequest(new_id(), 1, NewEpoch.COPIED, 0, "0" * 64)
    read(shop.register.post(paths.EPOCHS, wish), Enrolled)
    odd = listed(shop)
    assert sorted(each.kind for each in odd) == [
        *("cart_unknown", "register_copied", "shortage", "shortage")
    ]
    for left, each in enumerate(odd, start=1):
        read(settle(shop, say(shop, each)), Settlement)
        assert len(listed(shop)) == len(odd) - left, "one at a time"


@pytest.mark.parametrize("wrong", ["unknown", "of another store", "clerk", "no words", "long"])
def test_what_cannot_be_settled_so_stays(shop: Shopping, centre: Centre, wrong: str) -> None:
    record(shop, shop.sale(Cart(lines=(bag(shop.product()),))))
    (odd,) = listed(shop)
    said, asker = say(shop, odd), shop
    match wrong:
        case "unknown":
            said = replace(said, oddity="shortage:x")
        case "of another store":
            other = make_store(centre.hub)
            asker = make_shopping(centre, other, other.register(centre.hub, centre.url))
            said = replace(said, clerk=other.clerk)
        case "clerk":
            said = replace(said, clerk="nobody")
        case "no words":
            said = replace(said, outcome=Outcome.OTHER, note=" ")
        case _:
            said = replace(said, note="x" * 201)
    code = problem(settle(asker, said)).code
    assert code == ("not_found" if wrong in {"unknown", "of another store"} else "invalid")
    assert listed(shop) == (odd,)


def test_the_centre_settles_by_a_command_and_keeps_the_history(
    shop: Shopping, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record(shop, shop.sale(Cart(lines=(bag(shop.product()),))))
    (odd,) = listed(shop)
    words = ["--database", database_url, "--store", shop.store.id]
    settled = [*words, "--settle", odd.id, "--by", "Head office"]
    assert attention.main(settled) == FAILED, "in which words?"
    assert attention.main([*settled, "--note", "counted anew"]) == FINE
    assert attention.main([*settled, "--note", "later", "--outcome", "refunded"]) == FINE
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["note"] for each in said] == ["counted anew"] * 2, "the first word stands"
    assert attention.main([*words, "--settled"]) == FINE
    (kept,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (kept["id"], kept["settled"]["by"]) == (odd.id, "Head office")
    assert attention.main(words) == FINE
    assert capsys.readouterr().out == ""
    assert attention.main([*words, "--settle", "x", "--note", "y"]) == FAILED


def test_the_store_hears_of_an_exception_and_of_its_end(shop: Shopping) -> None:
    cursor, heard = "", []

    def hear() -> None:
        nonlocal cursor
        told = read(shop.register.get(f"{paths.EVENTS}?wait=0&cursor={cursor}"), Events)
        cursor = told.cursor
        heard.append(EventKind.ATTENTION in {event.kind for event in told.events})

    hear()
    record(shop, shop.sale(Cart(lines=(bag(shop.product()),))))
    hear()
    hear()
    read(settle(shop, say(shop, listed(shop)[0])), Settlement)
    hear()
    assert heard == [False, True, False, True]


def listed(shop: Shopping) -> tuple[Oddity, ...]:
    return shop.hub.read(lambda db: oddities.listed(db, shop.store.id))


def say(
    shop: Shopping, odd: Oddity, outcome: Outcome = Outcome.TOLD, note: str = ""
) -> Settling:
    return Settling(new_id(), odd.id, outcome, note, shop.store.clerk)


def settle(shop: Shopping, said: Settling) -> requests.Response:
    return shop.register.post(paths.SETTLEMENTS, said)

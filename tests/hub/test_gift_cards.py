"""Gift cards and store credit: never spent twice, never below nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from operator import methodcaller
from threading import Thread

import pytest
import requests
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from posapp.contract.messages import Accepted, Balance, Held, Hold, How, Release, SaleRecorded
from posapp.domain.cart import Cart
from posapp.domain.money import Money
from posapp.domain.payment import Tender, TenderKind
from posapp.domain.sale import Sale
from posapp.hub import customers, gift_cards, looks
from posapp.hub.auth import Caller
from posapp.hub.tables import customers as customer_tables
from posapp.hub.tables import gift_cards as tables
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.selling import conflicts_of
from tests.hub.shopping import Shopping, bag, make_shopping
from tests.hub.store import Store, new_id


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def card(shop: Shopping, minor: int, expires_on: date | None = None) -> str:
    number = f"G{new_id()}"
    made = gift_cards.GiftCard(number, Money(minor), expires_on)
    shop.hub.write(lambda db: gift_cards.put_cards(db, [made]))
    return number


def left(shop: Shopping, number: str) -> Money:
    return read(shop.register.get(f"/v1/gift-cards/{number}"), Balance).balance


def hold(shop: Shopping, asked: Hold) -> requests.Response:
    return shop.register.post("/v1/holds", asked)


def give_back(shop: Shopping, hold_id: str) -> requests.Response:
    return shop.register.post(f"/v1/holds/{hold_id}/release", Release(new_id()))


def sold_for(shop: Shopping, tender: Tender, customer: str = "") -> Sale:
    boots = shop.product(5000, here=1)
    sale = shop.sale(Cart(lines=(bag(boots),)), customer, tenders=(tender,))
    read(shop.register.post("/v1/sales", sale), SaleRecorded)
    return sale


def credit(shop: Shopping, customer: str) -> Money | None:
    return shop.hub.read(lambda db: customers.read(db, customer)).store_credit


def served(shop: Shopping, credit: int) -> str:
    """A customer with store credit who is at the counter."""
    customer = shop.customer(credit)
    who = looks.Looker(
        Caller(shop.register.id, shop.store.id, "3", 1), shop.store.clerk, How.QR
    )
    shop.hub.write(lambda db: looks.record(db, shop.hub, who, looks.VISIT, [customer]))
    return customer


def test_balance_is_told_under_a_masked_number(shop: Shopping) -> None:
    number = card(shop, 3000, date(2099, 1, 1))
    told = read(shop.register.get(f"/v1/gift-cards/{number}"), Balance)
    assert told == Balance(f"•••• {number[-4:]}", Money(3000), date(2099, 1, 1))
    assert problem(shop.register.get("/v1/gift-cards/none")).code == "not_found"
    kept = shop.hub.read(lambda db: db.execute(select(tables.gift_cards)).all())
    assert number not in str(kept), "who reads the table cannot spend"


def test_hold_takes_the_amount_or_what_is_left_once(shop: Shopping) -> None:
    number = card(shop, 3000)
    asked = Hold(new_id(), Money(2000), number)
    for _ in range(3):
        held = read(hold(shop, asked), Held)
        assert held == Held(asked.id, Money(2000), Money(1000), f"•••• {number[-4:]}")
    assert left(shop, number) == Money(1000)
    rest = read(hold(shop, Hold(new_id(), Money(2000), number)), Held)
    assert (rest.amount, rest.left) == (Money(1000), Money(0))
    assert problem(hold(shop, Hold(new_id(), Money(1), number))).code == "card_empty"


def test_hold_given_back_returns_the_amount_once(shop: Shopping) -> None:
    number = card(shop, 3000)
    asked = Hold(new_id(), Money(2000), number)
    read(hold(shop, asked), Held)
    other = replace(shop, register=shop.store.register(shop.hub, shop.centre.url))
    assert problem(give_back(other, asked.id)).code == "not_found"
    for _ in range(3):
        read(give_back(shop, asked.id), Accepted)
    assert left(shop, number) == Money(3000)


def test_hold_that_comes_after_it_was_given_up_is_refused(shop: Shopping) -> None:
    number = card(shop, 3000)
    asked = Hold(new_id(), Money(2000), number)
    read(give_back(shop, asked.id), Accepted)
    assert problem(hold(shop, asked)).code == "key_reused"
    assert left(shop, number) == Money(3000)


def test_sale_uses_the_hold_up_and_gives_the_rest_of_it_back(shop: Shopping) -> None:
    number = card(shop, 3000)
    asked = Hold(new_id(), Money(2000), number)
    read(hold(shop, asked), Held)
    sale = sold_for(shop, Tender(asked.id, TenderKind.GIFT_CARD, Money(1500)))
    assert conflicts_of(shop, sale.id) == []
    assert left(shop, number) == Money(1500)
    assert problem(give_back(shop, asked.id)).code == "already_paid"
    assert left(shop, number) == Money(1500)


@pytest.mark.parametrize("why", ["never asked", "given back", "too small"])
def test_sale_without_its_hold_stands_and_says_so(shop: Shopping, why: str) -> None:
    number = card(shop, 3000)
    asked = Hold(new_id(), Money(1000), number)
    if why != "never asked":
        read(hold(shop, asked), Held)
    if why == "given back":
        read(give_back(shop, asked.id), Accepted)
    amount = Money(1001 if why == "too small" else 1000)
    sale = sold_for(shop, Tender(asked.id, TenderKind.GIFT_CARD, amount))
    found = conflicts_of(shop, sale.id)
    assert found == [("hold_missing", asked.id)]


def test_store_credit_is_held_and_used_like_a_card(shop: Shopping) -> None:
    customer = served(shop, 3000)
    asked = Hold(new_id(), Money(2000), customer=customer)
    held = read(hold(shop, asked), Held)
    assert (held.amount, held.left) == (Money(2000), Money(1000))
    assert credit(shop, customer) == Money(1000)
    sold_for(shop, Tender(asked.id, TenderKind.STORE_CREDIT, Money(2000)), customer)
    assert credit(shop, customer) == Money(1000)
    stranger = Hold(new_id(), Money(1), customer=shop.customer(100))
    assert problem(hold(shop, stranger)).code == "not_found", "not served here"


def test_card_whose_day_is_over_is_refused_on_the_stores_own_calendar(
    shop: Shopping,
) -> None:
    today = shop.hub.clock().date()
    over = card(shop, 100, today - timedelta(days=2))
    assert problem(hold(shop, Hold(new_id(), Money(1), over))).code == "card_expired"
    good = card(shop, 100, today + timedelta(days=1))
    read(hold(shop, Hold(new_id(), Money(1), good)), Held)


@pytest.mark.parametrize(
    "bad",
    [
        Hold("x", Money(0), "n"),
        Hold("x", Money(-5), "n"),
        Hold("x", Money(5)),
        Hold("x", Money(5), "n", "c"),
    ],
)
def test_hold_that_makes_no_sense_is_refused(shop: Shopping, bad: Hold) -> None:
    asked = replace(bad, id=new_id())
    if bad.customer:
        asked = replace(asked, customer=served(shop, 1))
    assert problem(hold(shop, asked)).code == "invalid"


def test_eight_registers_spend_one_card_no_further_than_nothing(shop: Shopping) -> None:
    number = card(shop, 1000)
    customer = served(shop, 1000)
    got: list[int] = []

    def spend(of: dict[str, str]) -> None:
        client = shop.store.register(shop.hub, shop.centre.url)
        answer = client.post("/v1/holds", Hold(new_id(), Money(300), **of))
        got.append(read(answer, Held).amount.minor if answer.ok else 0)

    for of in ({"number": number}, {"customer": customer}):
        got.clear()
        threads = [Thread(target=spend, args=(of,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(got) == [0, 0, 0, 0, 100, 300, 300, 300]


def test_the_database_itself_refuses_a_balance_below_nothing(shop: Shopping) -> None:
    card(shop, 0)
    customer = shop.customer(0)
    c = customer_tables.customers
    wrong = (
        update(tables.gift_cards).values(balance_minor=-1),
        update(c).where(c.c.id == customer).values(credit_minor=-1),
    )
    for statement in wrong:
        with pytest.raises(IntegrityError):
            shop.hub.write(methodcaller("execute", statement))


def test_p6_numbers_of_gift_cards_cannot_be_guessed_at_speed(
    centre: Centre, store: Store
) -> None:
    """Neither by asking what is on them nor by setting money aside, hits and misses alike."""
    few = replace(centre.hub.settings, searches_per_minute=3)
    with running(few) as strict:
        shop = make_shopping(strict, store, store.register(strict.hub, strict.url))
        number = card(shop, 1000)
        assert problem(shop.register.get("/v1/gift-cards/1")).code == "not_found"
        assert problem(hold(shop, Hold(new_id(), Money(5), "2"))).code == "not_found"
        assert shop.register.get(f"/v1/gift-cards/{number}").status_code == 200
        assert problem(shop.register.get(f"/v1/gift-cards/{number}")).code == "too_many"
        refused = problem(hold(shop, Hold(new_id(), Money(5), number)))
        assert (refused.code, 0 < (refused.retry_after_s or 0) <= 60) == ("too_many", True)
        other = store.register(strict.hub, strict.url)
        assert other.get(f"/v1/gift-cards/{number}").status_code == 200
        assert shop.hub.read(lambda db: gift_cards.balance(db, number)).balance == Money(1000)


def test_money_that_another_register_set_aside_pays_no_sale_here(shop: Shopping) -> None:
    number = card(shop, 3000)
    asked = Hold(new_id(), Money(1000), number)
    neighbour = shop.store.register(shop.hub, shop.centre.url)
    read(neighbour.post("/v1/holds", asked), Held)
    sale = sold_for(shop, Tender(asked.id, TenderKind.GIFT_CARD, Money(1000)))
    found = conflicts_of(shop, sale.id)
    assert found == [("hold_missing", asked.id)]
    read(neighbour.post(f"/v1/holds/{asked.id}/release", Release(new_id())), Accepted)
    assert left(shop, number) == Money(3000)

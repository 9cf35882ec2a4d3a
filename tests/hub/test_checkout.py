"""The question before payment: what it finds, what it sets aside, how it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
import requests

from posapp.contract.messages import Accepted, Checkout, CheckoutReady, Release
from posapp.domain.cart import Cart, PulledCart
from posapp.domain.catalogue import Product
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.promotions import Promotion, PromotionKind
from posapp.domain.webcart import CartState
from posapp.hub import catalogue, checkouts, paying_online, promotions, stock
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, add, bag, make_shopping, pull, shipped
from tests.hub.store import Store, new_id

SHIP = Fulfilment.SHIP


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def ask(shop: Shopping, asked: Checkout) -> requests.Response:
    return shop.register.post("/v1/checkouts", asked)


def give_back(shop: Shopping, asked: Checkout, by: Client | None = None) -> requests.Response:
    path = f"/v1/checkouts/{asked.id}/release"
    return (by or shop.register).post(path, Release(new_id()))


def test_a_yes_sets_the_goods_aside_and_serves_the_carts(shop: Shopping) -> None:
    boots, belt = shop.product(here=2, elsewhere=4), shop.product(here=1, elsewhere=4)
    customer = shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    cart = shipped(pull(web, (boots, 1), more=(bag(belt, 2, SHIP), bag(belt))))
    asked = shop.checkout(cart, customer)
    ready = read(ask(shop, asked), CheckoutReady)
    assert ready == CheckoutReady(asked.id, 900)
    assert shop.levels(boots)[shop.store.id] == (2, 1)
    assert shop.levels(belt) == {shop.store.id: (1, 1), shop.elsewhere: (4, 2)}
    assert shop.look(web.id).state is CartState.LEASED
    assert read(ask(shop, asked), CheckoutReady) == ready, "asked again, answered alike"
    assert shop.levels(boots)[shop.store.id] == (2, 1)


def test_given_back_everything_is_free_again(shop: Shopping) -> None:
    boots, customer = shop.product(here=2), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    asked = shop.checkout(pull(web, (boots, 1)), customer)
    read(ask(shop, asked), CheckoutReady)
    other = shop.store.register(shop.hub, shop.centre.url)
    assert problem(give_back(shop, asked, other)).code == "not_found"
    for _ in range(2):
        read(give_back(shop, asked), Accepted)
    assert shop.levels(boots)[shop.store.id] == (2, 0)
    assert shop.look(web.id).state is CartState.OPEN


def test_cart_edited_on_the_phone_since_comes_back_fresh_c3(shop: Shopping) -> None:
    boots, belt, customer = shop.product(here=2), shop.product(), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    asked = shop.checkout(pull(web, (boots, 1)), customer)
    shop.edit(web.id, add(belt))
    refused = problem(ask(shop, asked))
    assert refused.code == "cart_changed"
    assert [line.sku for line in refused.carts[0].lines] == [boots.sku, belt.sku]
    assert shop.levels(boots)[shop.store.id] == (2, 0)


def test_cart_paid_on_the_phone_meanwhile_is_not_sold_again_c4(shop: Shopping) -> None:
    boots, customer = shop.product(here=2, elsewhere=1), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    asked = shop.checkout(pull(web, (boots, 1)), customer)
    shop.hub.write(lambda db: paying_online.pay_online(db, shop.hub, web.id, new_id()))
    refused = problem(ask(shop, asked))
    assert refused.code == "already_paid"
    assert refused.carts[0].state is CartState.CHECKED_OUT


def test_cart_is_not_paid_online_while_the_counter_takes_money_c4(shop: Shopping) -> None:
    boots, customer = shop.product(here=2, elsewhere=1), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    read(ask(shop, shop.checkout(pull(web, (boots, 1)), customer)), CheckoutReady)
    with pytest.raises(Refusal) as caught:
        shop.hub.write(lambda db: paying_online.pay_online(db, shop.hub, web.id, new_id()))
    assert caught.value.document.code == "cart_leased"


def test_second_counter_cannot_take_money_for_the_same_cart(shop: Shopping) -> None:
    boots, customer = shop.product(here=9), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    read(ask(shop, shop.checkout(pull(web, (boots, 1)), customer)), CheckoutReady)
    other = shop.store.register(shop.hub, shop.centre.url)
    again = shop.checkout(pull(web, (boots, 1)), customer)
    assert problem(other.post("/v1/checkouts", again)).code == "cart_leased"


def test_someone_elses_cart_is_not_sold(shop: Shopping) -> None:
    boots = shop.product(here=2)
    web = shop.web_cart(shop.customer(), [(boots, 1)])
    asked = shop.checkout(pull(web, (boots, 1)), shop.customer())
    assert problem(ask(shop, asked)).code == "invalid"


def test_price_that_changed_unseen_is_refused_and_one_with_a_reason_stands(
    shop: Shopping,
) -> None:
    boots = shop.product(5000, here=5)
    asked = shop.checkout(Cart(lines=(bag(boots),)))
    dearer = replace(boots, price=Money(6000))
    shop.hub.write(lambda db: catalogue.put_products(db, [dearer]))
    assert problem(ask(shop, asked)).code == "total_changed"
    kept = replace(bag(boots), reason="price kept: was 50.00 online")
    read(ask(shop, shop.checkout(Cart(lines=(kept,)))), CheckoutReady)


def test_promotion_that_the_register_has_not_heard_of_is_a_changed_total(
    shop: Shopping,
) -> None:
    boots = shop.product(5000, here=5)
    asked = shop.checkout(Cart(lines=(bag(boots),)))
    offer = Promotion(new_id(), "Half", PromotionKind.PERCENT, 500_000, skus=(boots.sku,))
    shop.hub.write(lambda db: promotions.put_promotions(db, [offer]))
    assert problem(ask(shop, asked)).code == "total_changed"
    read(ask(shop, shop.checkout(Cart(lines=(bag(boots),)))), CheckoutReady)


def test_clock_of_a_register_ten_years_off_changes_no_total_s6(shop: Shopping) -> None:
    boots = shop.product(5000, here=5)
    now = shop.hub.clock()
    offer = Promotion(
        new_id(), "Later", PromotionKind.PERCENT, 500_000, skus=(boots.sku,),
        starts=now + timedelta(days=1),
    )  # fmt: skip
    shop.hub.write(lambda db: promotions.put_promotions(db, [offer]))
    asked = shop.checkout(Cart(lines=(bag(boots),)), at=now + timedelta(days=3650))
    read(ask(shop, asked), CheckoutReady)


def test_shipping_costs_what_the_centre_says(shop: Shopping) -> None:
    boots = shop.product(5000, elsewhere=5)
    cart = Cart(lines=(bag(boots, 1, SHIP),))
    for cost, method in ((0, "courier"), (491, "courier"), (490, "pigeon")):
        asked = shop.checkout(shipped(cart, cost, method))
        assert problem(ask(shop, asked)).code == "total_changed"
    read(ask(shop, shop.checkout(shipped(cart))), CheckoutReady)
    assert problem(ask(shop, shop.checkout(cart))).code == "total_changed", "no address"


def test_what_is_short_is_named_and_nothing_is_set_aside(shop: Shopping) -> None:
    boots, belt = shop.product(here=1, elsewhere=9), shop.product(here=9)
    refused = problem(ask(shop, shop.checkout(Cart(lines=(bag(boots, 2), bag(belt))))))
    assert (refused.code, refused.skus) == ("stock_changed", (boots.sku,))
    assert shop.levels(belt)[shop.store.id] == (9, 0)
    gone = Product("none", "Boots", Money(1))
    refused = problem(ask(shop, shop.checkout(Cart(lines=(bag(gone),)))))
    assert (refused.code, refused.skus) == ("stock_changed", ("none",))


Change = Callable[[Checkout], Checkout]
BAD: dict[str, Change] = {
    "nothing": lambda a: replace(a, cart=Cart()),
    "another currency": lambda a: replace(a, grand=Money(1, "USD")),
    "ten thousand": lambda a: replace(
        a, cart=Cart(lines=(replace(a.cart.lines[0], quantity=10_000),))
    ),
    "less than nothing": lambda a: replace(
        a, cart=Cart(lines=(replace(a.cart.lines[0], unit_price=Money(-1), reason="x"),))
    ),
    "one id twice": lambda a: replace(a, cart=Cart(lines=a.cart.lines * 2)),
    "a cart not named": lambda a: replace(
        a, cart=replace(a.cart, pulled=(PulledCart("x", "x", 1, Money(0)),))
    ),
}


@pytest.mark.parametrize("how", BAD)
def test_question_that_makes_no_sense_is_refused(shop: Shopping, how: str) -> None:
    boots = shop.product(here=9)
    asked = BAD[how](shop.checkout(Cart(lines=(bag(boots),))))
    assert problem(ask(shop, asked)).code == "invalid"


def test_eight_registers_ask_for_the_last_three_pieces_and_three_get_one_t1(
    shop: Shopping,
) -> None:
    boots = shop.product(here=3)
    found: list[str] = []

    def buy() -> None:
        client = shop.store.register(shop.hub, shop.centre.url)
        answer = client.post("/v1/checkouts", shop.checkout(Cart(lines=(bag(boots),))))
        found.append("ready" if answer.ok else problem(answer).code)

    buyers = [Thread(target=buy) for _ in range(8)]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    assert sorted(found) == ["ready"] * 3 + ["stock_changed"] * 5
    assert shop.levels(boots)[shop.store.id] == (3, 3)


def test_goods_of_a_checkout_nobody_finished_are_sold_to_the_next(shop: Shopping) -> None:
    boots = shop.product(here=1)
    first = shop.checkout(Cart(lines=(bag(boots),)))
    read(ask(shop, first), CheckoutReady)
    second = shop.checkout(Cart(lines=(bag(boots),)))
    assert problem(ask(shop, second)).code == "stock_changed"
    later = shop.at(timedelta(minutes=15))
    asker = checkouts.Asker(shop.register.id, "3", shop.store.id)
    ready = later.write(lambda db: checkouts.prepare(db, later, second, asker))
    assert ready.id == second.id
    assert shop.levels(boots)[shop.store.id] == (1, 1)
    read(give_back(shop, first), Accepted)
    assert shop.levels(boots)[shop.store.id] == (1, 1), "the first one's time was over"


def test_question_of_another_register_with_the_same_id_is_refused(shop: Shopping) -> None:
    boots = shop.product(here=2)
    asked = shop.checkout(Cart(lines=(bag(boots),)))
    read(ask(shop, asked), CheckoutReady)
    other = shop.store.register(shop.hub, shop.centre.url)
    assert problem(other.post("/v1/checkouts", asked)).code == "key_reused"


def test_address_chosen_and_then_nothing_shipped_is_no_changed_total(shop: Shopping) -> None:
    cart = shipped(Cart(lines=(bag(shop.product(here=2)),)), 999)
    read(ask(shop, shop.checkout(cart)), CheckoutReady)


def test_sale_release_and_expiry_at_once_end_a_reservation_once_t2(shop: Shopping) -> None:
    boots = shop.product(here=8)
    for left in range(7, 3, -1):
        cart = Cart(lines=(bag(boots),))
        asked = shop.checkout(cart)
        read(ask(shop, asked), CheckoutReady)
        sale = shop.sale(cart, checkout=asked.id)
        later = shop.at(timedelta(minutes=16))
        path = f"/v1/checkouts/{asked.id}/release"
        enders = [
            Thread(target=shop.register.post, args=("/v1/sales", sale)),
            Thread(target=other(shop).post, args=(path, Release(new_id()))),
            Thread(target=expire, args=(later, boots)),
        ]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()
        read(shop.register.post("/v1/sales", sale), object)
        assert shop.levels(boots)[shop.store.id] == (left, 0)


def other(shop: Shopping) -> Client:
    """The same register on a connection of its own."""
    return replace(shop.register, http=requests.Session())


def expire(later: Hub, product: Product) -> None:
    later.write(lambda db: stock.lock(db, [product.sku], later.clock()))

"""What a sale uses up: goods, promises, coupons; and what it earns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select

from posapp.contract.messages import SaleRecorded, Stock
from posapp.domain.cart import Cart, ManualDiscount, Source
from posapp.domain.conversation import Promise
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.promotions import Promotion, PromotionKind
from posapp.hub import (
    checkouts,
    customers,
    promises,
    promotions,
)
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.sales import coupon_uses
from posapp.hub.tables.stock import movements, shortages
from tests.hub.client import Client, read
from tests.hub.conftest import Centre
from tests.hub.selling import conflicts, post, ready, record
from tests.hub.shopping import Shopping, bag, make_shopping, pull, shipped
from tests.hub.store import Store, new_id

SHIP = Fulfilment.SHIP


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def test_goods_nobody_knew_of_are_sold_and_put_down_as_missing_t1(shop: Shopping) -> None:
    boots, belt = shop.product(here=1), shop.product()
    cart = shipped(Cart(lines=(bag(boots, 3), bag(belt, 2, SHIP))))
    sale = shop.sale(cart)
    record(shop, sale)
    assert shop.levels(boots) == {shop.store.id: (0, 0)}
    s = shortages.c
    found = shop.hub.read(
        lambda db: db.execute(
            select(s.sku, s.location, s.quantity).where(s.sale == sale.id)
        ).all()
    )
    assert sorted(map(tuple, found)) == sorted(
        [(boots.sku, shop.store.id, 2), (belt.sku, "", 2)]
    )


def test_goods_reserved_for_others_are_not_taken_from_under_them_t1(shop: Shopping) -> None:
    boots = shop.product(here=2)
    cart = Cart(lines=(bag(boots, 2),))
    checkout = ready(shop, cart)
    offline = shop.sale(Cart(lines=(bag(boots),)))
    record(shop, offline)
    assert shop.levels(boots) == {shop.store.id: (2, 2)}
    record(shop, shop.sale(cart, checkout=checkout))
    assert shop.levels(boots) == {shop.store.id: (0, 0)}


def test_sale_that_comes_after_its_reservation_is_over_takes_what_is_there_t2(
    shop: Shopping,
) -> None:
    boots = shop.product(here=1)
    cart = Cart(lines=(bag(boots),))
    checkout = ready(shop, cart)
    later = shop.at(timedelta(minutes=16))
    asker = checkouts.Asker(shop.register.id, "3", shop.store.id)
    second = shop.checkout(cart)
    later.write(lambda db: checkouts.prepare(db, later, second, asker))
    first = shop.sale(cart, checkout=checkout)
    record(shop, first)
    assert shop.levels(boots) == {shop.store.id: (1, 1)}, "the second one keeps its piece"
    record(shop, shop.sale(cart, checkout=second.id))
    assert shop.levels(boots) == {shop.store.id: (0, 0)}


def test_sold_and_reserved_and_free_is_what_was_received_t1(shop: Shopping) -> None:
    boots = shop.product(here=12, elsewhere=6)

    def buy(number: int) -> None:
        client = shop.store.register(shop.hub, shop.centre.url)
        mine = replace(shop, register=client)
        line = bag(boots, 1 + number % 3, SHIP if number % 2 else Fulfilment.TAKE)
        cart = shipped(Cart(lines=(line,)))
        asked = mine.checkout(cart)
        told = client.post("/v1/checkouts", asked)
        if number % 4:
            read(
                post(mine, mine.sale(cart, checkout=asked.id if told.ok else "")), SaleRecorded
            )

    buyers = [Thread(target=buy, args=(number,)) for number in range(16)]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    m = movements.c
    total = select(func.sum(m.quantity)).where(m.sku == boots.sku)
    sold = select(func.sum(m.quantity)).where(m.sku == boots.sku, m.kind == "sold")
    on_hand = sum(here for here, _ in shop.levels(boots).values())
    assert shop.hub.read(lambda db: db.scalar(total)) == on_hand
    assert 18 + int(shop.hub.read(lambda db: db.scalar(sold)) or 0) == on_hand
    levels = read(shop.register.get(f"/v1/stock?sku={boots.sku}"), Stock).levels
    assert all(0 <= level.reserved <= level.on_hand for level in levels)


def test_promise_is_kept_once(shop: Shopping) -> None:
    boots, customer = shop.product(here=5), shop.customer()
    now = shop.hub.clock()
    promise = Promise(new_id(), "-10 %", "Mira", "m1", now, percent_ppm=100_000)
    shop.hub.write(lambda db: promises.add_promises(db, [(customer, promise)]))
    off = ManualDiscount(Source.PROMISE, "-10 %", 100_000, code=promise.id)
    cart = Cart(lines=(bag(boots),), discount=off)
    first, second = (shop.sale(cart, customer) for _ in range(2))
    assert first.promises == (promise.id,)
    record(shop, first)
    record(shop, second)
    assert (conflicts(shop, first), conflicts(shop, second)) == ([], ["promise_spent"])


def test_coupon_that_took_something_off_is_used_and_does_not_come_back(
    shop: Shopping,
) -> None:
    boots, belt, customer = shop.product(here=5), shop.product(), shop.customer()
    code, idle = new_id()[:12].upper(), new_id()[:12].upper()
    offer = Promotion(code, "Ten", PromotionKind.CART_PERCENT, 100_000, coupon=code)
    shop.hub.write(lambda db: promotions.put_promotions(db, [offer]))
    web = shop.web_cart(customer, [(boots, 1), (belt, 1)])
    made = {"coupons": (code, idle)}
    mine = cart_table.c.id == web.id
    shop.hub.write(lambda db: db.execute(cart_table.update().where(mine).values(made)))
    cart = replace(pull(shop.look(web.id), (boots, 1)), coupons=(code, idle))
    sale = shop.sale(cart, customer, ready(shop, cart, customer))
    [rest] = record(shop, sale).leftovers
    assert rest.coupons == (idle,)
    used = select(coupon_uses.c.code).where(coupon_uses.c.sale == sale.id)
    assert list(shop.hub.read(lambda db: db.scalars(used).all())) == [code]


def test_customer_gets_a_point_for_each_euro_and_sees_the_order(shop: Shopping) -> None:
    boots, customer = shop.product(5099, here=5), shop.customer()
    sale = shop.sale(Cart(lines=(bag(boots),)), customer)
    record(shop, sale)
    assert shop.hub.read(lambda db: customers.read(db, customer)).points == 50

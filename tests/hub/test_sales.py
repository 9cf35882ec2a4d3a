"""Sales as facts: one order each, carts closed once, leftovers back once."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import pytest
import requests
from sqlalchemy import func, select

from posapp.contract import paths
from posapp.contract.messages import SalePage, SaleRecorded
from posapp.domain.cart import Cart
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.orders import FulfilmentState, Order, PaymentState
from posapp.domain.payment import TenderKind
from posapp.domain.sale import Sale, receipt_number
from posapp.domain.webcart import CartState, WebCart
from posapp.hub import (
    paying_online,
    sales,
)
from posapp.hub.auth import Caller
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.orders import orders as order_table
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.selling import conflicts, conflicts_of, contents, open_carts, post, ready, record
from tests.hub.shopping import Shopping, add, bag, make_shopping, pull, shipped, sub
from tests.hub.store import Store, new_id

SHIP = Fulfilment.SHIP


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def test_main_job_part_taken_part_shipped_one_order_and_the_rest_is_back(
    shop: Shopping,
) -> None:
    boots, belt, scarf = shop.product(here=2), shop.product(elsewhere=4), shop.product()
    customer = shop.customer()
    web = shop.web_cart(customer, [(boots, 1), (belt, 3), (scarf, 1)])
    cart = pull(web, (boots, 1), (belt, 2))
    ships = replace(cart.lines[1], fulfilment=SHIP)
    cart = shipped(replace(cart, lines=(cart.lines[0], ships)))
    sale = shop.sale(cart, customer, ready(shop, cart, customer))
    done = record(shop, sale)
    assert (done.order.receipt, done.order.total) == (sale.receipt, sale.totals.grand)
    assert done.order.payment is PaymentState.PAID
    assert done.order.fulfilment is FulfilmentState.PARTIAL and done.order.open
    assert [(line.sku, line.fulfilled) for line in done.order.lines] == [
        (boots.sku, 1),
        (belt.sku, 0),
    ]
    assert shop.look(web.id).state is CartState.CHECKED_OUT
    [rest] = open_carts(shop, customer)
    assert done.leftovers == (rest,)
    assert (rest.continues, contents(rest)) == (web.id, {belt.sku: 1, scarf.sku: 1})
    assert [line.seen_price for line in rest.lines] == [Money(5000)] * 2
    assert shop.levels(boots) == {shop.store.id: (1, 0)}
    assert shop.levels(belt) == {shop.elsewhere: (2, 0)}
    assert conflicts(shop, sale) == []
    order = read(shop.register.get(f"/v1/orders/{sale.receipt}"), Order)
    assert order == replace(done.order, ship_to=None), "nobody opened the customer"


def test_same_sale_five_times_at_once_is_one_order_s1(shop: Shopping) -> None:
    boots, customer = shop.product(here=9), shop.customer()
    web = shop.web_cart(customer, [(boots, 2)])
    sale = shop.sale(pull(web, (boots, 1)), customer)
    found: list[int] = []
    senders = [Thread(target=lambda: found.append(send(shop, sale))) for _ in range(5)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert 200 in found and set(found) <= {200, 409}
    first = record(shop, sale)
    assert record(shop, sale) == first
    mine = select(func.count()).where(order_table.c.id == sale.id)
    assert shop.hub.read(lambda db: db.scalar(mine)) == 1
    assert shop.levels(boots)[shop.store.id] == (8, 0)
    assert len(open_carts(shop, customer)) == 1


def send(shop: Shopping, sale: Sale) -> int:
    client = replace(shop.register, http=requests.Session())
    status = client.post("/v1/sales", sale).status_code
    client.http.close()
    return status


def test_same_sale_at_two_processes_at_once_is_one_order_s1(shop: Shopping) -> None:
    """Another process knows nothing of what this one is at; only the database does."""
    boots, found = shop.product(here=9), list[int]()
    with running(shop.hub.settings) as other:
        elsewhere = replace(shop, register=replace(shop.register, url=other.url))
        for _ in range(5):
            sale = shop.sale(Cart(lines=(bag(boots),)))
            senders = [Sender(at, sale, found) for at in (shop, elsewhere)]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
            record(shop, sale)
    assert set(found) <= {200, 409, 503}
    assert shop.levels(boots)[shop.store.id] == (4, 0)


def seller(shop: Shopping) -> Caller:
    name = shop.register.id
    return Caller(name, shop.store.id, name, 1)


class Sender(Thread):
    """Posts a sale and notes the status."""

    def __init__(self, shop: Shopping, sale: Sale, found: list[int]) -> None:
        super().__init__(target=lambda: found.append(send(shop, sale)))


def test_known_sale_is_known_even_without_its_stored_answer_s1(shop: Shopping) -> None:
    boots, customer = shop.product(here=9), shop.customer()
    web = shop.web_cart(customer, [(boots, 2)])
    sale = shop.sale(pull(web, (boots, 1)), customer)
    done = record(shop, sale)
    again = shop.hub.write(lambda db: sales.record(db, shop.hub, sale, seller(shop)))
    assert again == done
    assert shop.levels(boots)[shop.store.id] == (8, 0)


def test_same_id_with_another_content_is_refused_s1(shop: Shopping) -> None:
    sale = shop.sale(Cart(lines=(bag(shop.product(here=9)),)))
    record(shop, sale)
    assert problem(post(shop, replace(sale, note="else"))).code == "key_reused"


def test_a_receipt_number_given_twice_by_two_copies_of_a_register_loses_no_sale_s1_s5(
    shop: Shopping,
) -> None:
    boots = shop.product(here=9)
    first, *others = (shop.sale(Cart(lines=(bag(boots),))) for _ in range(3))
    record(shop, first)
    copied = [replace(sale, number=first.number, receipt=first.receipt) for sale in others]
    orders = [record(shop, sale).order for sale in copied]
    assert [record(shop, sale).order for sale in copied] == orders
    ids = [first.id, *(sale.id for sale in copied)]
    assert read(shop.register.get(paths.SALES), SalePage).sales == tuple(ids)
    found = [conflicts_of(shop, each) for each in ids]
    assert found == [[], *([("receipt_twice", first.id)] for _ in copied)]
    numbers = {order.number for order in orders} | {first.receipt}
    assert len(numbers) == 3
    restored = receipt_number(shop.store.id, shop.register.id, 2, first.number)
    fresh = replace(shop.sale(Cart(lines=(bag(boots),))), number=first.number)
    record(shop, replace(fresh, epoch=2, receipt=restored))
    assert shop.levels(boots)[shop.store.id] == (5, 0)


def test_edit_made_on_the_phone_after_the_question_is_in_the_leftovers_c1(
    shop: Shopping,
) -> None:
    boots, belt, customer = shop.product(here=5), shop.product(), shop.customer()
    web = shop.web_cart(customer, [(boots, 2)])
    cart = pull(web, (boots, 2))
    checkout = ready(shop, cart, customer)
    shop.edit(web.id, add(belt, 3))
    shop.edit(web.id, add(boots, 1))
    shop.edit(web.id, sub(belt, 1))
    [rest] = record(shop, shop.sale(cart, customer, checkout)).leftovers
    assert contents(rest) == {belt.sku: 2, boots.sku: 1}


def test_line_taken_out_on_the_phone_after_it_was_bought_leaves_nothing_over(
    shop: Shopping,
) -> None:
    boots, customer = shop.product(here=5), shop.customer()
    web = shop.web_cart(customer, [(boots, 2)])
    cart = pull(web, (boots, 2))
    checkout = ready(shop, cart, customer)
    shop.edit(web.id, sub(boots, 2))
    assert record(shop, shop.sale(cart, customer, checkout)).leftovers == ()
    assert open_carts(shop, customer) == ()


def test_another_size_bought_instead_counts_as_that_line(shop: Shopping) -> None:
    boots, bigger, customer = shop.product(), shop.product(here=1), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    cart = pull(web, (boots, 1))
    swapped = replace(cart.lines[0], product=bigger)
    sale = shop.sale(replace(cart, lines=(swapped,)), customer)
    assert record(shop, sale).leftovers == ()


def test_two_carts_in_one_sale_both_close_and_each_keeps_its_own_rest(
    shop: Shopping,
) -> None:
    boots, belt, customer = shop.product(here=5), shop.product(here=5), shop.customer()
    mine, gifts = (shop.web_cart(customer, [(boots, 1), (belt, 1)]) for _ in range(2))
    one, two = pull(mine, (boots, 1)), pull(gifts, (belt, 1))
    both = Cart(lines=(*one.lines, *two.lines), pulled=(*one.pulled, *two.pulled))
    rest = record(shop, shop.sale(both, customer, ready(shop, both, customer))).leftovers
    assert {cart.continues: contents(cart) for cart in rest} == {
        mine.id: {belt.sku: 1},
        gifts.id: {boots.sku: 1},
    }


def test_cart_paid_online_while_the_centre_was_away_keeps_both_and_says_so_c4(
    shop: Shopping,
) -> None:
    boots, customer = shop.product(here=5, elsewhere=5), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    sale = shop.sale(pull(web, (boots, 1)), customer)
    shop.hub.write(lambda db: paying_online.pay_online(db, shop.hub, web.id, new_id()))
    done = record(shop, sale)
    assert done.order.total == sale.totals.grand
    assert conflicts(shop, sale) == ["cart_closed"]
    assert open_carts(shop, customer) == ()


def test_two_counters_offline_with_one_cart_close_it_once_c4(shop: Shopping) -> None:
    boots, belt, customer = shop.product(here=5), shop.product(), shop.customer()
    web = shop.web_cart(customer, [(boots, 1), (belt, 1)])
    pulled = pull(web, (boots, 1))
    made = [shop.sale(pulled, customer) for _ in range(4)]
    senders = [Thread(target=send, args=(shop, sale)) for sale in made]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    for sale in made:
        record(shop, sale)
    assert sorted(conflicts(shop, sale) for sale in made) == [[], *[["cart_closed"]] * 3]
    [rest] = open_carts(shop, customer)
    assert contents(rest) == {belt.sku: 1}
    continued = select(func.count()).where(cart_table.c.continues == web.id)
    assert shop.hub.read(lambda db: db.scalar(continued)) == 1


@pytest.mark.parametrize("whose", ["nobody", "another customer"])
def test_cart_that_is_not_theirs_is_not_closed(shop: Shopping, whose: str) -> None:
    boots = shop.product(here=5)
    web = shop.web_cart(shop.customer(), [(boots, 1)])
    cart = pull(web, (boots, 1))
    if whose == "nobody":
        cart = replace(cart, pulled=(replace(cart.pulled[0], id="none"),))
    sale = shop.sale(cart, shop.customer())
    record(shop, sale)
    assert conflicts(shop, sale) == ["cart_unknown"]
    assert shop.look(web.id).state is CartState.OPEN


def part_paid(shop: Shopping, web: WebCart, minor: int) -> WebCart:
    shop.hub.write(
        lambda db: paying_online.pay_online(db, shop.hub, web.id, new_id(), Money(minor))
    )
    return shop.look(web.id)


def test_paid_online_is_used_up_first_and_the_unused_rest_goes_on(shop: Shopping) -> None:
    boots, belt = shop.product(5000, here=5), shop.product(1000, here=5)
    customer = shop.customer()
    web = part_paid(shop, shop.web_cart(customer, [(boots, 1), (belt, 1)]), 2000)
    cart = pull(web, (belt, 1))
    sale = shop.sale(cart, customer, ready(shop, cart, customer))
    assert [tender.kind for tender in sale.tenders] == [TenderKind.PREPAID]
    [rest] = record(shop, sale).leftovers
    assert (rest.paid, contents(rest)) == (Money(1000), {boots.sku: 1})


def test_money_left_over_is_kept_even_when_every_line_was_bought(shop: Shopping) -> None:
    boots, customer = shop.product(5000, here=5), shop.customer()
    web = part_paid(shop, shop.web_cart(customer, [(boots, 1)]), 4000)
    cart = pull(web, (boots, 1))
    cheap = replace(cart.lines[0], unit_price=Money(3000), reason="damaged")
    cart = replace(cart, lines=(cheap,))
    [rest] = record(shop, shop.sale(cart, customer, ready(shop, cart, customer))).leftovers
    assert (rest.paid, rest.lines) == (Money(1000), ())


def test_online_payment_used_twice_is_seen(shop: Shopping) -> None:
    boots, customer = shop.product(5000, here=5), shop.customer()
    web = part_paid(shop, shop.web_cart(customer, [(boots, 1)]), 2000)
    claimed = replace(web, paid=Money(4000))
    sale = shop.sale(pull(claimed, (boots, 1)), customer)
    record(shop, sale)
    assert conflicts(shop, sale) == ["prepaid_short"]


def test_register_reads_back_its_own_sales_and_no_others(shop: Shopping) -> None:
    boots = shop.product(here=9)
    made = [shop.sale(Cart(lines=(bag(boots),))) for _ in range(3)]
    for sale in reversed(made):
        record(shop, sale)
    page = read(shop.register.get("/v1/sales"), SalePage)
    assert page == SalePage(tuple(sale.id for sale in made))
    other = shop.store.register(shop.hub, shop.centre.url)
    assert read(other.get("/v1/sales"), SalePage).sales == ()
    assert problem(other.get("/v1/sales?cursor=x")).code == "invalid"


def test_restart_changes_nothing(shop: Shopping) -> None:
    boots, customer = shop.product(here=9), shop.customer()
    web = shop.web_cart(customer, [(boots, 2)])
    cart = pull(web, (boots, 1))
    sale = shop.sale(cart, customer, ready(shop, cart, customer))
    with running(shop.hub.settings) as fresh:
        register = replace(shop.register, url=fresh.url)
        done = read(register.post("/v1/sales", sale), SaleRecorded)
    assert record(shop, sale) == done
    assert shop.levels(boots)[shop.store.id] == (8, 0)

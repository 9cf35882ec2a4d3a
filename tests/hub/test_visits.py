"""The whole context of a customer in one request."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from posapp.contract import paths
from posapp.contract.messages import Events, How, Older, Opening, OrderPage
from posapp.domain.catalogue import Product
from posapp.domain.conversation import Promise, PromiseState
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.orders import FulfilmentState, Order, OrderLine, PaymentState
from posapp.domain.visit import Visit
from posapp.hub import catalogue, orders, promises, stock
from posapp.hub.settings import Settings
from posapp.hub.tables.customers import looks
from posapp.hub.tables.writes import writes
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.store import NOON, Store, make_store, new_id, say

PARTS = {
    "customer",
    "carts",
    "promises",
    "conversations",
    "orders",
    "stock",
    "recommendations",
}


def opening(store: Store, customer: Customer) -> Opening:
    return Opening(f"v{new_id()}", How.PHONE, store.clerk, customer=customer.id)


def an_order(customer: Customer, store: Store, *skus: str, hours: int = 0) -> Order:
    lines = tuple(
        OrderLine(sku, sku, "", 1, Money(100), Fulfilment.TAKE, fulfilled=1) for sku in skus
    )
    return Order(
        id=f"o{new_id()}",
        number=f"n{new_id()}",
        channel="counter",
        store=store.id,
        placed_at=NOON + timedelta(hours=hours),
        customer=customer.id,
        lines=lines,
        total=Money(100 * len(lines)),
        payment=PaymentState.PAID,
        fulfilment=FulfilmentState.DONE,
        receipt=f"r{new_id()}",
    )


def a_product(centre: Centre, store: Store, pieces: int) -> Product:
    product = Product(f"P{new_id()}", "Boots 38", Money(8900))

    def add(db: Connection) -> None:
        catalogue.put_products(db, [product])
        goods = [stock.Pieces(product.sku, store.id, pieces)]
        stock.receive(db, goods, new_id(), centre.hub.clock())

    centre.hub.write(add)
    return product


def test_visit_brings_everything_at_once(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    hub, boots = centre.hub, a_product(centre, store, 4)
    thread = say(hub, ana, ["is 38 in stock?", "gift wrap please"], (boots.sku,))
    promise = Promise(f"p{new_id()}", "-10 % until Friday", "Mira", "", NOON, None, 100_000)
    order = an_order(ana, store, "SOCKS")
    hub.write(lambda db: promises.add_promises(db, [(ana.id, promise)]))
    hub.write(lambda db: orders.add(db, order))

    visit = read(register.post(paths.VISITS, opening(store, ana)), Visit)

    assert visit.customer == ana
    assert visit.promises == (promise,)
    assert [t.id for t in visit.conversations] == [thread.id]
    assert [m.text for m in visit.messages] == ["is 38 in stock?", "gift wrap please"]
    assert visit.older == ""
    assert visit.orders == (order,)
    assert [p.sku for p in visit.products] == [boots.sku]
    assert visit.products[0].on_hand == 4
    assert [(s.sku, s.location, s.available) for s in visit.stock] == [(boots.sku, store.id, 4)]
    assert {part.name for part in visit.parts} == PARTS
    assert not any(part.error for part in visit.parts)
    assert not visit.local


def test_others_bought_it_together_is_recommended(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    boots, socks, wax = (f"P{new_id()}" for _ in range(3))
    stranger = replace(ana, id="stranger")
    placed = [
        an_order(ana, store, boots),
        an_order(stranger, store, boots, socks),
        an_order(stranger, store, boots, socks, wax),
    ]
    centre.hub.write(lambda db: orders.add_all(db, placed))
    visit = read(register.post(paths.VISITS, opening(store, ana)), Visit)
    assert visit.recommendations == (socks, wax)


@pytest.mark.parametrize("part", sorted(PARTS - {"customer"}))
def test_broken_part_hides_no_other_and_is_logged(
    centre: Centre, store: Store, ana: Customer, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    say(centre.hub, ana, ["hello"])
    broken = replace(centre.hub.settings, broken_parts=frozenset({part}))
    with running(broken) as weak:
        register = store.register(weak.hub, weak.url)
        visit = read(register.post(paths.VISITS, opening(store, ana)), Visit)
    assert {p.name: p.error for p in visit.parts if p.error} == {part: "broken"}
    assert f"{part} of a visit cannot be read: LookupError" in caplog.text
    assert visit.customer == ana
    assert len(visit.messages) == (0 if part == "conversations" else 1)


def test_slow_part_is_given_up_and_hides_no_other(
    centre: Centre, store: Store, ana: Customer
) -> None:
    say(centre.hub, ana, ["hello"])
    slow = replace(centre.hub.settings, slow_parts=frozenset({"orders"}), part_budget_s=1.5)
    with running(slow) as weak:
        register = store.register(weak.hub, weak.url)
        visit = read(register.post(paths.VISITS, opening(store, ana)), Visit)
    assert {p.name: p.error for p in visit.parts if p.error} == {"orders": "slow"}
    assert [m.text for m in visit.messages] == ["hello"]


def test_parts_that_nobody_knows_are_not_in_the_settings() -> None:
    assert Settings("sqlite://").slow_parts == frozenset()


def test_promise_whose_time_is_over_says_so(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    over = Promise(f"p{new_id()}", "yesterday", "Mira", "", NOON, NOON + timedelta(hours=1))
    centre.hub.write(lambda db: promises.add_promises(db, [(ana.id, over)]))
    visit = read(register.post(paths.VISITS, opening(store, ana)), Visit)
    assert [p.state for p in visit.promises] == [PromiseState.EXPIRED]


def test_promise_is_redeemed_once(centre: Centre, ana: Customer) -> None:
    hub = centre.hub
    promise = Promise(f"p{new_id()}", "-10 %", "Mira", "", NOON)
    hub.write(lambda db: promises.add_promises(db, [(ana.id, promise)]))
    now = hub.clock()
    assert not hub.write(lambda db: promises.redeem(db, promise.id, "stranger", now))
    assert hub.write(lambda db: promises.redeem(db, promise.id, ana.id, now))
    assert not hub.write(lambda db: promises.redeem(db, promise.id, ana.id, now))


def test_older_messages_come_page_by_page_and_none_is_missing(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    texts = [f"message {number}" for number in range(120)]
    say(centre.hub, ana, texts)
    visit = read(register.post(paths.VISITS, opening(store, ana)), Visit)
    messages, cursor, pages = list(visit.messages), visit.older, 1
    while cursor:
        target = paths.MESSAGES.format(customer=ana.id) + f"?before={cursor}"
        page = read(register.get(target), Older)
        messages, cursor, pages = [*page.messages, *messages], page.older, pages + 1
    assert [message.text for message in messages] == texts
    assert pages == 3


def test_orders_come_page_by_page_newest_first(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    placed = [an_order(ana, store, "X", hours=number // 2) for number in range(45)]
    centre.hub.write(lambda db: orders.add_all(db, placed))
    read(register.post(paths.VISITS, opening(store, ana)), Visit)
    found: list[Order] = []
    cursor = ""
    for _ in range(3):
        target = paths.ORDERS.format(customer=ana.id) + f"?cursor={cursor}"
        page = read(register.get(target), OrderPage)
        found, cursor = [*found, *page.orders], page.cursor
    assert cursor == ""
    assert found == sorted(placed, key=lambda o: (o.placed_at, o.id), reverse=True)


@pytest.mark.parametrize("cursor", ["x", "%00", "AAAA", "....", "%C3%A9", "=" * 50])
def test_cursor_that_is_none_of_ours_is_refused_or_finds_nothing(
    store: Store, register: Client, ana: Customer, cursor: str
) -> None:
    read(register.post(paths.VISITS, opening(store, ana)), Visit)
    for path, name in ((paths.MESSAGES, "before"), (paths.ORDERS, "cursor")):
        answer = register.get(path.format(customer=ana.id) + f"?{name}={cursor}")
        assert answer.status_code in {200, 422}, path


def test_order_is_read_by_its_number_and_by_the_receipts(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    order = an_order(ana, store, "X")
    centre.hub.write(lambda db: orders.add(db, order))
    for number in (order.number, order.receipt):
        found = read(register.get(paths.ORDER.format(number=number)), Order)
        assert found == replace(order, ship_to=None)
    assert problem(register.get(paths.ORDER.format(number="none"))).code == "not_found"


def test_p6_register_sees_its_own_stores_business_alone(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    """Customers are opened, with a record of it, before anything is read about them."""
    say(centre.hub, ana, ["secret"])
    order = an_order(ana, make_store(centre.hub), "X")
    centre.hub.write(lambda db: orders.add(db, order))
    reads = [
        paths.MESSAGES.format(customer=ana.id),
        paths.ORDERS.format(customer=ana.id),
        paths.ORDER.format(number=order.number),
    ]
    for target in reads:
        answer = register.get(target)
        assert (answer.status_code, problem(answer).code) == (404, "not_found"), target
    read(register.post(paths.VISITS, opening(store, ana)), Visit)
    for target in reads:
        assert register.get(target).status_code == 200, target


def test_p4_opened_visit_is_written_down_once(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    asked = opening(store, ana)
    for _ in range(3):
        read(register.post(paths.VISITS, asked), Visit)
    with centre.hub.database.reading() as db:
        [look] = db.execute(select(looks).where(looks.c.customer == ana.id)).all()
    assert (look.clerk, look.how, look.what) == (store.clerk, "phone", "visit")


def test_p3_what_was_said_is_not_kept_a_second_time(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    say(centre.hub, ana, ["a very private word"])
    asked = opening(store, ana)
    read(register.post(paths.VISITS, asked), Visit)
    with centre.hub.database.reading() as db:
        answer = db.scalar(select(writes.c.answer).where(writes.c.key == asked.id))
    assert b"private" not in bytes(answer or b"")


def test_customer_who_does_not_exist_is_not_found(store: Store, register: Client) -> None:
    asked = Opening(f"v{new_id()}", How.NAME, store.clerk, customer="nobody")
    assert problem(register.post(paths.VISITS, asked)).code == "not_found"


def test_arrival_is_news_in_its_own_store_alone(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    elsewhere = make_store(centre.hub).register(centre.hub, centre.url)
    here = read(register.get(paths.EVENTS), Events).cursor
    there = read(elsewhere.get(paths.EVENTS), Events).cursor
    asked = opening(store, ana)
    read(register.post(paths.VISITS, asked), Visit)
    told = read(register.get(f"{paths.EVENTS}?cursor={here}"), Events).events
    assert [(event.of, event.customer) for event in told] == [(asked.id, ana.id)]
    assert read(elsewhere.get(f"{paths.EVENTS}?cursor={there}"), Events).events == ()

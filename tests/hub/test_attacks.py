"""What an enrolled register that means harm, or a stranger, gets: nothing not theirs."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from functools import partial
from operator import methodcaller

import pytest
from sqlalchemy import func, select, update

from posapp.contract import paths
from posapp.contract.messages import (
    Accepted,
    CheckoutReady,
    Enrolment,
    How,
    Lease,
    Opening,
    Release,
    SaleRecorded,
    Search,
)
from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.orders import Order
from posapp.domain.visit import Visit
from posapp.domain.webcart import CartState
from posapp.hub import registers
from posapp.hub.auth import Caller
from posapp.hub.hub import Hub
from posapp.hub.looks import VISIT, Looker, record
from posapp.hub.tables.chain import enrolment_codes
from posapp.hub.tables.writes import writes
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, bag, make_shopping, pull, shipped
from tests.hub.store import Store, make_customer, make_store, new_id

AT = 1_700_000_000_000_000


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


@pytest.fixture
def elsewhere(centre: Centre) -> Shopping:
    """Another store with a register of its own."""
    other = make_store(centre.hub)
    return make_shopping(centre, other, other.register(centre.hub, centre.url))


def cursor(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


@pytest.mark.parametrize(
    "inside",
    [
        {"at": AT, "id": "a\0b", "seen": ""},
        {"at": 2**63 - 1, "id": "x" * 2_000, "seen": "y" * 900},
        {"at": -(2**63), "id": "'; --", "seen": "\0" * 8},
        {"at": 1.5, "id": 1},
        [AT, "a\0b"],
        ["9999-12-31T23:59:59Z", "\0"],
        "2026-01-01T00:00:00+00:00 a\0b",
        "9" * 400,
        "\0" * 40,
        "\ud800",
    ],
)
def test_p1_cursor_made_by_hand_breaks_nothing(
    store: Store, register: Client, ana: Customer, inside: object
) -> None:
    asked = Opening(new_id(), How.NAME, store.clerk, customer=ana.id)
    read(register.post(paths.VISITS, asked), Visit)
    made = cursor(inside)
    for target in (
        f"{paths.EVENTS}?cursor={made}",
        f"{paths.ORDERS.format(customer=ana.id)}?cursor={made}",
        f"{paths.MESSAGES.format(customer=ana.id)}?before={made}",
        f"{paths.SNAPSHOT}?cursor={made}",
        f"{paths.CHANGES}?cursor={made}",
        f"{paths.SALES}?cursor={made}",
    ):
        answer = register.get(target)
        assert answer.status_code in {200, 422}, (target, answer.text)


def test_p6_guessed_enrolment_code_writes_nothing(centre: Centre, store: Store) -> None:
    """Eighty random bits are not guessed; the tries must not keep the till waiting either."""
    code = centre.hub.write(lambda db: registers.make_code(db, centre.hub, store.id))
    letters = code.replace("-", "")
    assert len(letters) == 16
    assert set(letters) <= set(registers.ALPHABET)
    before = centre.hub.read(lambda db: db.scalar(select(func.count()).select_from(writes)))
    for guess in ("", "0" * 16, letters[:-1], letters + "0", "'; --", "\u202e", "x" * 9_000):
        asked = Enrolment(new_id(), guess, "A" * 43 + "=", "thief")
        assert problem(Client(centre.url).post(paths.ENROL, asked)).code == "code_spent"
    after = centre.hub.read(lambda db: db.scalar(select(func.count()).select_from(writes)))
    assert before == after
    spent = select(enrolment_codes.c.spent_by).where(
        enrolment_codes.c.digest == registers.digest(code)
    )
    assert centre.hub.read(lambda db: db.scalar(spent)) is None


def test_p4_an_opening_that_was_recorded_once_is_repeated_for_hours_and_not_for_ever(
    centre: Centre, store: Store, register: Client
) -> None:
    """Else a register could watch a customer for years, by one look in the list."""
    eva = make_customer(centre.hub, email=f"{new_id()}@example.com")
    by_name = Opening(new_id(), How.NAME, store.clerk, customer=eva.id)
    by_mail = Search(How.EMAIL, eva.email, "IT", store.clerk, visit=new_id())
    asked = ((paths.VISITS, by_name, by_name.id), (paths.SEARCH, by_mail, by_mail.visit))
    for hours, status in ((0, 200), (11, 200), (2, 404)):
        ago = timedelta(hours=hours)
        for path, message, key in asked:
            mine = (writes.c.register == register.id) & (writes.c.key == key)
            kept = centre.hub.read(methodcaller("scalar", select(writes.c.at).where(mine)))
            if kept:
                older = update(writes).where(mine).values(at=kept - ago)
                centre.hub.write(methodcaller("execute", older))
            assert register.post(path, message, key).status_code == status, (path, hours)


def test_p6_sale_cannot_be_made_in_anothers_name(shop: Shopping, elsewhere: Shopping) -> None:
    sale = shop.sale(Cart(lines=(bag(shop.product(here=1)),)))
    assert problem(elsewhere.register.post(paths.SALES, sale)).code == "invalid"
    renamed = replace(sale, register=elsewhere.register.id)
    assert problem(elsewhere.register.post(paths.SALES, renamed)).code == "invalid"
    read(shop.register.post(paths.SALES, sale), SaleRecorded)


def test_p4_where_an_order_goes_is_told_of_who_is_served(shop: Shopping) -> None:
    """Receipt numbers can be counted through, and nobody would find it among the looks."""
    customer = shop.customer()
    cart = shipped(Cart(lines=(bag(shop.product(elsewhere=1), 1, Fulfilment.SHIP),)))
    sale = shop.sale(cart, customer)
    read(shop.register.post(paths.SALES, sale), SaleRecorded)
    path = paths.ORDER.format(number=sale.receipt)
    seen = read(shop.register.get(path), Order)
    assert (seen.number, seen.ship_to) == (sale.receipt, None)
    asked = Opening(new_id(), How.NAME, shop.store.clerk, customer=customer)
    read(shop.register.post(paths.VISITS, asked), Visit)
    goes_to = read(shop.register.get(path), Order).ship_to
    assert goes_to is not None and goes_to.city == "Torino"


def test_p6_nobody_gives_out_the_receipt_numbers_of_another_register(
    shop: Shopping, centre: Centre
) -> None:
    """Its own sale would be found by nobody who scans the receipt, and this one instead."""
    beside = make_shopping(centre, shop.store, shop.store.register(centre.hub, centre.url))
    boots = shop.product(here=2)
    real, other = (each.sale(Cart(lines=(bag(boots, 1),))) for each in (shop, beside))
    squat = replace(other, number=real.number, receipt=real.receipt)
    assert problem(beside.register.post(paths.SALES, squat)).code == "invalid"
    done = read(shop.register.post(paths.SALES, real), SaleRecorded)
    assert done.order.receipt == real.receipt


def test_p6_anothers_sale_is_neither_repeated_nor_read_back(
    shop: Shopping, elsewhere: Shopping
) -> None:
    """Its id is spent for ever, whoever asks; the answer tells nothing of it."""
    sale = shop.sale(Cart(lines=(bag(shop.product(here=1)),)))
    read(shop.register.post(paths.SALES, sale), SaleRecorded)
    theirs = elsewhere.sale(Cart(lines=(bag(elsewhere.product(here=1)),)))
    stolen = replace(theirs, id=sale.id)
    answer = elsewhere.register.post(paths.SALES, stolen)
    assert problem(answer).code == "key_reused"
    assert sale.receipt not in answer.text
    for number in (sale.receipt, sale.id):
        found = elsewhere.register.get(paths.ORDER.format(number=number))
        assert problem(found).code == "not_found"


def test_c4_checkout_of_another_register_keeps_its_goods_and_its_cart(
    shop: Shopping, elsewhere: Shopping
) -> None:
    """Neither released nor claimed by who did not ask, even when its id is known."""
    boots, customer = shop.product(here=1), shop.customer()
    web = shop.web_cart(customer, [(boots, 1)])
    asked = shop.checkout(pull(web, (boots, 1)), customer)
    read(shop.register.post(paths.CHECKOUTS, asked), CheckoutReady)
    away = paths.CHECKOUT_RELEASE.format(checkout=asked.id)
    refused = elsewhere.register.post(away, Release(new_id()))
    assert problem(refused).code == "not_found"
    lease = paths.RELEASE.format(cart=web.id)
    assert problem(elsewhere.register.post(lease, Lease(new_id()))).code == "cart_leased"
    theirs = elsewhere.sale(Cart(lines=(bag(elsewhere.product(here=1)),)), checkout=asked.id)
    read(elsewhere.register.post(paths.SALES, theirs), SaleRecorded)
    assert shop.look(web.id).state is CartState.LEASED
    assert problem(
        elsewhere.register.post(
            paths.CHECKOUTS, elsewhere.checkout(pull(web, (boots, 1)), customer)
        )
    ).code in {"cart_leased", "already_paid"}
    read(shop.register.post(away, Release(new_id())), Accepted)
    assert shop.look(web.id).state is CartState.OPEN


def test_c4_cart_of_another_customer_is_not_closed_by_a_sale(shop: Shopping) -> None:
    boots = shop.product(here=2)
    owner, thief = shop.customer(), shop.customer()
    web = shop.web_cart(owner, [(boots, 1)])
    read(shop.register.post(paths.SALES, shop.sale(pull(web, (boots, 1)), thief)), SaleRecorded)
    assert shop.look(web.id).state is CartState.OPEN


def hours_ago(hub: Hub, hours: int) -> Hub:
    """The same centre, with the clock of then."""
    then = hub.clock() - timedelta(hours=hours)
    return replace(hub, clock=lambda: then)


@pytest.mark.parametrize("path", [paths.CARTS, paths.MESSAGES, paths.ORDERS])
def test_p6_what_was_served_longer_ago_than_twelve_hours_is_closed_again(
    centre: Centre, store: Store, register: Client, ana: Customer, path: str
) -> None:
    hub = centre.hub
    caller = Caller(register.id, store.id, "3", 1)
    for hours, status in ((13, 404), (11, 200)):
        who = Looker(caller, store.clerk, How.QR)
        hub.write(
            partial(record, hub=hours_ago(hub, hours), who=who, what=VISIT, whom=[ana.id])
        )
        assert register.get(path.format(customer=ana.id)).status_code == status

"""A static loyalty card can be copied: alone it opens little, confirmed it opens the visit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from posapp.contract import paths
from posapp.contract.messages import How, Opening
from posapp.domain.customer import Customer, masked
from posapp.domain.fulfilment import Address
from posapp.domain.visit import Visit
from posapp.domain.webcart import CartState
from posapp.hub import carts, customers, tokens
from posapp.hub.tables.customers import looks
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.store import Store, make_customer, new_id, say

HOME = Address("Ana", "Via Segreta 9", "Torino", "10121", "IT", "TO")


@pytest.fixture
def bea(centre: Centre) -> Customer:
    """A customer with everything there is to hide."""
    made = make_customer(centre.hub)
    whole = replace(
        made,
        id=f"k{new_id()}",
        phones=(),
        email="bea@example.org",
        addresses=(HOME,),
        note="prefers evenings",
        points=1240,
    )
    centre.hub.write(lambda db: customers.add(db, centre.hub, whole, card=f"L{new_id()[:12]}"))
    centre.hub.write(lambda db: carts.create(db, centre.hub, whole.id))
    say(centre.hub, whole, ["a very private word"])
    return whole


def by_card(store: Store, customer: Customer, *, confirmed: bool = False) -> Opening:
    return Opening(
        f"v{new_id()}", How.CARD, store.clerk, customer=customer.id, confirmed=confirmed
    )


def test_card_alone_opens_name_tier_points_and_how_many_carts(
    store: Store, register: Client, bea: Customer
) -> None:
    answer = register.post(paths.VISITS, by_card(store, bea))
    visit = read(answer, Visit)
    assert (visit.customer.name, visit.customer.tier, visit.customer.points) == (
        bea.name,
        "Gold",
        1240,
    )
    assert visit.customer.groups == bea.groups, "the price is theirs at once"
    assert (visit.confirmed, visit.open_carts) == (False, 1)
    assert (visit.carts, visit.messages, visit.conversations, visit.orders) == ((), (), (), ())
    assert (visit.customer.email, visit.customer.addresses, visit.customer.note) == ("", (), "")
    for hidden in ("private", "Segreta", "example.org", "evenings"):
        assert hidden not in answer.text


def test_phone_behind_a_card_is_masked(centre: Centre, store: Store, register: Client) -> None:
    phone = "+393471234567"
    cleo = make_customer(centre.hub, phone=phone)
    answer = register.post(paths.VISITS, by_card(store, cleo))
    assert read(answer, Visit).customer.phones[0].raw == masked(phone)
    assert "1234" not in answer.text


def test_card_alone_lets_nobody_read_on(store: Store, register: Client, bea: Customer) -> None:
    read(register.post(paths.VISITS, by_card(store, bea)), Visit)
    for path in (paths.MESSAGES, paths.ORDERS, paths.CARTS):
        answer = register.get(path.format(customer=bea.id))
        assert (answer.status_code, problem(answer).code) == (404, "not_found"), path


def test_confirmed_card_opens_the_whole_visit(
    store: Store, register: Client, bea: Customer
) -> None:
    visit = read(register.post(paths.VISITS, by_card(store, bea, confirmed=True)), Visit)
    assert visit.confirmed
    assert visit.customer == bea
    assert [cart.state for cart in visit.carts] == [CartState.OPEN]
    assert [message.text for message in visit.messages] == ["a very private word"]


def test_p4_the_glance_and_the_confirmation_are_both_written_down(
    centre: Centre, store: Store, register: Client, bea: Customer
) -> None:
    read(register.post(paths.VISITS, by_card(store, bea)), Visit)
    read(register.post(paths.VISITS, by_card(store, bea, confirmed=True)), Visit)
    with centre.hub.database.reading() as db:
        found = db.execute(
            select(looks.c.how, looks.c.what, looks.c.clerk)
            .where(looks.c.customer == bea.id)
            .order_by(looks.c.id)
        ).all()
    assert [tuple(row) for row in found] == [
        ("card", "glance", store.clerk),
        ("card", "visit", store.clerk),
    ]


def test_confirmation_is_for_this_question_only(
    store: Store, register: Client, bea: Customer
) -> None:
    """The same id cannot be turned into a confirmed one."""
    asked = by_card(store, bea)
    read(register.post(paths.VISITS, asked), Visit)
    answer = register.post(paths.VISITS, replace(asked, confirmed=True))
    assert problem(answer).code == "key_reused"


def test_p4_customers_are_not_opened_one_after_the_other_without_end(
    centre: Centre, store: Store
) -> None:
    few = replace(centre.hub.settings, searches_per_minute=3)
    people = [make_customer(centre.hub) for _ in range(4)]
    with running(few) as strict:
        register = store.register(strict.hub, strict.url)
        for person in people[:3]:
            read(register.post(paths.VISITS, by_card(store, person, confirmed=True)), Visit)
        refused = problem(register.post(paths.VISITS, by_card(store, people[3])))
        assert refused.code == "too_many"
        assert 0 < (refused.retry_after_s or 0) <= 60
        for _ in range(5):
            again = by_card(store, people[0], confirmed=True)
            read(register.post(paths.VISITS, again), Visit)  # who is served is read again


def test_who_came_by_a_qr_is_read_again_without_another(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    again = Opening(f"v{new_id()}", How.QR, store.clerk, customer=ana.id)
    assert problem(register.post(paths.VISITS, again)).code == "invalid"
    token = centre.hub.read(lambda db: tokens.issue(db, centre.hub, ana.id, store.id))
    read(register.post(paths.VISITS, Opening(new_id(), How.QR, store.clerk, token)), Visit)
    assert read(register.post(paths.VISITS, again), Visit).customer == ana

"""Who alone answers to a phone number is opened in the request that searched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from posapp.contract import paths
from posapp.contract.messages import How, Matches, Opening, Search
from posapp.domain.customer import Customer
from posapp.hub.tables.customers import looks
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.store import Store, make_customer, make_store, new_id, say
from tests.hub.test_customers import a_name, a_phone


def asks(store: Store, how: How, text: str) -> Search:
    return Search(how, text, "IT", store.clerk, visit=f"v{new_id()}")


def told(register: Client, asked: Search) -> Matches:
    return read(register.post(paths.SEARCH, asked, key=asked.visit), Matches)


def seen(centre: Centre, customer: Customer) -> list[tuple[str, str]]:
    """How and what: every look at somebody."""
    with centre.hub.database.reading() as db:
        rows = db.execute(
            select(looks.c.how, looks.c.what).where(looks.c.customer == customer.id)
        )
        return sorted((row.how, row.what) for row in rows)


@pytest.mark.parametrize("form", ["{phone}", "0039 {national}", "{national}"])
def test_p4_a_whole_phone_number_opens_the_visit_and_leaves_both_records(
    centre: Centre, store: Store, register: Client, form: str
) -> None:
    phone = a_phone()
    ana = make_customer(centre.hub, phone=phone)
    say(centre.hub, ana, ["is 38 in stock?"])
    asked = asks(store, How.PHONE, form.format(phone=phone, national=phone[3:]))
    matches = told(register, asked)
    assert [match.id for match in matches.matches] == [ana.id]
    assert matches.visit is not None
    assert (matches.visit.id, matches.visit.customer) == (asked.visit, ana)
    assert [m.text for m in matches.visit.messages] == ["is 38 in stock?"]
    assert seen(centre, ana) == [("phone", "search"), ("phone", "visit")]


def test_without_asking_nobody_is_opened(
    centre: Centre, store: Store, register: Client
) -> None:
    phone = a_phone()
    ana = make_customer(centre.hub, phone=phone)
    asked = replace(asks(store, How.PHONE, phone), visit="")
    assert told(register, asked).visit is None
    assert seen(centre, ana) == [("phone", "search")]


def test_p4_part_of_a_number_or_a_name_opens_nobody(
    centre: Centre, store: Store, register: Client
) -> None:
    phone, name = a_phone(), a_name()
    ana = make_customer(centre.hub, name, phone)
    for how, text in ((How.PHONE, phone[-7:]), (How.NAME, name)):
        matches = told(register, asks(store, how, text))
        assert [match.id for match in matches.matches] == [ana.id]
        assert matches.visit is None
    assert seen(centre, ana) == [("name", "search"), ("phone", "search")]


def test_p4_of_two_who_share_a_number_nobody_is_opened(
    centre: Centre, store: Store, register: Client
) -> None:
    phone = a_phone()
    both = [make_customer(centre.hub, name, phone) for name in ("Ana", "Bea")]
    matches = told(register, asks(store, How.PHONE, phone))
    assert len(matches.matches) == 2
    assert matches.visit is None
    assert [seen(centre, one) for one in both] == [[("phone", "search")]] * 2


def test_a_card_alone_opens_no_more_than_a_glance(
    centre: Centre, store: Store, register: Client
) -> None:
    card = f"L{new_id()[:12]}"
    bea = make_customer(centre.hub, phone=a_phone(), card=card)
    say(centre.hub, bea, ["a very private word"])
    visit = told(register, asks(store, How.CARD, card)).visit
    assert visit is not None
    assert (visit.confirmed, visit.messages, visit.customer.email) == (False, (), "")
    assert seen(centre, bea) == [("card", "glance"), ("card", "search")]
    answer = register.get(paths.MESSAGES.format(customer=bea.id))
    assert problem(answer).code == "not_found"


def test_s1_asked_again_it_opens_once_and_records_once(
    centre: Centre, store: Store, register: Client
) -> None:
    phone = a_phone()
    ana = make_customer(centre.hub, phone=phone)
    asked = asks(store, How.PHONE, phone)
    answers = [told(register, asked) for _ in range(3)]
    assert {answer.visit.customer.id for answer in answers if answer.visit} == {ana.id}
    assert seen(centre, ana) == [("phone", "search"), ("phone", "visit")]
    other = replace(asked, text=a_phone())
    make_customer(centre.hub, phone=other.text)
    assert problem(register.post(paths.SEARCH, other, key=asked.visit)).code == "key_reused"


def test_an_opening_without_its_key_is_refused(
    centre: Centre, store: Store, register: Client
) -> None:
    phone = a_phone()
    ana = make_customer(centre.hub, phone=phone)
    answer = register.post(paths.SEARCH, asks(store, How.PHONE, phone))
    assert problem(answer).code == "invalid"
    assert seen(centre, ana) == []


def test_p4_openings_by_phone_are_limited_in_this_way_too(centre: Centre) -> None:
    few = replace(centre.hub.settings, searches_per_minute=2)
    with running(few) as strict:
        store = make_store(strict.hub)
        register = store.register(strict.hub, strict.url)
        people = [make_customer(strict.hub, phone=a_phone()) for _ in range(3)]
        for one in people[:2]:
            opening = Opening(f"v{new_id()}", How.PHONE, store.clerk, customer=one.id)
            assert register.post(paths.VISITS, opening).status_code == 200
        asked = asks(store, How.PHONE, people[2].phones[0].raw)
        assert problem(register.post(paths.SEARCH, asked, key=asked.visit)).code == "too_many"
        assert seen(strict, people[2]) == [], "nothing was shown, and nothing is said to be"

"""Finding customers, making them, and writing down who looked."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import select

from posapp.contract import paths
from posapp.contract.messages import (
    CustomerReply,
    How,
    Matches,
    NewAddress,
    NewCustomer,
    Search,
)
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer, Match, Phone
from posapp.domain.fulfilment import Address
from posapp.hub import customers
from posapp.hub.tables.customers import looks
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.store import Store, make_customer, new_id


def a_phone() -> str:
    """An Italian mobile number that no other test has."""
    return f"+39347{random.SystemRandom().randrange(10**7):07}"


def a_name() -> str:
    """A surname of letters that no other test has."""
    return "q" + "".join(random.SystemRandom().choices("bcdfghjklmnprst", k=12))


def found(
    register: Client, store: Store, how: How, text: str, region: str = "IT"
) -> dict[str, Match]:
    asked = Search(how, text, region, store.clerk)
    matches = read(register.post(paths.SEARCH, asked), Matches).matches
    return {match.id: match.match for match in matches}


@pytest.mark.parametrize(
    ("form", "match"),
    [
        ("{e164}", Match.EXACT),
        ("{n:.3} {n3:.3} {n6}", Match.NORMALISED),
        ("0039 {n}", Match.NORMALISED),
        ("+39-{n:.3}-{n3}", Match.NORMALISED),
        ("({n:.3}) {n3:.3}.{n6}", Match.NORMALISED),
        ("  {n}  ", Match.NORMALISED),
        ("{last6}", Match.PARTIAL),
        ("0{n}", Match.PARTIAL),
    ],
)
def test_customer_is_found_by_phone_in_any_form(
    centre: Centre, store: Store, register: Client, form: str, match: Match
) -> None:
    phone = a_phone()
    bruno = make_customer(centre.hub, phone=phone)
    n = phone[3:]
    text = form.format(e164=phone, n=n, n3=n[3:], n6=n[6:], last6=n[-6:])
    assert found(register, store, How.PHONE, text)[bruno.id] is match


def test_phone_that_nobody_could_read_is_found_by_its_digits(
    centre: Centre, store: Store, register: Client
) -> None:
    last = f"{random.SystemRandom().randrange(10**9):09}"
    odd = Customer(f"k{new_id()}", "Odd", (Phone(f"int. 5/{last}", None, "IT"),))
    centre.hub.write(lambda db: customers.add(db, centre.hub, odd))
    assert found(register, store, How.PHONE, last) == {odd.id: Match.PARTIAL}


@pytest.mark.parametrize("text", ["", "12", "abc", "²²²²", "++", "%", "' OR 1=1 --"])
def test_phone_look_up_needs_digits(register: Client, store: Store, text: str) -> None:
    assert found(register, store, How.PHONE, text) == {}


def test_customer_is_found_by_e_mail_card_and_name(
    centre: Centre, store: Store, register: Client
) -> None:
    name = a_name()
    email, card = f"Zoë.{name}@Example.com", f"C {name}"
    zoe = make_customer(centre.hub, f"Zoë {name}-Ñandú", email=email, card=card)
    for how, text, match in (
        (How.EMAIL, email, Match.EXACT),
        (How.EMAIL, f" {email.lower()} ", Match.NORMALISED),
        (How.CARD, card.lower().replace(" ", ""), Match.EXACT),
        (How.NAME, f"zoë {name}-Ñandú".upper(), Match.EXACT),
        (How.NAME, f"{name} zoe", Match.NORMALISED),
        (How.NAME, f"nan {name[:6]}", Match.PARTIAL),
    ):
        assert found(register, store, how, text) == {zoe.id: match}, text
    for how, text in (
        (How.EMAIL, email[:-1]),
        (How.EMAIL, ""),
        (How.CARD, ""),
        (How.NAME, ""),
        (How.NAME, "q"),
        (How.NAME, f"{name} x"),
    ):
        assert found(register, store, how, text) == {}, text


def test_short_list_is_masked(centre: Centre, store: Store, register: Client) -> None:
    phone, name = a_phone(), a_name()
    make_customer(centre.hub, name, phone, f"{name}@example.com")
    answer = register.post(paths.SEARCH, Search(How.PHONE, phone, "IT", store.clerk))
    [match] = read(answer, Matches).matches
    assert match.masked_phone.endswith(phone[-3:])
    assert match.masked_email == "q•••@e•••.com"
    assert phone[3:] not in answer.text
    assert f"{name}@" not in answer.text


def test_short_list_is_short_and_says_that_there_are_more(
    centre: Centre, store: Store, register: Client
) -> None:
    name = a_name()
    for place in range(12):
        make_customer(centre.hub, f"{name} {'abcdefghijkl'[place]}")
    answer = register.post(paths.SEARCH, Search(How.NAME, name, "", store.clerk))
    matches = read(answer, Matches)
    assert (len(matches.matches), matches.more) == (10, True)


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE customer; --", "% _ \\", "a" * 200, "\u202eabc", "🥾" * 50, "\ud7ff\uffff"],
)
@pytest.mark.parametrize("how", [How.PHONE, How.EMAIL, How.CARD, How.NAME])
def test_p1_hostile_search_text_finds_nobody(
    register: Client, store: Store, how: How, text: str
) -> None:
    assert found(register, store, how, text) == {}


@pytest.mark.parametrize("text", ["a" * 10_000, "a\0b"])
def test_p1_search_text_that_no_person_types_is_refused(
    register: Client, store: Store, text: str
) -> None:
    answer = register.post(paths.SEARCH, Search(How.NAME, text, "IT", store.clerk))
    assert (answer.status_code, problem(answer).code) == (422, "invalid")
    assert text[:20] not in answer.text


def test_p4_every_look_is_written_down(centre: Centre, store: Store, register: Client) -> None:
    phone = a_phone()
    ana = make_customer(centre.hub, phone=phone)
    found(register, store, How.PHONE, phone)
    with centre.hub.database.reading() as db:
        [look] = db.execute(select(looks).where(looks.c.customer == ana.id)).all()
    assert (look.register, look.store, look.clerk) == (register.id, store.id, store.clerk)
    assert (look.how, look.what) == ("phone", "search")
    assert abs((look.at - centre.hub.clock()).total_seconds()) < 60


def test_p4_nobody_looks_under_a_name_that_does_not_work_here(
    centre: Centre, store: Store, register: Client
) -> None:
    asked = Search(How.NAME, a_name(), "IT", "somebody")
    assert problem(register.post(paths.SEARCH, asked)).code == "invalid"


def test_p4_look_ups_are_limited(centre: Centre, store: Store) -> None:
    few = replace(centre.hub.settings, searches_per_minute=3)
    with running(few) as strict:
        register = store.register(strict.hub, strict.url)
        neighbour = store.register(strict.hub, strict.url)
        asked = Search(How.NAME, a_name(), "IT", store.clerk)
        for _ in range(3):
            assert register.post(paths.SEARCH, asked).status_code == 200
        answer = register.post(paths.SEARCH, asked)
        assert answer.status_code == 429
        told = problem(answer)
        assert told.code == "too_many"
        assert told.retry_after_s is not None
        assert 0 < told.retry_after_s <= 60
        assert int(answer.headers["Retry-After"]) >= 1
        assert neighbour.post(paths.SEARCH, asked).status_code == 200


def new_customer(store: Store, **fields: str) -> NewCustomer:
    texts = {"name": "Kai Lund", "phone": "", "email": "", "language": "it", "region": "IT"}
    return NewCustomer(
        id=f"k{new_id()}",
        consents=(Channel.WHATSAPP, Channel.WHATSAPP),
        clerk=store.clerk,
        **{**texts, **fields},
    )


def test_customer_made_at_the_counter_is_found_again(store: Store, register: Client) -> None:
    phone, name = a_phone(), a_name()
    asked = new_customer(store, name=f"  Kai {name} ", phone=phone[3:], email="k@example.com")
    made = read(register.post(paths.CUSTOMERS, asked), CustomerReply).customer
    assert made.name == f"Kai {name}"
    assert [p.e164 for p in made.phones] == [phone]
    assert [c.channel for c in made.consents if c.granted] == [Channel.WHATSAPP]
    assert found(register, store, How.PHONE, phone) == {asked.id: Match.EXACT}
    assert found(register, store, How.NAME, name) == {asked.id: Match.NORMALISED}


def test_s1_customer_is_made_once_however_often_it_is_asked(
    store: Store, register: Client
) -> None:
    name = a_name()
    asked = new_customer(store, name=name)
    answers = {register.post(paths.CUSTOMERS, asked).content for _ in range(5)}
    assert len(answers) == 1
    assert len(found(register, store, How.NAME, name)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "   "},
        {"name": "x" * 201},
        {"name": "x" * 10_000},
        {"phone": "12"},
        {"phone": "hello"},
        {"email": "nobody"},
        {"email": "a@b@c.de"},
        {"language": "italiano!"},
        {"name": "a\0b"},
        {"clerk": "nobody"},
    ],
)
def test_customer_without_what_it_takes_is_refused(
    store: Store, register: Client, wrong: dict[str, str]
) -> None:
    asked = replace(new_customer(store), **wrong)  # type: ignore[arg-type]  # all are texts
    answer = register.post(paths.CUSTOMERS, asked)
    assert (answer.status_code, problem(answer).code) == (422, "invalid")


def test_nobody_is_made_over_somebody_else(
    store: Store, register: Client, ana: Customer
) -> None:
    asked = replace(new_customer(store), id=ana.id)
    assert problem(register.post(paths.CUSTOMERS, asked)).code == "invalid"


HOME = Address("Ana Kovač", "Via Torino 2", "Milano", "20123", "IT", "MI")


def test_new_address_stands_in_the_book(store: Store, register: Client) -> None:
    made = new_customer(store)
    read(register.post(paths.CUSTOMERS, made), CustomerReply)
    asked = NewAddress(f"a{new_id()}", made.id, HOME)
    target = paths.ADDRESSES.format(customer=made.id)
    for _ in range(3):
        reply = read(register.post(target, asked), CustomerReply)
        assert reply.customer.addresses == (replace(HOME, id=asked.id),)


def test_address_that_lacks_something_is_refused(store: Store, register: Client) -> None:
    made = new_customer(store)
    read(register.post(paths.CUSTOMERS, made), CustomerReply)
    asked = NewAddress(f"a{new_id()}", made.id, replace(HOME, postal_code="1"))
    answer = register.post(paths.ADDRESSES.format(customer=made.id), asked)
    assert problem(answer).code == "invalid"
    assert "postal_code" in problem(answer).detail


def test_p6_store_changes_nothing_about_customers_it_does_not_serve(
    register: Client, ana: Customer
) -> None:
    asked = NewAddress(f"a{new_id()}", ana.id, HOME)
    answer = register.post(paths.ADDRESSES.format(customer=ana.id), asked)
    assert problem(answer).code == "not_found"

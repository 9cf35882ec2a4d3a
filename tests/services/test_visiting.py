"""Recognising customers, with a real centre and without it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import pytest

from posapp.central.client import Central
from posapp.central.port import CentralService
from posapp.contract.messages import Opening
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer
from posapp.domain.errors import (
    BadEmail,
    BadName,
    BadPhone,
    TokenDamaged,
    TokenTooOld,
    TokenUsed,
    TokenWrongStore,
    TooManyLookups,
    UnknownCustomer,
    Unreachable,
)
from posapp.domain.visit import Visit
from posapp.services import (
    visiting,
)
from posapp.services.register import close_register
from posapp.services.visiting import How, NewPerson
from posapp.store import looks
from tests.hub.store import make_customer, new_id, say
from tests.services.centre import Counter, away


class Counting:
    """A centre that notes what it is asked."""

    def __init__(self, real: CentralService, asked: list[str]) -> None:
        self._real, self._asked = real, asked

    def __getattr__(self, name: str) -> Any:
        if name != "now":  # asks nobody
            self._asked.append(name)
        return getattr(self._real, name)


def confirmed(here: Counter, card: Visit) -> Visit:
    """The clerk asked, and this is the person on the loyalty card."""
    return visiting.open_visit(
        here.register, here.clerk, How.CARD, customer=card.customer.id, confirmed=True
    )


def test_a_qr_opens_the_whole_visit_in_one_request(here: Counter, ana: Customer) -> None:
    boots = here.shopping.product(price=8900, here=2)
    cart = here.shopping.web_cart(ana.id, [(boots, 1)])
    say(here.centre.hub, ana, ["is 38 in stock?"], (boots.sku,))
    visit = visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    assert visit.customer == ana
    assert [c.id for c in visit.carts] == [cart.id]
    assert [m.text for m in visit.messages] == ["is 38 in stock?"]


def test_p3_what_is_remembered_shows_at_once_and_holds_no_message(
    here: Counter, ana: Customer
) -> None:
    boots = here.shopping.product(price=8900, here=2)
    cart = here.shopping.web_cart(ana.id, [(boots, 1)])
    say(here.centre.hub, ana, ["my secret is 4711"])
    assert visiting.known(here.register, here.qr(ana)) is None
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    seen = visiting.known(here.register, here.qr(ana))
    assert seen is not None
    assert (seen.local, seen.customer.name, seen.messages) == (True, "Ana Kovač", ())
    assert [c.id for c in seen.carts] == [cart.id]
    assert {part.name for part in seen.parts} == {"customer", "carts"}
    close_register(here.register)
    for file in here.register.folder.glob("*.db*"):
        content = file.read_bytes()
        assert b"4711" not in content
        assert ana.phones[0].raw.encode() not in content


def test_p4_each_look_is_recorded_with_who_and_why_the_centre_away_or_not(
    here: Counter, ana: Customer
) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    with pytest.raises(Unreachable):
        visiting.open_visit(away(here.register), here.clerk, How.NAME, customer=ana.id)
    with here.register.books.journal.reading() as db:
        seen = [(look.clerk, look.customer, look.how) for look in looks.of(db, ana.id)]
    assert seen == [(here.clerk.id, ana.id, "qr"), (here.clerk.id, ana.id, "name")]


def test_p4_a_list_of_those_served_before_is_a_look_at_each_of_them(
    here: Counter, ana: Customer
) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    visiting.look_up(away(here.register), here.clerk, ana.email)
    with here.register.books.journal.reading() as db:
        assert [look.how for look in looks.of(db, ana.id)] == ["qr", "email"]


def test_a_loyalty_card_opens_less_until_the_clerk_has_confirmed_who_it_is(
    here: Counter,
) -> None:
    number = f"L{new_id()[:12]}"
    bea = make_customer(here.centre.hub, "Bea Rossi", "+393471112223", card=number)
    boots = here.shopping.product(price=8900, here=2)
    cart = here.shopping.web_cart(bea.id, [(boots, 1)])
    say(here.centre.hub, bea, ["is 38 in stock?"])
    (match,) = visiting.look_up(here.register, here.clerk, f"L:{number}").matches
    card = visiting.open_visit(here.register, here.clerk, How.CARD, customer=match.id)
    assert (card.confirmed, card.customer.name, card.open_carts) == (False, "Bea Rossi", 1)
    assert (card.carts, card.messages) == ((), ())
    assert visiting.known(here.register, bea.id) is None, "nothing of it is remembered"
    whole = confirmed(here, card)
    assert (whole.confirmed, whole.customer) == (True, bea)
    assert [c.id for c in whole.carts] == [cart.id]
    assert [m.text for m in whole.messages] == ["is 38 in stock?"]
    again = visiting.open_visit(here.register, here.clerk, How.CARD, customer=bea.id)
    assert not again.confirmed
    shown = visiting.known(here.register, bea.id)
    assert shown is not None
    assert (shown.confirmed, shown.carts, shown.open_carts) == (False, (), 1)
    by_qr = visiting.known(here.register, here.qr(bea))
    assert by_qr is None, "no QR of hers was seen here yet"
    here.register.current.unconfirmed.discard(bea.id)
    remembered = visiting.known(here.register, bea.id)
    assert remembered is not None
    assert [c.id for c in remembered.carts] == [cart.id], "a glance takes nothing away"
    with here.register.books.journal.reading() as db:
        assert [look.how for look in looks.of(db, bea.id)] == ["card"] * 3


def test_a_parked_cart_that_comes_back_confirms_no_loyalty_card(here: Counter) -> None:
    number, email = f"L{new_id()[:12]}", f"{new_id()}@example.org"
    bea = make_customer(here.centre.hub, "Bea Rossi", email=email, card=number)
    visiting.open_visit(here.register, here.clerk, How.CARD, customer=bea.id)
    back = visiting.open_visit(here.register, here.clerk, How.NAME, customer=bea.id)
    assert not back.confirmed
    visiting.look_up(here.register, here.clerk, f"L:{number}")
    back = visiting.open_visit(here.register, here.clerk, How.NAME, customer=bea.id)
    assert not back.confirmed
    visiting.look_up(here.register, here.clerk, email)
    said = visiting.open_visit(here.register, here.clerk, How.EMAIL, customer=bea.id)
    assert said.confirmed
    visiting.open_visit(here.register, here.clerk, How.CARD, customer=bea.id)
    confirmed(here, said)
    again = visiting.open_visit(here.register, here.clerk, How.NAME, customer=bea.id)
    assert again.confirmed


def test_the_four_ways_a_qr_is_refused_are_four_errors(here: Counter, ana: Customer) -> None:
    register, good = here.register, here.qr(ana)
    with pytest.raises(TokenTooOld):
        visiting.known(register, here.qr(ana, age_s=120))
    with pytest.raises(TokenWrongStore):
        visiting.known(register, here.qr(ana, store="elsewhere"))
    for bad in (good[:-4] + "0000", good[:50], "P1:", "P1:" + "%" * 300, "P1:äöü"):
        with pytest.raises(TokenDamaged):
            visiting.known(register, bad)
    visiting.open_visit(register, here.clerk, How.QR, token=good)
    with pytest.raises(TokenUsed):
        visiting.open_visit(register, here.clerk, How.QR, token=good)


def test_s6_a_clock_that_is_behind_leaves_the_judgement_to_the_centre(
    here: Counter, ana: Customer
) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    assert visiting.known(here.register, here.qr(ana, age_s=-10)) is not None
    assert visiting.known(here.register, here.qr(ana, age_s=-600)) is None
    assert visiting.known(here.register, here.qr(ana, age_s=70)) is not None


def test_p4_without_the_centre_nobody_is_looked_up_by_the_dozen(here: Counter) -> None:
    offline = away(here.register)
    with pytest.raises(TooManyLookups) as refused:
        for number in range(100):
            with pytest.raises(UnknownCustomer):
                visiting.look_up(offline, here.clerk, f"347 555 {number:04}")
    assert 0 < refused.value.wait_s <= 60


def test_every_changed_letter_of_a_qr_is_noticed(here: Counter, ana: Customer) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    good = here.qr(ana)
    for place in range(3, len(good)):
        other = "1" if good[place] == "0" else "0"
        changed = good[:place] + other + good[place + 1 :]
        with suppress(TokenDamaged):  # None: signed with a key that nobody has
            assert visiting.known(here.register, changed) is None


@pytest.mark.parametrize("form", ["{national}", "0039 {national}", "+39-{national}"])
def test_a_phone_is_found_in_any_form(here: Counter, ana: Customer, form: str) -> None:
    e164 = ana.phones[0].e164 or ""
    typed = form.format(national=f"{e164[3:6]} {e164[6:9]} {e164[9:]}")
    found = visiting.look_up(here.register, here.clerk, typed)
    assert ana.id in {match.id for match in found.matches}


def test_p4_a_whole_phone_number_is_found_and_opened_in_one_request(
    here: Counter, ana: Customer
) -> None:
    asked: list[str] = []
    register = replace(
        here.register, central=cast(CentralService, Counting(here.register.central, asked))
    )
    e164 = ana.phones[0].e164 or ""
    visit = visiting.look_up(register, here.clerk, e164[3:]).visit
    assert visit is not None
    assert visit.customer == ana
    assert asked == ["search"]
    visiting.noted(here.register, here.clerk, How.PHONE, visit)
    remembered = visiting.known(here.register, ana.id)
    assert remembered is not None
    assert remembered.customer.name == ana.name
    with here.register.books.journal.reading() as db:
        assert [(look.visit, look.how) for look in looks.of(db, ana.id)] == [
            (visit.id, "phone")
        ]


def test_without_the_centre_nobody_is_opened_by_a_phone_number(
    here: Counter, ana: Customer
) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    e164 = ana.phones[0].e164 or ""
    found = visiting.look_up(away(here.register), here.clerk, e164)
    assert [match.id for match in found.matches] == [ana.id]
    assert found.visit is None


def test_a_foreign_phone_is_found_as_people_say_it_at_home(here: Counter) -> None:
    last = f"{int(new_id()[:6], 16) % 10_000:04}"
    aoife = make_customer(here.centre.hub, "Aoife Byrne", f"+35387123{last}")
    found = visiting.look_up(here.register, here.clerk, f"087 123 {last}")
    assert aoife.id in {match.id for match in found.matches}


def test_without_the_centre_those_served_before_are_found(here: Counter, ana: Customer) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    offline = away(here.register)
    e164 = ana.phones[0].e164 or ""
    for typed in (e164[3:], "kovac", ana.email.upper()):
        (match,) = visiting.look_up(offline, here.clerk, typed).matches
        assert match.id == ana.id
        assert e164 not in match.masked_phone
    with pytest.raises(UnknownCustomer):
        visiting.look_up(offline, here.clerk, "nobody at all")


def test_a_new_customer_is_made_at_the_counter(here: Counter) -> None:
    phone = f"347 55{int(new_id()[:6], 16) % 100_000:05}"
    person = NewPerson("  Bea   Rossi ", phone, "", "it", (Channel.WHATSAPP,))
    visit = visiting.add_customer(here.register, here.clerk, person)
    assert visit.customer.name == "Bea Rossi"
    assert not visit.local
    again = visiting.look_up(here.register, here.clerk, phone)
    assert [m.id for m in again.matches] == [visit.customer.id]


@pytest.mark.parametrize(
    ("person", "error"),
    [
        (NewPerson("", "347 1234567"), BadName),
        (NewPerson("x" * 201, "347 1234567"), BadName),
        (NewPerson("Bea"), BadPhone),
        (NewPerson("Bea", "12"), BadPhone),
        (NewPerson("Bea", "", "not an address"), BadEmail),
    ],
)
def test_a_customer_that_cannot_be_right_is_refused_here(
    here: Counter, person: NewPerson, error: type[Exception]
) -> None:
    with pytest.raises(error):
        visiting.add_customer(here.register, here.clerk, person)


def test_older_messages_come_page_by_page_in_their_order(here: Counter, ana: Customer) -> None:
    texts = [f"message {number}" for number in range(250)]
    say(here.centre.hub, ana, texts)
    visit = visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    assert len(visit.messages) < len(texts)
    while visit.older:
        visit = visiting.older(here.register, visit)
    assert [message.text for message in visit.messages] == texts
    assert visiting.older(here.register, visit) == visit


def test_what_was_learnt_from_a_qr_stays_when_the_visit_is_remembered_again(
    here: Counter, ana: Customer
) -> None:
    visit = visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    visiting.remember(here.register, visit)
    assert visiting.known(here.register, here.qr(ana)) is not None
    by_id = visiting.known(here.register, ana.id)
    assert by_id is not None
    assert by_id.customer.groups == ("Gold",)


def test_an_answer_that_was_lost_redeems_no_second_qr(
    here: Counter, ana: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, opens = here.qr(ana), Central.open_visit

    def is_cut(central: Central, opening: Opening) -> Visit:
        opens(central, opening)
        raise Unreachable("the answer was lost")

    with monkeypatch.context() as fault:
        fault.setattr(Central, "open_visit", is_cut)
        with pytest.raises(Unreachable):
            visiting.open_visit(here.register, here.clerk, How.QR, token=token)
    visit = visiting.open_visit(here.register, here.clerk, How.QR, token=token)
    assert visit.customer.id == ana.id

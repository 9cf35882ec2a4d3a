"""The counter and a real centre, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from posapp.database.engine import Database
from posapp.domain.cart import Cart, Origin
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer
from posapp.domain.differences import DifferenceKind
from posapp.domain.errors import (
    BadEmail,
    BadName,
    BadPhone,
    CheckoutChanged,
    GiftCardRefused,
    NotEnrolled,
    Refused,
    TokenDamaged,
    TokenTooOld,
    TokenUsed,
    TokenWrongStore,
    TooManyLookups,
    UnknownCustomer,
    Unreachable,
)
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.webcart import CartState
from posapp.hub.settings import Settings
from posapp.hub.tables import metadata
from posapp.services import (
    checkout,
    enrolling,
    health,
    pulling,
    receipts,
    selling,
    shipping,
    visiting,
)
from posapp.services.health import LinkState
from posapp.services.register import Register, close_register, open_register
from posapp.services.visiting import How, NewPerson
from posapp.store import looks, outbox
from posapp.sync.exchange import exchange
from tests.hub.conftest import Centre, running
from tests.hub.shopping import HOME, add
from tests.hub.store import make_customer, new_id, say
from tests.services.centre import Counter, counter
from tests.services.conftest import nowhere
from tests.services.till import WORDS


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hub')}/hub.db"
    database = Database(url)
    metadata.create_all(database.engine)
    database.close()
    with running(Settings(url)) as centre:
        yield centre


@pytest.fixture
def here(centre: Centre, tmp_path: Path) -> Iterator[Counter]:
    with counter(centre, tmp_path / "register") as counter_:
        yield counter_


@pytest.fixture
def ana(centre: Centre) -> Customer:
    number = f"+3934712{int(new_id()[:6], 16) % 100_000:05}"
    return make_customer(centre.hub, "Ana Kovač", number, f"{new_id()}@example.org")


def away(register: Register) -> Register:
    """The same register with the centre gone."""
    from posapp.central.client import Central

    return replace(register, central=Central(nowhere()))


def test_a_register_is_let_in_once_and_opens_with_its_shop(here: Counter) -> None:
    register = here.register
    assert register.shop.location.id == register.store_id == here.shopping.store.id
    assert register.epoch == 1
    with pytest.raises(Refused) as refused:
        enrolling.enrol(register.folder, here.centre.url, "ANY")
    assert refused.value.problem == "enrolled"


def test_a_wrong_code_lets_nobody_in_and_leaves_no_settings(
    centre: Centre, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        enrolling.enrol(tmp_path, centre.url, "0000-0000-0000-0000")
    assert refused.value.problem == "code_spent"
    assert not enrolling.enrolled(tmp_path)
    with pytest.raises(NotEnrolled):
        open_register(tmp_path)


@pytest.mark.parametrize("url", ["http://central.example", "ftp://127.0.0.1", "nonsense"])
def test_p7_an_unsafe_address_is_never_spoken_to(tmp_path: Path, url: str) -> None:
    with pytest.raises(Unreachable):
        enrolling.enrol(tmp_path, url, "CODE")
    assert not enrolling.enrolled(tmp_path)


def test_the_register_opens_again_with_the_centre_away(here: Counter) -> None:
    folder = here.register.folder
    close_register(here.register)
    enrolling.save(folder, replace(enrolling.settings(folder), hub_url=nowhere()))
    again = open_register(folder)
    assert again.shop.location.id == here.shopping.store.id
    close_register(again)


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
        seen = [(look.clerk, look.customer, look.how) for look in looks.latest(db)]
    assert seen == [(here.clerk.id, ana.id, "name"), (here.clerk.id, ana.id, "qr")]


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


def test_a_web_cart_is_served_shipped_in_part_and_sold_once(
    here: Counter, ana: Customer
) -> None:
    register, shopping = here.register, here.shopping
    boots = shopping.product(price=8900, here=2)
    belt = shopping.product(price=2500, here=0, elsewhere=3)
    socks = shopping.product(price=1200, here=5)
    cart = shopping.web_cart(ana.id, [(boots, 1), (belt, 1)])
    visit = visiting.open_visit(register, here.clerk, How.QR, token=here.qr(ana))
    web = visit.carts[0]
    assert pulling.lease(register, web.id) == ""
    (question,) = pulling.check(register, visit, [web])
    assert question.kind is DifferenceKind.NOT_HERE
    mine = pulling.pull(register, visit, Cart(), [web], [])
    assert pulling.pull(register, visit, mine, [web], []) == mine
    mine = selling.add(register, mine, replace(socks, on_hand=5), 2)
    assert [line.origin for line in mine.lines] == [Origin.WEB, Origin.WEB, Origin.COUNTER]
    priced = selling.price(register, mine, visit.customer)
    mine = shipping.choose(mine, HOME, shipping.quotes(register, priced, HOME)[0])
    priced = selling.price(register, mine, visit.customer)
    asked = checkout.prepare(register, priced, visit.customer)
    assert asked
    payment = checkout.begin(register, priced)
    paid = checkout.take_cash(register, payment, Money(200_00))
    sale = checkout.complete(register, here.clerk, visit.customer, paid, asked)
    assert {line.fulfilment for line in sale.lines} == {Fulfilment.TAKE, Fulfilment.SHIP}
    visiting.close(register, visit)
    status = exchange(register)
    assert (status.sent, status.waiting, status.parked) == (1, 0, 0)
    assert shopping.look(cart.id).state is CartState.CHECKED_OUT
    assert register.central.order(sale.receipt).total == sale.totals.grand


def test_c3_an_edit_on_the_phone_is_asked_about_before_payment(
    here: Counter, ana: Customer
) -> None:
    register, shopping = here.register, here.shopping
    boots, hat = shopping.product(here=3), shopping.product(price=1500, here=3)
    cart = shopping.web_cart(ana.id, [(boots, 1)])
    visit = visiting.open_visit(register, here.clerk, How.QR, token=here.qr(ana))
    seen = visit.carts[0]
    mine = pulling.pull(register, visit, Cart(), [seen], [])
    shopping.edit(cart.id, add(hat))
    priced = selling.price(register, mine, visit.customer)
    with pytest.raises(CheckoutChanged) as changed:
        checkout.prepare(register, priced, visit.customer)
    assert changed.value.problem == "cart_changed"
    fresh = pulling.fresh(register, cart.id)
    (question,) = pulling.since(seen, fresh, mine)
    assert question.line.sku == hat.sku
    mine = pulling.accept(register, visit, mine, seen, fresh, [])
    priced = selling.price(register, mine, visit.customer)
    assert checkout.prepare(register, priced, visit.customer)


def test_c4_a_cart_served_at_another_register_is_a_note_and_no_obstacle(
    here: Counter, ana: Customer, tmp_path: Path
) -> None:
    boots = here.shopping.product(here=3)
    cart = here.shopping.web_cart(ana.id, [(boots, 1)])
    with counter(here.centre, tmp_path / "other") as other:
        visiting.open_visit(other.register, other.clerk, How.QR, token=other.qr(ana))
        visit = visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
        assert pulling.lease(here.register, cart.id) == ""
        assert pulling.lease(other.register, cart.id) == "leased"
        assert pulling.lease(away(other.register), cart.id) == "away"
        visiting.close(here.register, visit)
        assert pulling.lease(other.register, cart.id) == ""


def test_store_credit_is_held_and_given_back(here: Counter, ana: Customer) -> None:
    register = here.register
    visit = visiting.open_visit(register, here.clerk, How.QR, token=here.qr(ana))
    boots = here.shopping.product(here=3)
    cart = selling.add(register, Cart(), replace(boots, on_hand=3))
    payment = checkout.begin(register, selling.price(register, cart, visit.customer))
    with pytest.raises(GiftCardRefused):
        checkout.hold_gift_card(register, payment, "0000000000")
    held = checkout.hold_store_credit(register, payment, visit.customer)
    (tender,) = held.tenders
    assert (tender.kind, tender.amount) == (TenderKind.STORE_CREDIT, Money(15_00))
    assert checkout.take_back(register, held, tender.id) == payment
    status = exchange(register)
    assert (status.parked, status.waiting) == (0, 0)
    again = checkout.hold_store_credit(register, payment, visit.customer)
    assert again.tenders[0].amount == Money(15_00)
    paid = checkout.take_cash(register, again, again.due)
    checkout.complete(register, here.clerk, visit.customer, paid)
    status = exchange(register)
    assert (status.parked, status.waiting) == (0, 0)


def test_a_hold_of_a_run_that_crashed_is_given_back_at_the_next_start(
    here: Counter, ana: Customer
) -> None:
    register = here.register
    visit = visiting.open_visit(register, here.clerk, How.QR, token=here.qr(ana))
    cart = selling.add(register, Cart(), replace(here.shopping.product(here=3), on_hand=3))
    payment = checkout.begin(register, selling.price(register, cart))
    checkout.hold_store_credit(register, payment, visit.customer)
    close_register(register)
    again = open_register(register.folder)
    with again.books.journal.reading() as db:
        assert [report.kind for report in outbox.waiting(db)] == ["hold_release"]
    assert exchange(again).parked == 0
    close_register(again)


def test_a_receipt_is_sent_after_its_sale(here: Counter, ana: Customer) -> None:
    register = here.register
    visit = visiting.open_visit(register, here.clerk, How.QR, token=here.qr(ana))
    cart = selling.add(register, Cart(), replace(here.shopping.product(here=3), on_hand=3))
    payment = checkout.begin(register, selling.price(register, cart))
    paid = checkout.take_cash(register, payment, payment.due)
    sale = checkout.complete(register, here.clerk, visit.customer, paid)
    receipts.send(register, sale, WORDS, Channel.EMAIL, ana.email)
    assert health.of(register).waiting == 2
    status = exchange(register)
    assert (status.sent, status.parked) == (2, 0)
    now = health.of(register)
    assert (now.link, now.waiting) == (LinkState.ONLINE, 0)
    exchange(away(register))
    assert health.of(register).link is LinkState.OFFLINE


def test_a_new_address_joins_the_customers_book(here: Counter, ana: Customer) -> None:
    visit = visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    saved = shipping.save_address(here.register, visit.customer, HOME)
    assert [a.street for a in saved.addresses] == [HOME.street]


def test_live_stock_is_told_by_store(here: Counter) -> None:
    boots = here.shopping.product(here=2, elsewhere=4)
    levels = selling.stock(here.register, [boots.sku])
    assert {level.location: level.on_hand for level in levels} == {
        here.shopping.store.id: 2,
        here.shopping.elsewhere: 4,
    }

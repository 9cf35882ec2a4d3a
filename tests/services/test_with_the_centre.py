"""The counter and a real centre, over HTTP: one cart, one payment, one order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from posapp.domain.cart import Cart, Origin
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer
from posapp.domain.differences import DifferenceKind
from posapp.domain.errors import (
    CheckoutChanged,
    GiftCardRefused,
)
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.webcart import CartState
from posapp.hub import gift_cards, orders
from posapp.services import (
    checkout,
    health,
    pulling,
    receipts,
    selling,
    shipping,
    visiting,
)
from posapp.services.health import LinkState
from posapp.services.opening import open_register
from posapp.services.register import close_register
from posapp.services.visiting import How
from posapp.store import outbox
from posapp.sync.exchange import exchange
from tests.hub.shopping import HOME, add
from tests.services.centre import Counter, away, counter
from tests.services.till import WORDS


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
    made = shopping.hub.read(lambda db: orders.read(db, sale.receipt))
    assert made.total == sale.totals.grand


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


def test_a_gift_card_pays_what_it_has_and_cash_the_rest(here: Counter) -> None:
    register = here.register
    number = f"G{register.new_id()[-12:]}"
    card = gift_cards.GiftCard(number, Money(10_00))
    here.centre.hub.write(lambda db: gift_cards.put_cards(db, [card]))
    boots = replace(here.shopping.product(price=8900, here=3), on_hand=3)
    cart = selling.add(register, Cart(), boots)
    payment = checkout.begin(register, selling.price(register, cart))
    held = checkout.hold_gift_card(register, payment, number)
    assert (held.tenders[0].amount, held.due) == (Money(10_00), Money(79_00))
    with pytest.raises(GiftCardRefused) as refused:
        checkout.hold_gift_card(register, payment, number)
    assert refused.value.why == "empty"
    paid = checkout.take_cash(register, held, Money(80_00))
    sale = checkout.complete(register, here.clerk, None, paid)
    assert [t.kind for t in sale.tenders] == [TenderKind.GIFT_CARD, TenderKind.CASH]
    status = exchange(register)
    assert (status.waiting, status.parked) == (0, 0)
    left = here.centre.hub.read(lambda db: gift_cards.balance(db, number))
    assert left.balance == Money(0)


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
    for link in (LinkState.ONLINE, LinkState.OFFLINE):
        exchange(away(register))
        assert health.of(register).link is link


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

"""The online cart at the counter: whatever changed is asked about once, and kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.payment import TenderKind
from posapp.domain.webcart import CartState
from posapp.hub.demo.cast import BAG, BELT, BOOTS_38, OLD_SANDAL, SCARF, SOCKS, SWEATER
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.network import Line
from posapp.qa.phone import Phone
from posapp.qa.scenarios import Awkward, Chain
from tests.journeys.ends import nothing_sold, sold_once

Phones = Callable[[str], Phone]


@pytest.fixture
def comes(clerk: Clerk, phone: Phones, chain: Chain) -> Callable[[str], Phone]:
    """Somebody comes to the counter and shows the QR."""

    def arrive(key: str) -> Phone:
        theirs = phone(key)
        clerk.scans(theirs.qr)
        clerk.waits_for_customer(chain.person(key).name)
        return theirs

    return arrive


def pays(clerk: Clerk) -> None:
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()


def test_a_cart_that_is_asked_for_before_the_centre_has_answered_comes_when_it_has(
    clerk: Clerk, line: Line, chain: Chain
) -> None:
    ana = chain.person("ana")
    line.is_slow(0.7)
    clerk.looks_up(ana.name)  # a search, and then the visit: the name comes first
    clerk.waits_to_see(ana.name)
    clerk.pulls_the_cart()
    clerk.takes_all_suggestions()
    clerk.waits_for_line(BOOTS_38)


def test_a_price_that_rose_and_a_thing_that_is_elsewhere_ask_one_question_each(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones
) -> None:
    ana = comes("ana")
    clerk.pulls_the_cart()
    clerk.decides("use_todays_price", "ship")
    clerk.waits_for_line(SCARF)
    assert clerk.way(SCARF) == (Fulfilment.SHIP,)
    clerk.ships_to_first_address()
    pays(clerk)
    (sale,) = sold_once(register, centre)
    belt = next(line for line in sale.lines if line.sku == BELT)
    assert belt.unit_price == ana.owner.carts[0][1].price
    assert ana.carts == ()


def test_all_suggestions_are_one_key(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones
) -> None:
    comes("ana")
    clerk.pulls_the_cart()
    clerk.takes_all_suggestions()
    clerk.waits_for_line(BELT)
    assert "kept" in clerk.hands.reads("sale.cart") or clerk.pieces(SCARF) == 1
    nothing_sold(register, centre)


def test_what_is_no_longer_sold_stays_out_and_the_rest_is_sold(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones, chain: Chain
) -> None:
    comes(chain.with_a(Awkward.DISCONTINUED).key)
    clerk.pulls_the_cart()
    clerk.decides("")
    clerk.waits_for_line(SOCKS)
    assert clerk.pieces(OLD_SANDAL) == 0
    pays(clerk)
    (sale,) = sold_once(register, centre)
    assert [line.sku for line in sale.lines] == [SOCKS]


def test_a_coupon_from_the_phone_is_used_at_the_counter(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones, chain: Chain
) -> None:
    fritz = comes(chain.with_a(Awkward.COUPON).key)
    clerk.pulls_the_cart()
    clerk.hands.waits_until(lambda: clerk.cart, "nothing was pulled")
    online = fritz.carts[0].totals.grand
    clerk.sees_total(online)
    pays(clerk)
    (sale,) = sold_once(register, centre)
    assert (sale.coupons, sale.totals.grand) == ((fritz.owner.coupon,), online)


def test_several_carts_are_one_sale_together(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones, chain: Chain
) -> None:
    dario = comes(chain.with_a(Awkward.SEVERAL_CARTS).key)
    clerk.pulls_the_cart()
    clerk.pulls_together()
    clerk.waits_for_line(SWEATER)
    clerk.waits_for_line(SOCKS, 3)
    pays(clerk)
    (sale,) = sold_once(register, centre)
    assert len(sale.carts) == 2
    assert dario.carts == ()


def test_several_carts_are_kept_apart(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones, chain: Chain
) -> None:
    dario = comes(chain.with_a(Awkward.SEVERAL_CARTS).key)
    clerk.pulls_the_cart()
    clerk.pulls_the_first_alone()
    clerk.hands.waits_until(lambda: clerk.cart, "nothing was pulled")
    pays(clerk)
    (sale,) = sold_once(register, centre)
    assert len(sale.carts) == 1
    (left,) = dario.carts
    assert left.state is CartState.OPEN


def test_what_was_paid_online_is_never_charged_again(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones, chain: Chain
) -> None:
    carla = comes(chain.with_a(Awkward.PART_PAID).key)
    clerk.pulls_the_cart()
    clerk.waits_for_line(BAG)
    pays(clerk)
    (sale,) = sold_once(register, centre)
    paid = {tender.kind: tender.amount for tender in sale.tenders}
    assert paid[TenderKind.PREPAID] == carla.owner.paid
    assert paid[TenderKind.CASH] == sale.totals.grand - carla.owner.paid


def test_an_empty_online_cart_is_nothing_to_pull(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones, chain: Chain
) -> None:
    ben = comes(chain.with_a(Awkward.EMPTY_CART).key)
    clerk.pulls_the_cart()
    assert clerk.cart == []
    assert not clerk.error
    assert len(ben.carts) == 1
    nothing_sold(register, centre)


def test_a_cart_edited_on_the_phone_while_it_is_served_asks_before_it_changes(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones
) -> None:
    hugo = comes("hugo")
    clerk.pulls_the_cart()
    clerk.waits_for_line(SOCKS)
    hugo.adds(SOCKS, 2)
    clerk.hands.waits_for("differences")
    assert clerk.pieces(SOCKS) == 1
    clerk.decides("accept")
    clerk.waits_for_line(SOCKS, 3)
    pays(clerk)
    (sale,) = sold_once(register, centre)
    assert sum(line.quantity for line in sale.lines if line.sku == SOCKS) == 3
    assert hugo.carts == ()


def test_an_edit_after_the_check_is_left_over_and_neither_charged_nor_lost(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones
) -> None:
    hugo = comes("hugo")
    clerk.pulls_the_cart()
    clerk.waits_for_line(SOCKS)
    clerk.pays()
    clerk.hands.waits_until(lambda: centre.open_reservations() > 0, "nothing was reserved")
    hugo.adds(BOOTS_38)
    pays(clerk)
    (sale,) = sold_once(register, centre)
    assert BOOTS_38 not in [line.sku for line in sale.lines]
    (left,) = hugo.carts
    assert [(line.sku, line.quantity) for line in left.lines] == [(BOOTS_38, 1)]


def test_one_line_is_partly_taken_and_partly_shipped(
    clerk: Clerk, register: Counter, centre: Centre, comes: Phones
) -> None:
    comes("hugo")
    clerk.scans(SOCKS, SOCKS, SOCKS)
    clerk.waits_for_line(SOCKS, 3)
    clerk.ships_some(SOCKS, 1)
    clerk.ships_to_first_address()
    assert sorted(way.value for way in clerk.way(SOCKS)) == ["ship", "take"]
    pays(clerk)
    (sale,) = sold_once(register, centre)
    ways = {line.fulfilment: line.quantity for line in sale.lines}
    assert ways == {Fulfilment.TAKE: 2, Fulfilment.SHIP: 1}
    assert sale.shipment is not None

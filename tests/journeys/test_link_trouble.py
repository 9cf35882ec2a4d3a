"""The line is lost, silent, garbled and back: the same visit goes on in the same cart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from posapp.domain.money import Money
from posapp.hub.demo.cast import BOOTS_38, SOCKS, SWEATER
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.faults import Fault, Mischief
from posapp.qa.network import Line
from posapp.qa.phone import Phone
from posapp.qa.printer import PrinterSimulator
from posapp.qa.scenarios import Chain, GiftCard
from tests.journeys.ends import sold_once

Phones = Callable[[str], Phone]
SECONDS = 20  # a dead line is noticed in fewer, on a busy computer, too


@pytest.fixture
def said(register: Counter, clerk: Clerk) -> list[str]:
    """Everything that the badge says about the line from now on."""
    words: list[str] = []
    clerk.waits_for_badge("Online")
    register.running.sync.changed.connect(lambda _health: words.append(clerk.badge))
    return words


def sells(clerk: Clerk, chain: Chain, sku: str = SOCKS) -> None:
    clerk.scans(chain.goods[sku])
    clerk.waits_for_line(sku)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    clerk.serves_the_next()


def notices(clerk: Clerk, *words: str) -> None:
    """The badge says this within seconds."""
    clerk.hands.waits_until(
        lambda: all(word in clerk.badge for word in words), clerk.badge, within_s=SECONDS
    )


def test_a3_one_lost_request_is_not_called_offline(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    line: Line,
    chain: Chain,
    said: list[str],
) -> None:
    line.next(Fault.CUT_AFTER, on="/v1/sales")
    sells(clerk, chain)
    sold_once(register, centre)
    assert line.met[Fault.CUT_AFTER] == 1
    assert not [words for words in said if "Offline" in words]


@pytest.mark.parametrize("how", ["goes_away", "falls_silent"])
def test_a3_a_dead_line_is_noticed_in_seconds_though_nobody_asks_for_anything(
    clerk: Clerk, line: Line, said: list[str], how: str
) -> None:
    getattr(line, how)()
    notices(clerk, "Offline since")
    line.comes_back()
    notices(clerk, "Online")
    assert said


def test_a_flapping_line_neither_flickers_nor_loses_a_sale(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    line: Line,
    chain: Chain,
    said: list[str],
) -> None:
    line.misbehaves(Mischief(3, 0.4, (Fault.CUT_BEFORE, Fault.CUT_AFTER)))
    for _ in range(4):
        sells(clerk, chain)
    states = [words.partition("(")[0].partition(" since")[0].strip() for words in said]
    changes = sum(now != before for before, now in pairwise(states))
    assert changes <= 8
    line.behaves()
    sold_once(register, centre, sales=4)
    notices(clerk, "Online")


def test_the_worst_of_lines_stops_nobody_from_selling(
    clerk: Clerk, register: Counter, centre: Centre, line: Line, chain: Chain
) -> None:
    line.delay_s = 0.002
    line.misbehaves(Mischief(5, 0.5))
    for _ in range(3):
        clerk.scans(chain.goods[SOCKS])
        clerk.waits_for_line(SOCKS)
        clerk.takes_exact_cash()
        clerk.hands.waits_until(
            lambda: clerk.hands.sees("receipt") or clerk.hands.sees("pay.state.goon"),
            clerk.payment if clerk.hands.sees("pay") else "nothing",
            within_s=SECONDS,
        )
        if clerk.hands.sees("pay.state.goon"):
            clerk.presses_act("goon")
        clerk.waits_for_receipt()
        clerk.serves_the_next()
    line.behaves()
    sold_once(register, centre, sales=3)


def test_a2_from_a_cold_start_with_the_centre_away_a_whole_day_is_possible(
    register: Counter,
    centre: Centre,
    line: Line,
    chain: Chain,
    printer: PrinterSimulator,
) -> None:
    register.closes()
    line.goes_away()
    clerk = Clerk(register.opens())
    clerk.signs_in(chain.pins("clerk")[0])
    clerk.scans(chain.goods[BOOTS_38])
    clerk.waits_for_line(BOOTS_38)
    pieces = len(clerk.cart)
    clerk.finds(chain.goods[SOCKS].name)
    assert len(clerk.cart) == pieces + 1
    clerk.parks()
    sells(clerk, chain)
    clerk.hands.waits_until(lambda: len(printer.slips) == 1, "not printed")
    assert (register.parked_carts(), register.waiting() >= 1) == (1, True)
    notices(clerk, "Offline since", "1 sale waiting")
    line.comes_back()
    sold_once(register, centre)


def test_the_visit_goes_on_in_the_same_cart_and_what_changed_meanwhile_is_asked(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    line: Line,
    phone: Phones,
    chain: Chain,
) -> None:
    hugo = phone("hugo")
    clerk.scans(hugo.qr)
    clerk.waits_for_customer(hugo.owner.name)
    clerk.pulls_the_cart()
    clerk.waits_for_line(SOCKS)
    before = clerk.cart
    line.goes_away()
    notices(clerk, "Offline since")
    hugo.adds(chain.goods[SWEATER])
    clerk.scans(chain.goods[BOOTS_38])
    clerk.waits_for_line(BOOTS_38)
    assert clerk.cart[: len(before)] == before
    line.comes_back()
    clerk.hands.waits_until(
        lambda: "customer changed the cart" in clerk.hands.reads(), "not asked", within_s=30
    )
    assert SWEATER not in clerk.skus, "nothing is taken over unasked"
    clerk.takes_all_suggestions()
    clerk.waits_for_line(SWEATER)
    assert BOOTS_38 in clerk.skus
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert sale.customer == hugo.owner.customer
    assert hugo.carts == ()


def test_a_gift_card_is_not_promised_while_only_the_centre_could_take_it(
    clerk: Clerk, register: Counter, centre: Centre, line: Line, chain: Chain
) -> None:
    line.goes_away()
    notices(clerk, "Offline since")
    clerk.scans(chain.goods[BOOTS_38])
    clerk.waits_for_line(BOOTS_38)
    clerk.pays()
    clerk.hands.waits_to_read("Gift card: not offline", name="pay")
    assert not clerk.hands.finds("pay.gift").isEnabled()
    clerk.hands.presses_keys("F12")
    clerk.waits_for_payment_state("The centre is away", "Cash and cards work")
    line.comes_back()
    clerk.hands.waits_until(
        lambda: clerk.hands.finds("pay.gift").isEnabled(), "still refused", within_s=SECONDS
    )
    clerk.pays_by_gift_card(chain.gift_card(GiftCard.LITTLE))
    clerk.hands.waits_until(lambda: not clerk.hands.sees("pay.gift.number"), "not taken")
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert sum((t.amount for t in sale.tenders), Money(0)) - sale.change == sale.totals.grand


def test_costs_of_shipping_that_nobody_confirmed_are_shown_as_such(
    clerk: Clerk, line: Line, phone: Phones, chain: Chain
) -> None:
    clerk.scans(phone("ana").qr)
    clerk.waits_for_customer(chain.person("ana").name)
    clerk.scans(chain.goods[SOCKS])
    clerk.waits_for_line(SOCKS)
    line.goes_away()
    notices(clerk, "Offline since")
    clerk.ships(SOCKS)
    clerk.opens_shipping()
    clerk.hands.clicks("ship.address.1")
    clerk.hands.waits_to_read("costs are the shop's own", "dates not confirmed", name="ship")

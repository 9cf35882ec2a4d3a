"""The centre is slow, gone, or its answer is lost: selling goes on, and all arrives once."""

from __future__ import annotations

from collections.abc import Callable

from posapp.hub.demo.cast import BOOTS_38, SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.network import Line
from posapp.qa.phone import Phone
from posapp.qa.scenarios import Chain
from tests.journeys.ends import sold_once


def test_sale_made_offline_reaches_the_centre_once(
    clerk: Clerk, register: Counter, centre: Centre, line: Line, chain: Chain
) -> None:
    clerk.waits_for_badge("Online")
    line.goes_away()
    for _ in range(2):
        clerk.scans(chain.goods[BOOTS_38])
        clerk.waits_for_line(BOOTS_38)
        clerk.takes_exact_cash()
        clerk.waits_for_receipt()
        clerk.serves_the_next()
    clerk.waits_for_badge("Offline since", "2 sales waiting")
    assert register.waiting() == 2
    assert centre.sales() == ()
    line.comes_back()
    clerk.waits_for_badge("Online")
    sold_once(register, centre, sales=2)
    clerk.hands.waits_until(lambda: clerk.badge == "Online", "the badge is not true")


def test_a_lost_answer_makes_no_second_sale(
    clerk: Clerk, register: Counter, centre: Centre, line: Line, chain: Chain
) -> None:
    clerk.scans(chain.goods[SOCKS])
    clerk.waits_for_line(SOCKS)
    clerk.pays()
    clerk.hands.waits_until(lambda: centre.open_reservations() > 0, "the centre was not asked")
    line.loses_replies(3)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    sold_once(register, centre)


def test_a_slow_centre_holds_nobody_up(
    clerk: Clerk, register: Counter, centre: Centre, line: Line, chain: Chain
) -> None:
    line.is_slow(3.0)
    clerk.scans(chain.goods[SOCKS])
    clerk.waits_for_line(SOCKS)
    clerk.pays()
    clerk.hands.presses_keys("Return")
    if clerk.hands.sees("pay.state.goon"):
        clerk.presses_act("goon")
    clerk.waits_for_receipt()
    assert len(register.sales()) == 1
    clerk.waits_for_badge("Slow")
    line.comes_back()
    sold_once(register, centre)


def test_a_known_customer_is_served_while_the_centre_is_away(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    line: Line,
    phone: Callable[[str], Phone],
    chain: Chain,
) -> None:
    hugo = chain.person("hugo")
    clerk.scans(phone("hugo").qr)
    clerk.waits_for_customer(hugo.name)
    clerk.hands.waits_until(lambda: register.knows(hugo.customer), "not remembered")
    clerk.finishes()
    clerk.hands.waits_until(lambda: clerk.nobody_served, "still served")
    qr = phone("hugo").qr
    line.goes_away()
    clerk.scans(qr)
    clerk.sees(hugo.name)
    clerk.pulls_the_cart()
    clerk.waits_for_line(SOCKS)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    line.comes_back()
    (sale,) = sold_once(register, centre)
    assert sale.customer == hugo.customer
    assert phone("hugo").carts == ()

"""T1: the centre is away and something is to be sent; later the centre has a question."""

from __future__ import annotations

from posapp.domain.fulfilment import Fulfilment
from posapp.hub import oddities
from posapp.hub.demo.cast import BOOTS_38
from posapp.hub.demo.filling import SHARE
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.network import Line
from posapp.qa.scenarios import Chain
from tests.journeys.ends import sold_once


def test_t1_alone_no_more_is_promised_than_its_own_and_what_the_centre_asks_is_settled(
    clerk: Clerk, register: Counter, centre: Centre, line: Line, chain: Chain
) -> None:
    ana, boots = chain.person("ana"), chain.goods[BOOTS_38]
    clerk.enters(ana.phone)
    clerk.waits_for_customer(ana.name)
    clerk.scans(boots, boots, boots)
    clerk.waits_for_line(boots, SHARE + 1)
    clerk.ships(boots)
    clerk.ships_to_first_address()
    line.goes_away()
    clerk.waits_for_badge("Offline since")
    clerk.pays()
    clerk.hands.waits_to_read("cannot be promised")
    clerk.presses_act("change")
    assert register.sales() == ()
    clerk.takes_one_off(boots)
    clerk.waits_for_line(boots, SHARE)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    clerk.serves_the_next()
    line.comes_back()
    (sale,) = sold_once(register, centre)
    assert sale.lines[0].fulfilment is Fulfilment.SHIP

    centre.finds_short(sale)
    hands = clerk.hands
    hands.presses_keys("Shift+F1")
    hands.clicks("attention.odd.1.settle")
    hands.clicks("settling.found")
    hands.waits_to_read("Settled lately")
    (kept,) = centre.hub.read(lambda db: oddities.listed(db, settled=True))
    assert (kept.receipt, kept.settled is not None) == (sale.receipt, True)

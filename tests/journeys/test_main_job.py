"""The main job: who this is, what they want, what leaves now and what is shipped."""

from __future__ import annotations

from collections.abc import Callable

from posapp.domain.fulfilment import Fulfilment
from posapp.hub.demo.cast import BELT, BOOTS_38, SCARF, SOCKS
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.phone import Phone
from posapp.qa.scenarios import Chain


def test_a_customer_with_a_qr_is_known_and_the_cart_is_at_the_counter(
    clerk: Clerk, register: Counter, phone: Callable[[str], Phone], chain: Chain
) -> None:
    ana = chain.person("ana")
    clerk.scans(phone("ana").qr)
    clerk.waits_for_customer(ana.name)
    clerk.sees(ana.tier)
    clerk.waits_for_conversation("38")
    clerk.pulls_the_cart()
    clerk.decides("keep_seen_price", "ship")
    clerk.waits_for_line(BOOTS_38)
    clerk.waits_for_line(BELT)
    clerk.waits_for_line(SCARF)
    clerk.scans(SOCKS)
    clerk.waits_for_line(SOCKS)
    clerk.ships(BOOTS_38)
    assert clerk.way(BOOTS_38) == clerk.way(SCARF) == (Fulfilment.SHIP,)
    assert clerk.way(BELT) == (Fulfilment.TAKE,)
    assert register.sales() == ()

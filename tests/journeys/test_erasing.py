"""P5: somebody who is erased at the centre is forgotten at the counter, while it is open."""

from __future__ import annotations

from collections.abc import Callable

from posapp.hub import erasing
from posapp.hub.demo.cast import SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.phone import Phone
from posapp.qa.scenarios import Chain
from tests.journeys.ends import sold_once


def test_p5_a_customer_erased_at_the_centre_is_forgotten_at_the_open_register(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    phone: Callable[[str], Phone],
    chain: Chain,
) -> None:
    ana = chain.person("ana").customer
    clerk.scans(phone("ana").qr)
    clerk.waits_for_customer(chain.person("ana").name)
    clerk.scans(SOCKS)
    clerk.waits_for_line(SOCKS)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    clerk.serves_the_next()
    sold_once(register, centre)
    assert register.knows(ana)
    centre.hub.write(lambda db: erasing.erase(db, centre.hub, ana))
    clerk.hands.waits_until(lambda: not register.knows(ana), "they are still known")
    assert register.audited() == 1
    assert [sale.clerk_name for sale in register.sales()] == [""]

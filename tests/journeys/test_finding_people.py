"""Who is it? A QR, a number in any form, a name, or nobody at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posapp.hub.demo.cast import SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.phone import Phone
from posapp.qa.scenarios import UNKNOWN_PHONE, Awkward, Chain
from tests.journeys.ends import nothing_sold, sold_once


@pytest.mark.parametrize(
    "written",
    ["+39 347 555 0214", "0039 347-555.0214", "+393475550214", "+39 (347) 5550214"],
)
def test_a_phone_number_is_found_however_it_is_written(
    clerk: Clerk, chain: Chain, written: str
) -> None:
    clerk.enters(written)
    clerk.waits_for_customer(chain.person("ana").name)


@pytest.mark.shop("it")
def test_a_phone_number_of_the_country_needs_no_prefix(clerk: Clerk, chain: Chain) -> None:
    clerk.enters("347 555 0214")
    clerk.waits_for_customer(chain.person("ana").name)


def test_two_people_with_one_number_are_a_short_masked_list(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain
) -> None:
    shared = chain.with_a(Awkward.SHARED_PHONE)
    clerk.enters(shared.phone)
    clerk.hands.waits_for("matches")
    assert len(clerk.matches) == 2
    assert shared.phone[-7:] not in "".join(clerk.matches).replace(" ", "")
    clerk.chooses_match(shared.name)
    clerk.waits_for_customer(shared.name)
    nothing_sold(register, centre)


def test_a_name_finds_somebody(clerk: Clerk, chain: Chain) -> None:
    clerk.looks_up("hugo laurent")
    clerk.waits_for_customer(chain.person("hugo").name)


def test_a_customer_nobody_knows_is_added_in_place_and_buys(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain
) -> None:
    clerk.scans(chain.goods[SOCKS])
    clerk.enters(UNKNOWN_PHONE)
    clerk.adds_customer("Nina Nova", email="nina@example.com")
    clerk.waits_for_customer("Nina Nova")
    clerk.waits_for_line(SOCKS)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    made = centre.customer(sale.customer)
    assert (made.name, made.phones[0].e164) == ("Nina Nova", UNKNOWN_PHONE)


def test_an_anonymous_sale_needs_nobody(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain
) -> None:
    clerk.scans(chain.goods[SOCKS])
    clerk.waits_for_line(SOCKS)
    assert clerk.nobody_served
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert sale.customer == ""


def test_a_qr_that_is_too_old_says_so(
    clerk: Clerk, register: Counter, centre: Centre, phone: Callable[[str], Phone]
) -> None:
    clerk.scans(phone("ana").qr_of(age_s=300))
    clerk.waits_for_error("This QR is too old.")
    assert clerk.nobody_served
    nothing_sold(register, centre)


def test_a_qr_that_was_used_in_this_store_says_so(
    clerk: Clerk, phone: Callable[[str], Phone], chain: Chain
) -> None:
    qr = phone("ana").qr
    clerk.scans(qr)
    clerk.waits_for_customer(chain.person("ana").name)
    clerk.finishes()
    clerk.hands.waits_until(lambda: clerk.nobody_served, "she is still served")
    clerk.scans(qr)
    clerk.waits_for_error("already used in this store")


def test_a_qr_for_another_store_says_so(
    clerk: Clerk, phone: Callable[[str], Phone], chain: Chain
) -> None:
    clerk.scans(phone("ana").qr_for(chain.stores[1]))
    clerk.waits_for_error("made for another store")
    assert clerk.nobody_served


def test_a_damaged_qr_says_so(clerk: Clerk, phone: Callable[[str], Phone]) -> None:
    qr = phone("ana").qr
    changed = "A" if qr[40] != "A" else "B"
    clerk.scans(qr[:40] + changed + qr[41:])
    clerk.waits_for_error("damaged")
    assert clerk.nobody_served

"""J5: tenders minus change are the lines with discounts and tax, for any sale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.cart import Cart, ManualDiscount, PulledCart, Source
from posapp.domain.errors import Overtendered
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.domain.pricing import Rules, price
from posapp.domain.sale import Numbered, Sale, sale_of
from tests.domain.adding_up import balanced
from tests.domain.shop_samples import NOW, eur, line, product, rules
from tests.domain.strategies import GROUPS, any_rules, carts

BELT = product("BELT", 2500)
NUMBERED = Numbered("s1", "12", "3", 1, 7, "mira", "Mira", "ana", NOW, date(2026, 11, 20))


def payment(cart: Cart, given_rules: Rules | None = None) -> Payment:
    return Payment(price(cart, given_rules or rules(), NOW, GROUPS))


def cash(cents: int, tender_id: str = "t") -> Tender:
    return Tender(tender_id, TenderKind.CASH, eur(cents))


def card(cents: int, tender_id: str = "k") -> Tender:
    return Tender(tender_id, TenderKind.CARD, eur(cents))


def sold(cart: Cart, over: int = 0, given_rules: Rules | None = None) -> Sale:
    open_payment = payment(cart, given_rules)
    due = open_payment.due.minor
    if due // 2:
        open_payment = open_payment.add(card(due // 2))
    if open_payment.due:
        open_payment = open_payment.add(cash(open_payment.due.minor + over))
    return sale_of(open_payment, NUMBERED)


def test_cash_gives_change_and_a_card_does_not() -> None:
    paid = payment(Cart((line(BELT),))).add(cash(5000))
    assert (paid.settled, paid.due, paid.change) == (True, eur(0), eur(2500))
    with pytest.raises(Overtendered):
        payment(Cart((line(BELT),))).add(card(2501))


def test_no_tender_is_nothing_or_less() -> None:
    for tender in (cash(0), cash(-5), card(0)):
        with pytest.raises(Overtendered):
            payment(Cart((line(BELT),))).add(tender)


def test_a_payment_may_be_split_and_a_tender_taken_back() -> None:
    paid = payment(Cart((line(BELT),))).add(card(1000)).add(cash(1500))
    assert paid.settled
    assert paid.without("k").due == eur(1000)


def test_what_was_paid_online_is_a_tender_of_the_sale_and_never_collected() -> None:
    cart = Cart((line(BELT),), pulled=(PulledCart("c", "W-1", 3, eur(2000)),))
    assert payment(cart).due == eur(500)
    sale = sold(cart, over=1500)
    assert [(t.kind, t.amount.minor) for t in sale.tenders] == [
        (TenderKind.PREPAID, 2000),
        (TenderKind.CARD, 250),
        (TenderKind.CASH, 1750),
    ]
    assert sale.change == eur(1500)
    assert sale.carts[0].paid == eur(2000)
    assert balanced(sale)


def test_several_paid_carts_are_used_up_in_their_order() -> None:
    carts_here = (PulledCart("a", "W-1", 1, eur(2000)), PulledCart("b", "W-2", 1, eur(900)))
    sale = sold(Cart((line(BELT),), pulled=carts_here))
    assert [one.paid.minor for one in sale.carts] == [2000, 500]


def test_redeemed_promises_are_named_once() -> None:
    promise = ManualDiscount(Source.PROMISE, "promised", percent_ppm=100_000, code="pr-1")
    clerk = ManualDiscount(Source.CLERK, "scratch", percent_ppm=100_000)
    lines = tuple(
        replace(line(BELT, line_id=f"l{n}"), discount=given_off)
        for n, given_off in enumerate([promise, promise, clerk])
    )
    assert sold(Cart(lines)).promises == ("pr-1",)


@settings(max_examples=100, deadline=None)
@given(carts(), any_rules(), st.integers(0, 10_000))
def test_j5_every_sale_adds_up_whatever_the_cart(
    cart: Cart, given_rules: Rules, over: int
) -> None:
    assert balanced(sold(cart, over, given_rules))


def test_j5_a_sale_with_one_wrong_cent_does_not_add_up() -> None:
    sale = sold(Cart((line(BELT, 2), line(product("SOCKS", 600)))), over=100)
    first, more = sale.lines[0], eur(1)
    tender = replace(sale.tenders[0], amount=sale.tenders[0].amount + more)
    wrong = [
        replace(sale, change=sale.change + more),
        replace(sale, tenders=(tender, *sale.tenders[1:])),
        replace(sale, totals=replace(sale.totals, grand=sale.totals.grand + more)),
        replace(sale, totals=replace(sale.totals, tax=sale.totals.tax + more)),
        replace(sale, totals=replace(sale.totals, rounding=more)),
        replace(sale, totals=replace(sale.totals, discounts=more)),
        replace(sale, shipping_gross=more),
        replace(sale, taxes=()),
        replace(sale, lines=sale.lines[1:]),
        replace(sale, lines=(replace(first, quantity=3), *sale.lines[1:])),
        replace(sale, lines=(replace(first, net=first.net + more), *sale.lines[1:])),
        replace(sale, lines=(replace(first, taxes=()), *sale.lines[1:])),
    ]
    assert balanced(sale)
    assert [balanced(one) for one in wrong] == [False] * len(wrong)

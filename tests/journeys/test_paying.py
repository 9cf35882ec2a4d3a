"""Money: every mixture of means, every answer of the terminal, never charged twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.hub.demo.cast import BOOTS_38, SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.phone import Phone
from posapp.qa.scenarios import Awkward, Chain, GiftCard
from posapp.qa.terminal import Customer, TerminalSimulator
from tests.journeys.ends import nothing_sold, sold_once


@pytest.fixture
def boots(clerk: Clerk, chain: Chain) -> Money:
    """Boots are in the cart; what they cost."""
    clerk.scans(chain.goods[BOOTS_38])
    clerk.waits_for_line(BOOTS_38)
    return chain.goods[BOOTS_38].price


def test_change_is_what_the_customer_gave_too_much(
    clerk: Clerk, register: Counter, centre: Centre, boots: Money
) -> None:
    clerk.takes_cash(Money(100_00))
    clerk.waits_for_change(Money(100_00) - boots)
    (sale,) = sold_once(register, centre)
    assert (sale.change, sale.tenders[0].amount) == (Money(100_00) - boots, Money(100_00))


def test_gift_card_store_credit_card_and_cash_pay_one_sale(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    phone: Callable[[str], Phone],
    chain: Chain,
    boots: Money,
) -> None:
    rich = chain.with_a(Awkward.STORE_CREDIT)
    clerk.scans(phone(rich.key).qr)
    clerk.waits_for_customer(rich.name)
    clerk.pays_by_gift_card(chain.gift_card(GiftCard.LITTLE))
    little = chain.gift_cards[GiftCard.LITTLE][1]
    clerk.waits_for_tender(little)
    clerk.pays_by_store_credit()
    clerk.waits_for_tender(rich.credit)
    clerk.pays_by_card(Money(10_00))
    clerk.waits_for_tender(Money(10_00))
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert [(t.kind, t.amount) for t in sale.tenders[:3]] == [
        (TenderKind.GIFT_CARD, little),
        (TenderKind.STORE_CREDIT, rich.credit),
        (TenderKind.CARD, Money(10_00)),
    ]
    assert not centre.customer(rich.customer).store_credit


@pytest.mark.parametrize("kind", [GiftCard.EMPTY, GiftCard.EXPIRED])
def test_a_gift_card_that_cannot_pay_says_why(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain, boots: Money, kind: GiftCard
) -> None:
    clerk.pays_by_gift_card(chain.gift_card(kind))
    clerk.waits_for_payment_state("gift card cannot be used", kind.value)
    nothing_sold(register, centre)


def test_a_declined_card_charges_nothing_and_cash_still_pays(
    clerk: Clerk, register: Counter, centre: Centre, terminal: TerminalSimulator, boots: Money
) -> None:
    terminal.next(Customer.IS_DECLINED)
    clerk.pays_by_card()
    clerk.waits_for_payment_state("declined")
    assert not terminal.taken
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert [tender.kind for tender in sale.tenders] == [TenderKind.CASH]


def test_a_charge_cancelled_by_the_clerk_charges_nothing(
    clerk: Clerk, register: Counter, centre: Centre, terminal: TerminalSimulator, boots: Money
) -> None:
    terminal.next(Customer.WAITS)
    clerk.pays_by_card()
    clerk.hands.waits_until(lambda: terminal.waiting, "the terminal was not asked")
    clerk.presses_act("cancel")
    clerk.waits_for_payment_state("cancelled")
    assert not terminal.taken
    clerk.pays_by_card()
    clerk.waits_for_receipt()
    sold_once(register, centre)
    assert [taken.amount for taken in terminal.taken] == [boots]


def test_cancelling_faster_than_the_terminal_hears_of_the_charge_cancels_it(
    clerk: Clerk, register: Counter, centre: Centre, terminal: TerminalSimulator, boots: Money
) -> None:
    terminal.next(Customer.WAITS)
    clerk.pays()
    clerk.hands.waits_until(lambda: centre.open_reservations() > 0, "the centre was not asked")
    with register.register.books.journal.writing():  # the charge cannot be written down yet
        clerk.pays_by_card()
        clerk.presses_act("cancel")
        clerk.hands.breathes(300)
    clerk.waits_for_payment_state("cancelled")
    assert not terminal.taken
    nothing_sold(register, centre)


@pytest.mark.parametrize("unheard", [Customer.PAYS_UNHEARD, Customer.IS_DECLINED_UNHEARD])
def test_an_unknown_charge_is_asked_about_and_never_made_twice(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    terminal: TerminalSimulator,
    boots: Money,
    unheard: Customer,
) -> None:
    terminal.next(unheard)
    clerk.pays_by_card()
    clerk.waits_for_payment_state("Card payment not confirmed")
    assert register.unsettled() == 1
    nothing = register.sales()
    assert nothing == ()
    clerk.presses_act("ask")
    if unheard is Customer.IS_DECLINED_UNHEARD:
        clerk.waits_for_payment_state("declined")
        clerk.pays_by_card()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert [taken.amount for taken in terminal.taken] == [boots]
    assert [tender.amount for tender in sale.tenders] == [boots]


def test_pressing_enter_many_times_sells_once(
    clerk: Clerk, register: Counter, centre: Centre, boots: Money
) -> None:
    clerk.pays()
    for _ in range(3):
        clerk.hands.presses_keys("Return")
    clerk.hands.waits_until(register.sales, "nothing was sold")
    sold_once(register, centre)


def test_a_discount_over_the_clerks_limit_is_refused(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain, boots: Money
) -> None:
    limit = chain.clerks[0].limit
    clerk.discounts_cart(limit + 1)
    clerk.sees("at most")
    clerk.sees_total(boots)
    clerk.hands.presses_keys("Esc")
    clerk.scans(SOCKS)
    clerk.waits_for_line(SOCKS)
    clerk.discounts_line(SOCKS, limit)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert sale.totals.discounts.minor * 100 == pytest.approx(
        chain.goods[SOCKS].price.minor * limit, abs=100
    )

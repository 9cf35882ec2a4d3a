"""The main job: who this is, what they want, what leaves now and what is shipped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.webcart import CartState
from posapp.hub.demo.cast import BELT, BOOTS_38, SCARF, SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import STORE, Counter
from posapp.qa.phone import Phone
from posapp.qa.printer import PrinterSimulator
from posapp.qa.scenarios import Chain
from posapp.qa.terminal import TerminalSimulator

SHIP, TAKE = (Fulfilment.SHIP,), (Fulfilment.TAKE,)


def serves_ana(clerk: Clerk, phone: Callable[[str], Phone], chain: Chain) -> None:
    """From the QR to a full cart: boots and socks taken, belt shipped, scarf left online."""
    ana = chain.person("ana")
    clerk.scans(phone("ana").qr)
    clerk.waits_for_customer(ana.name)
    clerk.sees(ana.tier)
    clerk.waits_for_conversation("38")
    clerk.pulls_the_cart()
    clerk.decides("keep_seen_price", "leave_online")
    clerk.waits_for_line(BOOTS_38)
    clerk.scans(chain.goods[SOCKS], chain.goods[SOCKS])
    clerk.waits_for_line(SOCKS, 2)
    clerk.ships(BELT)
    clerk.ships_to_first_address()


def pays_half_by_card(clerk: Clerk) -> None:
    clerk.pays()
    clerk.pays_by_card(Money(50_00))
    clerk.waits_for_tender(Money(50_00))
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()


def all_is_as_it_should_be(
    centre: Centre, register: Counter, phone: Callable[[str], Phone], stock: dict[str, int]
) -> None:
    """One sale here, one order there, the cart closed, the scarf back, the stock moved."""
    (sale,) = register.sales()
    register.hands.waits_until(lambda: register.waiting() == 0, "the centre was not told")
    assert centre.sales() == (sale,)
    assert (register.refused(), centre.conflicts(), register.audited()) == (0, 0, 1)
    ways = {line.sku: line.fulfilment for line in sale.lines}
    assert (ways[BOOTS_38], ways[BELT]) == (Fulfilment.TAKE, Fulfilment.SHIP)
    assert [t.kind for t in sale.tenders] == [TenderKind.CARD, TenderKind.CASH]
    order = centre.order(sale.receipt)
    assert (order.total, len(order.lines)) == (sale.totals.grand, len(sale.lines))
    (sold,) = sale.carts
    assert centre.cart(sold.id).state is CartState.CHECKED_OUT
    (left,) = phone("ana").carts
    assert [(line.sku, line.quantity) for line in left.lines] == [(SCARF, 1)]
    assert centre.pieces(BOOTS_38, STORE) == stock[BOOTS_38] - 1
    assert centre.pieces(SOCKS, STORE) == stock[SOCKS] - 2


def test_main_job_ends_in_one_order_with_the_leftovers_back_online(
    *,
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    phone: Callable[[str], Phone],
    chain: Chain,
    printer: PrinterSimulator,
    terminal: TerminalSimulator,
) -> None:
    stock = {sku: centre.pieces(sku, STORE) for sku in (BOOTS_38, SOCKS)}
    serves_ana(clerk, phone, chain)
    assert clerk.way(BOOTS_38) == TAKE
    assert clerk.way(BELT) == SHIP
    pays_half_by_card(clerk)
    clerk.waits_for_printing("Printed")
    (slip,) = printer.slips
    (sale,) = register.sales()
    assert sale.receipt in slip.text
    assert slip.qrs == (f"R:{sale.receipt}",)
    assert [paid.amount for paid in terminal.taken] == [Money(50_00)]
    all_is_as_it_should_be(centre, register, phone, stock)
    clerk.serves_the_next()
    assert clerk.nobody_served


@pytest.mark.shop("it")
def test_main_job_in_italian(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    phone: Callable[[str], Phone],
    chain: Chain,
    printer: PrinterSimulator,
) -> None:
    stock = {sku: centre.pieces(sku, STORE) for sku in (BOOTS_38, SOCKS)}
    serves_ana(clerk, phone, chain)
    pays_half_by_card(clerk)
    register.hands.waits_until(lambda: printer.slips, "nothing printed")
    all_is_as_it_should_be(centre, register, phone, stock)

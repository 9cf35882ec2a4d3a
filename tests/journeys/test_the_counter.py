"""The small things of every hour: receipts, undo, other sizes, the day, a restart."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from posapp.domain.money import Money, total
from posapp.hub.demo.cast import BOOTS_38, BOOTS_39, SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.network import Line
from posapp.qa.pages.person import shown
from posapp.qa.phone import Phone
from posapp.qa.printer import PrinterSimulator
from posapp.qa.scenarios import Chain
from posapp.qa.terminal import Customer, TerminalSimulator
from tests.journeys.ends import nothing_sold, sold_once


def sells(clerk: Clerk, article: str) -> None:
    clerk.scans(article)
    clerk.waits_for_line(article)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()


def test_without_paper_the_sale_is_done_and_the_receipt_waits(
    clerk: Clerk, register: Counter, centre: Centre, printer: PrinterSimulator
) -> None:
    printer.runs_out_of_paper()
    sells(clerk, SOCKS)
    clerk.waits_for_printing("Waiting to print")
    clerk.sees("out of paper")
    (sale,) = sold_once(register, centre)
    assert register.to_print() == 1
    printer.gets_paper()
    clerk.tries_the_printer()
    clerk.waits_for_printing("Printed")
    assert [sale.receipt in slip.text for slip in printer.slips] == [True]
    assert "COPY" not in printer.slips[0].text
    assert register.to_print() == 0


def test_a_receipt_printed_again_says_copy(
    clerk: Clerk, register: Counter, centre: Centre, printer: PrinterSimulator
) -> None:
    sells(clerk, SOCKS)
    clerk.waits_for_printing("Printed")
    clerk.prints_a_copy()
    clerk.hands.waits_until(lambda: len(printer.slips) == 2, "no second slip")
    first, second = printer.slips
    assert ("COPY" in first.text, "COPY" in second.text) == (False, True)
    clerk.serves_the_next()
    (sale,) = sold_once(register, centre)
    clerk.scans(f"R:{sale.receipt}")
    clerk.hands.waits_for("receipt")
    assert sale.receipt in clerk.receipt


def test_a_removed_line_comes_back_with_undo(
    clerk: Clerk, register: Counter, centre: Centre
) -> None:
    clerk.scans(BOOTS_38, SOCKS)
    clerk.waits_for_line(SOCKS)
    clerk.removes(BOOTS_38)
    clerk.waits_for_line(BOOTS_38, 0)
    clerk.undoes()
    clerk.waits_for_line(BOOTS_38)
    clerk.waits_for_line(SOCKS)
    nothing_sold(register, centre)


def test_another_size_takes_the_place_of_the_first(
    clerk: Clerk, register: Counter, centre: Centre
) -> None:
    clerk.scans(BOOTS_38)
    clerk.waits_for_line(BOOTS_38)
    clerk.swaps(BOOTS_38, BOOTS_39)
    clerk.waits_for_line(BOOTS_39)
    assert clerk.pieces(BOOTS_38) == 0
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert [line.sku for line in sale.lines] == [BOOTS_39]


def test_day_equals_the_journal_to_the_cent(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    chain: Chain,
    phone: Callable[[str], Phone],
) -> None:
    for article in (SOCKS, BOOTS_38):
        sells(clerk, article)
        clerk.serves_the_next()
    clerk.scans(phone("hugo").qr)
    clerk.waits_for_customer(chain.person("hugo").name)
    clerk.pulls_the_cart()
    clerk.waits_for_line(SOCKS)
    clerk.pays_by_card()
    clerk.waits_for_receipt()
    made = sold_once(register, centre, sales=3)
    clerk.locks()
    clerk.enters_pin(chain.pins("manager")[0])
    day = made[2].business_date
    clerk.opens_day(day)
    made = tuple(sale for sale in made if sale.business_date == day)  # midnight may have come
    clerk.waits_for_day(total((sale.totals.grand for sale in made), "EUR"), len(made))
    assert clerk.figure("rescued") == shown(made[-1].totals.grand)
    assert shown(made[-1].totals.grand) in clerk.groups("tenders")
    assert len(clerk.day_rows) == len(made)
    clerk.exports()
    (path,) = (register.folder / "exports").glob("*.csv")
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    assert all(not cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row)
    assert {sale.receipt for sale in made} <= {cell for row in rows for cell in row}


def test_restart_keeps_the_parked_cart_and_what_waits(
    clerk: Clerk, register: Counter, centre: Centre, line: Line, chain: Chain
) -> None:
    clerk.waits_for_badge("Online")
    line.goes_away()
    sells(clerk, SOCKS)
    clerk.serves_the_next()
    clerk.scans(BOOTS_38)
    clerk.waits_for_line(BOOTS_38)
    clerk.parks()
    clerk.hands.waits_until(lambda: register.parked_carts() == 1, "not parked")
    register.closes()
    again = Clerk(register.opens())
    again.signs_in(chain.pins()[0])
    again.waits_for_badge("1 sale waiting")
    assert (register.waiting(), register.parked_carts(), len(register.sales())) == (1, 1, 1)
    line.comes_back()
    sold_once(register, centre)


def test_locking_keeps_the_cart_and_a_wrong_pin_opens_nothing(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain
) -> None:
    clerk.scans(BOOTS_38)
    clerk.waits_for_line(BOOTS_38)
    clerk.locks()
    clerk.sees("The cart is kept")
    clerk.scans(SOCKS)
    clerk.enters_pin("0000")
    clerk.sees("This PIN is not known here")
    assert not clerk.hands.sees("sale.cart")
    clerk.signs_in(chain.pins()[1])
    clerk.waits_for_line(BOOTS_38)
    assert clerk.pieces(SOCKS) == 0
    nothing_sold(register, centre)


def test_a_charge_nobody_heard_of_is_still_a_question_after_a_restart(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    chain: Chain,
    terminal: TerminalSimulator,
) -> None:
    terminal.next(Customer.PAYS_UNHEARD)
    clerk.scans(BOOTS_38)
    clerk.waits_for_line(BOOTS_38)
    clerk.pays_by_card()
    clerk.waits_for_payment_state("Card payment not confirmed")
    clerk.presses_act("park")
    clerk.hands.waits_until(lambda: register.parked_carts() == 1, "not parked")
    register.closes()
    again = Clerk(register.opens())
    again.signs_in(chain.pins()[0])
    again.waits_for_badge("Needs attention (1)")
    again.hands.presses_keys("Shift+F9")
    again.hands.clicks("settle.1.ask")
    again.sees("Charged, no sale")
    assert (register.unsettled(), register.sales(), centre.sales()) == (1, (), ())
    again.hands.presses_keys("Esc")
    again.hands.presses_keys("F8")
    again.hands.clicks("parked.resume.1")
    again.waits_for_line(BOOTS_38)
    again.hands.presses_keys("Shift+F9")
    again.hands.clicks("settle.1.use")
    again.waits_for_receipt()
    sold_once(register, centre)
    assert [taken.amount for taken in terminal.taken] == [chain.goods[BOOTS_38].price]


def test_a_second_copy_of_a_register_does_not_open(
    clerk: Clerk, register: Counter, language: str
) -> None:
    second = Counter(register.folder, language)
    hands = second.starts()
    try:
        hands.waits_to_read("already open in another window")
        assert not hands.sees("sale.box")
    finally:
        second.closes()
    clerk.scans(SOCKS)
    clerk.waits_for_line(SOCKS)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_a_sale_needs_no_keyboard(
    register: Counter, centre: Centre, chain: Chain, size: tuple[int, int]
) -> None:
    register.app.window.resize(*size)
    clerk = Clerk(register.hands)
    clerk.touches_pin(chain.pins()[0])
    clerk.scans(SOCKS)
    clerk.waits_for_line(SOCKS)
    clerk.adds_one(SOCKS)
    clerk.waits_for_line(SOCKS, 2)
    clerk.hands.clicks("sale.pay")
    clerk.hands.clicks("pay.cash")
    clerk.waits_for_receipt()
    clerk.hands.clicks("receipt.next")
    (sale,) = sold_once(register, centre)
    assert sale.totals.grand == Money(sale.tenders[0].amount.minor)

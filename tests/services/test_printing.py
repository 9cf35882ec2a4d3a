"""Receipts are printed once, in order, and never get in the way of a sale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.devices.printer import Printed as OnPaper
from posapp.domain.errors import UnknownReceipt
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.qa.printer import PrinterSimulator
from posapp.services import checkout, health, receipts
from posapp.services.receipts import Printed, PrintOutcome
from posapp.services.register import Register
from posapp.store import print_queue
from posapp.store.witness import Witness
from tests.services.shop import MIRA, SOCKS
from tests.services.till import WORDS, payment_for, sell


def test_j6_a_cash_sale_prints_one_receipt_and_opens_the_drawer_once(
    printing: Register, printer: PrinterSimulator
) -> None:
    sale = sell(printing, SOCKS, cash=Money(20_00))
    outcome = receipts.print_next(printing, WORDS)
    assert outcome == PrintOutcome(Printed.DONE, sale.receipt)
    (slip,) = printer.slips
    assert sale.receipt in slip.text
    assert "Wool Socks" in slip.text
    assert slip.qrs == (f"R:{sale.receipt}",)
    assert "COPY" not in slip.text
    assert printer.kicks == 1
    assert receipts.print_next(printing, WORDS).printed is Printed.NOTHING


def test_j4_no_receipt_goes_out_before_the_note_of_its_number_is_on_the_disk(
    printing: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut that tears the log's end away then gives no printed number out again."""
    done = list[str]()
    note, paper = Witness.settle, printing.printer.print

    def settle(self: Witness) -> None:
        done.append("noted")
        note(self)

    def prints(job: bytes) -> OnPaper:
        done.append("printed")
        return paper(job)

    monkeypatch.setattr(Witness, "settle", settle)
    monkeypatch.setattr(printing.printer, "print", prints)
    sell(printing)
    receipts.print_next(printing, WORDS)
    assert done == ["noted", "printed"]


def test_j6_a_card_sale_leaves_the_drawer_closed(
    printing: Register, charging: Register, printer: PrinterSimulator
) -> None:
    register = replace(printing, terminal=charging.terminal)
    payment = payment_for(register, SOCKS)
    paid = checkout.charge(register, payment, payment.due)
    sale = checkout.complete(register, MIRA, None, paid)
    assert sale.tenders[0].kind is TenderKind.CARD
    receipts.print_next(register, WORDS)
    assert (len(printer.slips), printer.kicks) == (1, 0)


def test_j6_nothing_is_printed_and_no_drawer_opened_before_the_sale_is_in_the_journal(
    printing: Register, printer: PrinterSimulator
) -> None:
    paid = checkout.take_cash(printing, payment := payment_for(printing, SOCKS), payment.due)
    assert receipts.print_next(printing, WORDS).printed is Printed.NOTHING
    assert (printer.slips, printer.kicks) == ((), 0)
    sale = checkout.complete(printing, MIRA, None, paid)
    with pytest.raises(UnknownReceipt):
        receipts.queue(printing, replace(sale, id="never-made"))


def test_j6_without_paper_the_receipt_waits_and_the_drawer_opens_only_once(
    printing: Register, printer: PrinterSimulator
) -> None:
    printer.runs_out_of_paper()
    sell(printing)
    for _ in range(3):
        outcome = receipts.print_next(printing, WORDS)
        assert (outcome.printed, outcome.trouble) == (Printed.WAITING, "paper_out")
    assert outcome.left == 1
    printer.gets_paper()
    assert receipts.print_next(printing, WORDS).printed is Printed.DONE
    (slip,) = printer.slips
    assert "COPY" not in slip.text
    assert printer.kicks == 1


def test_j6_a_print_that_was_interrupted_is_repeated_once_and_says_copy(
    printing: Register, printer: PrinterSimulator
) -> None:
    sale = sell(printing)
    printer.hangs_up(after_bytes=200)
    first = receipts.print_next(printing, WORDS)
    assert (first.printed, first.receipt) == (Printed.WAITING, sale.receipt)
    second = receipts.print_next(printing, WORDS)
    assert (second.printed, second.copy) == (Printed.DONE, True)
    assert "COPY" in printer.slips[-1].text
    assert printer.kicks == 1
    assert receipts.print_next(printing, WORDS).printed is Printed.NOTHING


def test_j6_a_print_interrupted_twice_is_given_up_and_never_repeated_by_itself(
    printing: Register, printer: PrinterSimulator
) -> None:
    sale = sell(printing)
    printer.hangs_up(after_bytes=200)
    receipts.print_next(printing, WORDS)
    printer.hangs_up(after_bytes=200)
    outcome = receipts.print_next(printing, WORDS)
    assert (outcome.printed, outcome.receipt) == (Printed.GIVEN_UP, sale.receipt)
    assert receipts.print_next(printing, WORDS).printed is Printed.NOTHING
    assert receipts.waiting(printing) == 0


def test_a_receipt_given_up_waits_for_a_person_until_somebody_has_seen_to_it(
    printing: Register, printer: PrinterSimulator
) -> None:
    sales = [sell(printing), sell(printing)]
    for _ in range(4):
        printer.hangs_up(after_bytes=200)
        receipts.print_next(printing, WORDS)
    now = health.of(printing)
    assert (now.not_printed, now.needs_attention, now.printing) == (2, 2, 0)
    assert receipts.given_up(printing) == tuple(sales)
    receipts.queue(printing, sales[0])
    assert receipts.print_next(printing, WORDS).copy
    assert receipts.given_up(printing) == (sales[1],)
    receipts.seen_to(printing, sales[1])
    assert health.of(printing).needs_attention == 0


def test_j6_a_crash_while_printing_repeats_it_once_as_a_copy_with_the_drawer_closed(
    printing: Register, printer: PrinterSimulator
) -> None:
    sell(printing)
    with printing.books.journal.writing() as db:
        job = print_queue.next_job(db)
        assert job is not None
        print_queue.begin(db, job.place)  # and here the power went
    outcome = receipts.print_next(printing, WORDS)
    assert (outcome.printed, outcome.copy) == (Printed.DONE, True)
    assert printer.kicks == 0


def test_j6_a_reprint_says_copy_and_opens_no_drawer(
    printing: Register, printer: PrinterSimulator
) -> None:
    sale = sell(printing)
    receipts.print_next(printing, WORDS)
    receipts.queue(printing, receipts.find(printing, sale.receipt))
    assert receipts.print_next(printing, WORDS).copy
    assert "COPY" in printer.slips[1].text
    assert printer.kicks == 1


def test_receipts_are_printed_in_the_order_of_their_sales(
    printing: Register, printer: PrinterSimulator
) -> None:
    made = [sell(printing).receipt for _ in range(3)]
    printed = [receipts.print_next(printing, WORDS).receipt for _ in made]
    assert printed == made


def test_a_sale_is_made_with_the_printer_switched_off(
    printing: Register, printer: PrinterSimulator
) -> None:
    printer.switches_off()
    sale = sell(printing)
    assert receipts.print_next(printing, WORDS).trouble == "unreachable"
    receipts.drop_next(printing)
    assert receipts.waiting(printing) == 0
    assert receipts.find(printing, sale.receipt) == sale


def test_a_register_without_printer_queues_no_receipt(register: Register) -> None:
    sell(register)
    assert receipts.waiting(register) == 0

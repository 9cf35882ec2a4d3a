"""After a sale: the receipt on screen, on paper, as a file, and sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.contract import wire
from posapp.contract.messages import ReceiptRequest
from posapp.devices.drawer import PrinterDrawer
from posapp.devices.printer import TcpPrinter
from posapp.domain.cart import Cart
from posapp.domain.money import Money
from posapp.domain.receipt import Receipt, ReceiptLine
from posapp.qa.printer import PrinterSimulator
from posapp.services import selling
from posapp.services.register import Register
from posapp.store import outbox
from posapp.ui import formats
from posapp.ui.background import Background
from posapp.ui.receipt.drawing import Drawing
from posapp.ui.receipt.panel import ReceiptPanel
from tests.services.shop import BOOTS_38, MIRA, SOCKS
from tests.ui.served import Desk, open_desk


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@pytest.fixture
def printing(register: Register, printer: PrinterSimulator) -> Register:
    transport = TcpPrinter("127.0.0.1", printer.port, answer_s=1.0, print_s=2.0)
    return replace(register, printer=transport, drawer=PrinterDrawer(transport))


@pytest.fixture
def desk(qtbot: QtBot, printing: Register, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, printing, MIRA, background) as desk:
        yield desk


def sells(desk: Desk, given: str = "") -> ReceiptPanel:
    """Boots for 89.00, paid in cash."""
    sale = desk.sale
    sale.change_cart(selling.add(sale.workplace.register, Cart(), BOOTS_38))
    sale.ask_for_payment()
    desk.waits(lambda: desk.sees("pay.amount"))
    desk.types(given)
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: isinstance(sale.panel, ReceiptPanel))
    panel = sale.panel
    assert isinstance(panel, ReceiptPanel)
    desk.waits(lambda: panel.paper.text != "")
    return panel


def test_the_receipt_shows_and_prints_what_was_sold(
    desk: Desk, printer: PrinterSimulator
) -> None:
    panel = sells(desk, "100")
    assert "Chelsea Boots" in panel.paper.text
    assert "11,00" in panel.paper.text
    desk.waits(lambda: panel.status.text == "Printed")
    assert "Chelsea Boots" in printer.slips[0].text
    assert printer.kicks == 1


def test_a_receipt_speaks_as_the_shop_does_whatever_the_clerk_reads(desk: Desk) -> None:
    panel = sells(desk)
    assert panel.title.text() == "Sold"
    assert "Totale" in panel.paper.text
    assert "89,00 €" in panel.paper.text
    assert formats.money(Money(89_00)) == "€89.00"


def test_a_receipt_names_its_shop_once(desk: Desk) -> None:
    panel = sells(desk)
    head = panel.paper.text.split("\n")[:3]
    assert head == ["Passo", "Milano Duomo", "Piazza 1"]
    assert panel.paper.text.count("Passo") == 1
    assert "20121 Milano MI" in panel.paper.text
    assert "ITALY" not in panel.paper.text


def test_enter_starts_the_next_customer(desk: Desk) -> None:
    sells(desk)
    assert desk.sale.serving.untouched
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: desk.sale.panel is None)
    assert desk.sale.box.hasFocus()


def test_the_next_scan_is_the_next_customers(desk: Desk) -> None:
    sells(desk)
    desk.sale.take_scan(SOCKS.gtin)
    assert desk.sale.panel is None
    assert [line.product.sku for line in desk.sale.serving.cart.lines] == [SOCKS.sku]


def test_printing_again_says_copy(desk: Desk, printer: PrinterSimulator) -> None:
    panel = sells(desk)
    desk.waits(lambda: panel.status.text == "Printed")
    desk.clicks("receipt.copy")
    desk.waits(lambda: panel.status.text == "Copy printed")
    assert [("COPIA" in slip.text) for slip in printer.slips] == [False, True]
    assert printer.kicks == 1


def test_a_printer_in_trouble_is_said_and_the_sale_is_safe(
    desk: Desk, printer: PrinterSimulator
) -> None:
    printer.runs_out_of_paper()
    panel = sells(desk)
    desk.waits(lambda: "out of paper" in panel.banner.text)
    assert "The sale is safe" in panel.banner.text
    assert desk.sees("receipt.retry")
    printer.gets_paper()
    desk.clicks("receipt.retry")
    desk.waits(lambda: panel.status.text in ("Printed", "Copy printed"))


def test_the_pdf_is_written_and_said_where(desk: Desk) -> None:
    panel = sells(desk)
    desk.waits(lambda: panel.status.text == "Printed")
    desk.clicks("receipt.pdf")
    desk.waits(lambda: "PDF" in panel.banner.text)
    folder = desk.sale.workplace.register.folder / "receipts"
    (written,) = folder.iterdir()
    assert written.name == f"{panel.sale.receipt}.pdf"
    assert os.name != "posix" or written.stat().st_mode & 0o777 == 0o600
    assert written.read_bytes().startswith(b"%PDF")
    assert str(written) in panel.banner.text.replace("\u200b", "")


def test_a_receipt_is_queued_for_the_centre_to_send(desk: Desk) -> None:
    panel = sells(desk)
    desk.clicks("receipt.send")
    said = {
        name: desk.find(name).accessibleName()
        for name in ("receipt.send.email", "receipt.next")
    }
    assert [name for name, text in said.items() if text.endswith("Enter")] == [
        "receipt.send.email"
    ], "one thing, not two, is what Enter does"
    desk.types("ana@")
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: panel.email.line.accessibleDescription() != "")
    desk.types("example.org")
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: "on its way" in panel.banner.text)
    register = desk.sale.workplace.register
    with register.books.journal.reading() as db:
        waiting = [one for one in outbox.waiting(db) if one.kind == "receipt"]
    (request,) = [wire.decode(one.body, ReceiptRequest) for one in waiting]
    assert (request.address, request.sale) == ("ana@example.org", panel.sale.id)


def test_a_receipt_is_found_by_its_number(desk: Desk) -> None:
    number = sells(desk).sale.receipt
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: desk.sale.panel is None)
    desk.sale.take_scan(f"R:{number}")
    panel = desk.sale.panel
    assert isinstance(panel, ReceiptPanel)
    desk.waits(lambda: panel.paper.text.startswith("COPIA"))


def test_a_number_nobody_knows_is_said(desk: Desk) -> None:
    desk.sale.receipt_asked.emit("12-3-1-999999")
    assert "P-27" in desk.told


def test_long_words_wrap_and_amounts_stay_on_the_paper(desk: Desk) -> None:
    receipt = Receipt(
        "1", ("Shop",), (ReceiptLine("W" * 120, "€1.00"),), (ReceiptLine("Total", "€1.00"),)
    )
    narrow, wide = Drawing(receipt, 240), Drawing(receipt, 900)
    assert narrow.height > wide.height
    assert desk.sale is not None

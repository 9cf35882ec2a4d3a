"""The manager's day: what it says is what the journal says, to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.domain.cart import Cart
from posapp.domain.money import Money, total
from posapp.domain.people import Clerk
from posapp.services import checkout, selling
from posapp.services.register import Register
from posapp.store import journal
from posapp.ui.background import Background
from posapp.ui.day.screen import DayScreen
from posapp.ui.receipt.panel import ReceiptPanel
from tests.services.shop import BENE, BOOTS_38, LUISA, LUISA_PIN, MIRA, SOCKS, START
from tests.ui.conftest import Opened
from tests.ui.served import Desk, open_desk


def sells(register: Register, sku_count: int, clerk: Clerk = MIRA) -> None:
    """Boots and some socks, in cash with change."""
    cart = selling.add(register, Cart(), BOOTS_38)
    cart = selling.add(register, cart, SOCKS, sku_count)
    payment = checkout.begin(register, selling.price(register, cart, None))
    payment = checkout.take_cash(register, payment, Money(500_00))
    checkout.complete(register, clerk, None, payment)


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, register, LUISA, background) as desk:
        yield desk


def opens(desk: Desk) -> DayScreen:
    """F10, in a window of its own size."""
    day = DayScreen(desk.sale.workplace)
    desk.sale.hide()
    layout = desk.window.layout()
    assert layout is not None
    layout.addWidget(day)
    desk.waits(lambda: day.day is not None)
    day.setFocus()
    return day


def test_the_figures_equal_the_journal_to_the_cent(desk: Desk, register: Register) -> None:
    for socks in (1, 2, 3):
        sells(register, socks)
    day = opens(desk)
    with register.books.journal.reading() as db:
        sales = journal.of_day(db, START.date())
    grand = total((sale.totals.grand for sale in sales), "EUR")
    assert day.tiles.takings.figure.text() == "€339.00"
    assert grand == Money(339_00)
    assert day.tiles.count.figure.text() == "3"
    assert [row[2] for row in day.tenders.rows] == ["€339.00"]
    assert day.list.shown.rowCount() == 3
    assert day.day is not None
    day.tiles.show_day(replace(day.day, rescued=Money(294_92)))  # 86.997 per cent
    assert "87% of the day" in day.tiles.rescued.accessibleName()


def test_a_day_without_sales_says_so(desk: Desk) -> None:
    day = opens(desk)
    assert not day.list.isVisible()
    assert day.tiles.takings.figure.text() == "€0.00"


def test_enter_opens_the_receipt_and_escape_closes_it(desk: Desk, register: Register) -> None:
    sells(register, 1)
    day = opens(desk)
    day.list.setFocus()
    day.list.setCurrentIndex(day.list.shown.index(0, 0))
    desk.presses(Qt.Key.Key_Return)
    (panel,) = day.findChildren(ReceiptPanel)
    desk.waits(lambda: "Chelsea Boots" in panel.paper.text)
    desk.presses(Qt.Key.Key_Escape)
    desk.waits(lambda: not desk.sees("receipt"))
    desk.waits(lambda: desk.sees("day.hours"))


def test_a_sale_appears_while_the_day_is_open(desk: Desk, register: Register) -> None:
    day = opens(desk)
    sells(register, 1)
    day.read()
    desk.waits(lambda: day.list.shown.rowCount() == 1)


def test_the_day_before_is_another_day(desk: Desk, register: Register) -> None:
    sells(register, 1)
    day = opens(desk)
    desk.clicks("day.before")
    desk.waits(lambda: day.day is not None and day.day.date == START.date() - timedelta(days=1))
    assert day.list.shown.rowCount() == 0
    desk.clicks("day.today")
    desk.waits(lambda: day.list.shown.rowCount() == 1)


def test_the_list_is_exported_into_the_data_folder(desk: Desk, register: Register) -> None:
    sells(register, 1)
    day = opens(desk)
    desk.clicks("day.export")
    desk.waits(lambda: "Exported" in day.banner.text)
    (written,) = (register.folder / "exports").iterdir()
    assert "101.00" in written.read_text(encoding="utf-8-sig")


def test_a_scanned_receipt_is_shown_and_a_product_is_not_sold_here(
    desk: Desk, register: Register
) -> None:
    sells(register, 1)
    day = opens(desk)
    day.take_scan(SOCKS.gtin)
    assert "Go back to selling" in day.banner.text
    assert desk.sale.serving.untouched
    assert day.day is not None
    day.take_scan(f"R:{day.day.sales[0].receipt}")
    assert desk.sees("receipt")


def test_a_clerk_has_no_day(qtbot: QtBot, register: Register, background: Background) -> None:
    with open_desk(qtbot, register, MIRA, background) as desk:
        sells(register, 1)
        day = DayScreen(desk.sale.workplace)
        desk.waits(lambda: "P-42" in day.banner.text)
        assert day.day is None
        day.deleteLater()


def test_a_manager_who_signs_in_sees_the_day_and_f10_goes_to_selling(opened: Opened) -> None:
    hands = opened()
    hands.signs_in(LUISA_PIN)
    hands.qtbot.waitUntil(lambda: isinstance(hands.window.stack.currentWidget(), DayScreen))
    hands.presses(Qt.Key.Key_F10)
    hands.qtbot.waitUntil(lambda: hands.window.stack.currentWidget() is hands.sale)
    assert hands.sale.box.hasFocus()


def test_every_row_of_a_bar_list_is_seen_at_first_show(opened: Opened) -> None:
    hands = opened()
    sells(hands.register, 1)
    sells(hands.register, 2, BENE)
    hands.signs_in(LUISA_PIN)
    day = hands.window.stack.currentWidget()
    assert isinstance(day, DayScreen)
    hands.qtbot.waitUntil(lambda: len(day.clerks.rows) == 2)
    hands.qtbot.waitUntil(day.clerks.isVisible)
    assert day.clerks.height() == day.clerks.sizeHint().height()
    card = day.clerks.parentWidget()
    assert card is not None
    assert day.clerks.geometry().bottom() < card.height()

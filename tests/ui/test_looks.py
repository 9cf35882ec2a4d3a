"""Nothing is cut, nothing stands out of line: what screenshots taught, held without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from posapp.domain.cart import Cart, Line
from posapp.domain.errors import DiskFull
from posapp.services import health
from posapp.services.register import Register
from posapp.services.selling import Found
from posapp.ui import style
from posapp.ui.background import Background
from posapp.ui.day.screen import DayScreen
from posapp.ui.screens.serving import Serving
from posapp.ui.screens.sign_in import SignInScreen
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, GUTTER, PAY, ROW, Tone
from posapp.ui.widgets.banner import Banner
from posapp.ui.widgets.boxes import Scrolled
from posapp.ui.widgets.cart_delegate import _end, _pill
from posapp.ui.widgets.keypad import Keypad
from posapp.ui.widgets.labels import ElidedLabel, WrappedLabel
from posapp.ui.widgets.top_bar import TopBar
from tests.services.shop import BELT, BOOTS_38, LUISA, SOCKS
from tests.services.till import cart_of, sell
from tests.ui.served import Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, register, LUISA, background) as made:
        yield made


def test_a_message_at_sign_in_cuts_no_key_of_the_pad(qtbot: QtBot) -> None:
    screen = SignInScreen()
    qtbot.addWidget(screen)
    screen.resize(1366, 708)  # 1366 x 768 below the bar
    screen.show()
    screen.failed_to_open(DiskFull())
    pad = screen.findChild(Keypad)
    assert isinstance(pad, Keypad)
    qtbot.waitUntil(lambda: screen.banner.height() > PAY)
    assert pad.height() >= pad.sizeHint().height()
    bottom = pad.mapTo(screen, QPoint(0, pad.height())).y()
    assert bottom <= screen.enter.mapTo(screen, QPoint(0, 0)).y()


def _scrolls(bar: QScrollBar, wanted: bool) -> bool:
    return (bar.maximum() > 0) is wanted


def _ends(desk: Desk) -> set[float]:
    """Where on the card the amounts of the lines and the totals end."""
    card = desk.sale.card
    view = card.list.viewport()
    row = QRectF(card.list.visualRect(card.list.lines.index(0)))
    line = _end(row) + view.mapTo(card, QPoint(0, 0)).x()
    totals = card.totals.mapTo(card, QPoint(card.totals.width(), 0)).x()
    pay = card.pay.mapTo(card, QPoint(card.pay.width(), 0)).x()
    return {line, totals, pay}


def test_amounts_of_lines_and_totals_share_one_edge_with_a_scroll_bar_or_without(
    desk: Desk,
) -> None:
    for number in (1, 14):
        lines = (Line(f"l-{place}", SOCKS, 1, SOCKS.price) for place in range(number))
        desk.sale.show_serving(Serving(Cart(tuple(lines))))
        bar = desk.sale.card.list.verticalScrollBar()
        desk.waits(partial(_scrolls, bar, number > 1))
        assert len(_ends(desk)) == 1


def test_the_line_that_came_last_stays_in_sight_when_the_totals_grow(
    desk: Desk, register: Register
) -> None:
    desk.sale.show_serving(Serving(cart_of(register, BOOTS_38, SOCKS, BELT)))
    view = desk.sale.card.list
    view.choose(2)
    view.resize(view.width(), 2 * view.visualRect(view.lines.index(0)).height())
    assert view.visualRect(view.currentIndex()).bottom() <= view.viewport().height()


def test_a_path_longer_than_a_line_wraps_and_is_not_cut(qtbot: QtBot) -> None:
    banner = Banner("test.message")
    qtbot.addWidget(banner)
    banner.show_message("Exported", "/home/shop/exports/" + "attention20261122" * 4, Tone.GOOD)
    label = banner.findChild(WrappedLabel)
    assert isinstance(label, WrappedLabel)
    laid = label._laid_out(160)
    assert laid.lineCount() > 3
    assert max(laid.lineAt(n).naturalTextWidth() for n in range(laid.lineCount())) <= 160
    assert label.heightForWidth(160) >= laid.lineCount() * label.fontMetrics().height()
    assert "attention20261122" in banner.text


def test_a_scroll_bar_takes_no_room_from_what_it_scrolls(qtbot: QtBot) -> None:
    scrolled, part = Scrolled(), QWidget()
    qtbot.addWidget(scrolled)
    scrolled.rows.addWidget(part)
    scrolled.resize(300, 200)
    scrolled.show()
    wide = part.width()
    part.setMinimumHeight(900)
    qtbot.waitUntil(lambda: scrolled.verticalScrollBar().maximum() > 0)
    assert part.width() == wide


def test_the_receipt_of_the_day_stands_whole_on_a_small_screen(
    desk: Desk, register: Register
) -> None:
    sale = sell(register)
    day = DayScreen(desk.sale.workplace)
    desk.sale.hide()
    layout = desk.window.layout()
    assert layout is not None
    layout.addWidget(day)
    desk.waits(lambda: day.day is not None)
    day.open_sale(sale.id)
    paper, send = desk.find("receipt.paper"), desk.find("receipt.send")
    desk.waits(lambda: bool(paper.accessibleName()) and paper.height() > day.height() / 2)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert send.visibleRegion().boundingRect() == send.rect()


def test_an_amount_of_nine_figures_leaves_the_tag_its_distance(qtbot: QtBot) -> None:
    row, amount = QRectF(0, 0, 660, ROW), "\u20ac9,123,456,789.00"
    wide = QFontMetrics(style.font(BODY, Weight.STRONG)).horizontalAdvance(amount)
    line = Line("boots", BOOTS_38, 1, BOOTS_38.price)
    assert _pill(row, line, amount).right() <= _end(row) - wide - GUTTER
    assert _pill(row, line, "\u20ac9.00") == _pill(row, line, "\u20ac999.00")


def test_a_search_that_finds_nothing_says_what_to_do(desk: Desk) -> None:
    results = desk.sale.results
    results.show_found(Found(()), "zzzz")
    assert not results.nothing.isHidden()
    assert results.list.isHidden()
    assert "Try fewer letters" in results.nothing.accessibleName()
    results.show_found(Found((SOCKS,)), "sock")
    assert results.nothing.isHidden()


def test_a_bar_at_the_largest_scale_names_the_shop_instead_of_its_chain(
    qtbot: QtBot, register: Register
) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.show_shop(register.shop, "1")
    bar.show_health(replace(health.of(register), set_aside=2))
    seen = {}
    for wide in (683, 1366):
        bar.resize(wide, 60)
        bar.show()
        name, place = (label.text() for label in bar.names.findChildren(ElidedLabel))
        seen[wide] = (name, place.partition(" · ")[0], bar.parked.text())
    chain, location = register.shop.chain, register.shop.location.name
    assert seen[683] == (location, "Register 1", "2")
    assert seen[1366] == (f"{chain} {location}", "Register 1", "2 parked")
    assert bar.parked.accessibleName().startswith("2 parked")

"""From the second sale on the window shows a short receipt whole when it opens: its QR was
worked out while nobody waited, and nothing computes beside a window that paints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import get_ident

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from pytestqt.qtbot import QtBot

from posapp.domain.cart import Cart
from posapp.domain.receipt import Receipt
from posapp.domain.sale import Sale
from posapp.services import selling
from posapp.services.register import Register
from posapp.ui import ahead
from posapp.ui.background import Background
from posapp.ui.receipt import after
from posapp.ui.receipt.coming import Coming
from posapp.ui.receipt.drawing import Drawing
from posapp.ui.receipt.panel import ReceiptPanel
from posapp.ui.talk.column import TalkColumn
from tests.domain.shop_samples import shipped_to
from tests.services.shop import BOOTS_38, MIRA
from tests.ui.served import Desk, open_desk
from tests.ui.test_receipt import sells


class Shown(QObject):
    """Counts how often a widget comes to be seen."""

    times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.Show
        return False


@pytest.fixture
def desk(
    qtbot: QtBot, register: Register, background: Background, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A desk that builds its next panels as soon as the last ones have gone."""
    monkeypatch.setattr(ahead, "_REST_MS", 0)
    with open_desk(qtbot, register, MIRA, background) as desk:
        yield desk


@pytest.fixture
def drawers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The threads that have laid out receipts."""
    found: list[int] = []

    def noting(make: Callable[[], Receipt], width: float) -> Drawing:
        found.append(get_ident())
        return Drawing(make(), width)

    monkeypatch.setattr(after, "drawn", noting)
    return found


def sold_once(desk: Desk) -> tuple[Sale, Coming]:
    """One sale is over, and the next receipt's QR is known."""
    sale = sells(desk).sale
    desk.presses(Qt.Key.Key_Return)
    (coming,) = desk.sale.findChildren(Coming)
    next_one = replace(sale, receipt=sale.receipt[:-1] + "2")
    desk.waits(lambda: coming.quick(next_one))
    return next_one, coming


def test_the_second_receipt_stands_on_its_paper_when_its_panel_opens(
    desk: Desk, drawers: list[int]
) -> None:
    sold_once(desk)
    read: list[str] = []

    def look(_made: Sale, _before: object) -> None:
        panel = desk.sale.panel
        assert isinstance(panel, ReceiptPanel)
        read.append(panel.paper.text)

    desk.sale.sold.connect(look)
    panel = sells(desk)
    assert panel.sale.receipt.endswith("000002")
    assert panel.sale.receipt in read[0]
    assert drawers[0] != get_ident()
    assert drawers[1:] == [get_ident()]


def test_what_is_behind_the_two_panels_is_not_shown_between_them(desk: Desk) -> None:
    sale = desk.sale
    sale.change_cart(selling.add(sale.workplace.register, Cart(), BOOTS_38))
    sale.ask_for_payment()
    shown = Shown()
    talk = sale.findChild(TalkColumn)
    assert isinstance(talk, TalkColumn)
    talk.installEventFilter(shown)
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: isinstance(sale.panel, ReceiptPanel))
    assert shown.times == 0
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: shown.times == 1)


def test_a1_what_takes_long_is_laid_out_beside_the_window(desk: Desk) -> None:
    next_one, coming = sold_once(desk)
    assert coming.quick(replace(next_one, lines=12 * next_one.lines))
    assert not coming.quick(replace(next_one, lines=13 * next_one.lines))
    assert not coming.quick(replace(next_one, shipment=shipped_to("IT", 5_00)))
    assert not coming.quick(replace(next_one, receipt=next_one.receipt[:-1] + "3"))

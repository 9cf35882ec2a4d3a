"""Who hears every key is not asked about what cannot be one, and hears all keys after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from posapp.ui.steady import hears_all, undisturbed
from posapp.ui.turns import Turns
from tests.services.shop import SOCKS
from tests.ui.conftest import Hands

KEY, QUEUED = QEvent.Type.User, Qt.ConnectionType.QueuedConnection


class Ears(QObject):
    """Counts what it hears."""

    heard = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.heard += event.type() == KEY
        return False


@pytest.fixture
def ears(qapp: QApplication) -> Iterator[Ears]:
    made = Ears()
    hears_all(qapp, made)
    yield made
    qapp.removeEventFilter(made)


def press(widget: QWidget) -> None:
    QCoreApplication.sendEvent(widget, QEvent(KEY))


def test_work_within_which_no_key_can_come_is_not_listened_to(ears: Ears) -> None:
    widget = QWidget()
    with undisturbed():
        press(widget)
        with undisturbed():
            press(widget)
        press(widget)
    assert ears.heard == 0
    press(widget)
    assert ears.heard == 1


def test_a1_a_mistake_in_such_work_leaves_nobody_deaf(ears: Ears) -> None:
    with pytest.raises(ZeroDivisionError), undisturbed():
        raise ZeroDivisionError
    press(QWidget())
    assert ears.heard == 1


def test_what_is_shown_of_a_customer_in_turns_is_not_listened_to(
    ears: Ears, qtbot: QtBot
) -> None:
    turns, widget = Turns(), QWidget()
    turns.put("work", lambda: press(widget))
    qtbot.waitUntil(lambda: not turns.busy)
    assert ears.heard == 0


def test_a_scan_is_taken_before_the_window_paints_that_its_field_is_empty(
    hands: Hands,
) -> None:
    seen, painted = list[int](), Painted(hands.window)
    hands.app.scanner.scanned.connect(lambda _: seen.append(painted.count))
    hands.window.installEventFilter(painted)
    hands.bursts(SOCKS.gtin)
    before = painted.count
    hands.qtbot.waitUntil(lambda: bool(seen))
    assert seen == [before]


class Painted(QObject):
    """Counts how often the window was brought up to date."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.UpdateRequest
        return False


class Widths(QObject):
    """How wide a widget is whenever it is painted.

    Signals:
        next: what comes with the events that are told before the window is painted.
    """

    next = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen.append(watched.width())
        return False


def test_nothing_is_painted_before_it_has_its_place(hands: Hands) -> None:
    box, before = hands.sale.box, hands.sale.box.width()
    painted, row = Widths(box), hands.sale.beside_box
    painted.next.connect(partial(row.setContentsMargins, 0, 0, 90, 0), QUEUED)
    box.update()
    painted.next.emit()
    hands.qtbot.waitUntil(lambda: bool(painted.seen))
    assert painted.seen[0] == before - 90

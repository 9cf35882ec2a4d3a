"""Everything a person can act on has a name, a size for fingers, and a way by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from posapp.ui import keys
from posapp.ui.tokens import TOUCH
from posapp.ui.widgets.boxes import Scrolled
from tests.services.shop import BOOTS_38, LUISA_PIN, SOCKS
from tests.ui.conftest import Hands, Opened

ACTED_ON = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PANELS: dict[str, Callable[[Hands], None]] = {
    "keys": lambda hands: hands.window.show_keys(),
    "variants": lambda hands: hands.presses(Qt.Key.Key_F4),
    "discount": lambda hands: hands.presses(Qt.Key.Key_F5),
    "fulfilment": lambda hands: hands.presses(Qt.Key.Key_F6),
    "shipping": lambda hands: hands.presses(Qt.Key.Key_F6, SHIFT),
    "quantity": lambda hands: hands.presses(Qt.Key.Key_Q, CONTROL),
    "note": lambda hands: hands.presses(Qt.Key.Key_N, CONTROL),
    "coupon": lambda hands: hands.presses(Qt.Key.Key_K, CONTROL),
    "new customer": lambda hands: hands.presses(Qt.Key.Key_F3, SHIFT),
    "attention": lambda hands: hands.presses(Qt.Key.Key_F1, SHIFT),
    "settling": lambda hands: hands.presses(Qt.Key.Key_F9, SHIFT),
    "payment": lambda hands: hands.presses(Qt.Key.Key_F9),
    "results": lambda hands: hands.types("boots"),
}


def acted_on(root: QWidget) -> Iterator[QWidget]:
    """What can be pressed or typed into, as far as it can be seen."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, ACTED_ON) and widget.isVisible() and widget.isEnabled():
            yield widget


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in acted_on(root):
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name) if spoken is not None else ""
        if not name.strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def small(root: QWidget) -> list[str]:
    return [
        f"{widget.objectName()} {widget.width()}x{widget.height()}"
        for widget in acted_on(root)
        if widget.height() < TOUCH
        or (isinstance(widget, QAbstractButton) and widget.width() < TOUCH)
    ]


@pytest.mark.parametrize("panel", PANELS)
def test_everything_to_act_on_is_named_and_large_enough(hands: Hands, panel: str) -> None:
    hands.scans(BOOTS_38.gtin)
    hands.scans(SOCKS.gtin)
    PANELS[panel](hands)
    assert nameless(hands.window) == []
    assert small(hands.window) == []


def test_sign_in_and_the_day_can_be_named_and_touched(opened: Opened) -> None:
    hands = opened()
    assert (nameless(hands.window), small(hands.window)) == ([], [])
    hands.signs_in(LUISA_PIN)
    assert (nameless(hands.window), small(hands.window)) == ([], [])


@pytest.mark.parametrize("size", [(1366, 768), (910, 512), (683, 384), (1280, 720), (960, 540)])
def test_at_every_scale_three_lines_are_seen_and_nothing_lies_outside(
    opened: Opened, size: tuple[int, int]
) -> None:
    hands = opened(size=size)
    assert outside(hands.window) == []
    hands.signs_in()
    for _ in range(4):
        hands.scans(SOCKS.gtin)
    hands.scans(BOOTS_38.gtin)
    lines = hands.sale.card.list
    row = lines.visualRect(lines.lines.index(0)).height()
    assert lines.viewport().height() >= 3 * row - 1
    assert outside(hands.window) == []
    assert small(hands.window) == []
    assert hands.window.size().toTuple() == size


def test_at_the_largest_scale_nothing_of_a_panel_is_cut_off_beside_it(opened: Opened) -> None:
    hands = opened(size=(683, 384))
    hands.signs_in()
    hands.scans(SOCKS.gtin)
    found = []
    for name, open_it in PANELS.items():
        open_it(hands)
        found += [f"{name}: {each}" for each in beside(hands.window)]
        hands.presses(Qt.Key.Key_Escape)
    assert found == []
    hands.window.lock()
    hands.signs_in(LUISA_PIN)
    hands.qtbot.waitUntil(lambda: hands.window.settled)
    hands.window.show_day()
    day = hands.window.day
    assert day is not None and day.isVisible()
    assert [each.horizontalScrollBar().maximum() for each in day.findChildren(Scrolled)] == [0]


def beside(root: QWidget) -> list[str]:
    """What can be acted on in a scrolling column and is wider than it."""
    found = []
    for column in root.findChildren(Scrolled):
        inside, room = column.widget(), column.viewport().width()
        assert inside is not None
        for widget in acted_on(inside):
            left = widget.mapTo(inside, widget.rect().topLeft()).x()
            if left < 0 or left + widget.width() > room:
                found.append(f"{widget.objectName()} {left}+{widget.width()} of {room}")
    return found


def outside(root: QWidget) -> list[str]:
    """Buttons and fields that are partly beyond the window or their scrolling column."""
    found = []
    for widget in acted_on(root):
        spot = widget.rect().translated(widget.mapTo(root, widget.rect().topLeft()))
        if not root.rect().contains(spot) and not _scrolls(widget):
            found.append(f"{widget.objectName()} {spot}")
    return found


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if parent.property("role") == "scrolled":
            return True
        parent = parent.parentWidget()
    return False


def bound(hands: Hands, *, paying: bool) -> set[str]:
    """Ids of the keys that do something on the sale screen now."""
    root = hands.sale.panel if paying else hands.window
    assert root is not None
    made = root.findChildren(QShortcut)
    return {one.objectName().removeprefix("key.") for one in made}


def test_every_key_that_f1_lists_does_something(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    listed = {key.id for key in keys.table()} & set(keys.DEFAULTS)
    assert listed == set(keys.DEFAULTS)
    idle = bound(hands, paying=False)
    hands.presses(Qt.Key.Key_F9)
    paying = bound(hands, paying=True)
    assert listed - idle - paying == set()


def test_no_key_is_listed_twice_and_each_can_be_remapped(hands: Hands) -> None:
    assert hands.window
    assert len(set(keys.DEFAULTS.values())) == len(keys.DEFAULTS)
    for name in keys.DEFAULTS:
        try:
            assert keys.remap({name: "Ctrl+F8"}) == ()
            assert keys.shown(name) == QKeySequence("Ctrl+F8").toString()
        finally:
            keys.remap({})


def test_tab_reaches_every_button_of_the_sale_screen_and_comes_back(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F5)
    wanted = {
        widget.objectName()
        for widget in acted_on(hands.window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen: list[str] = []
    for _ in range(len(wanted) + 10):
        place = hands.window.focusWidget()
        assert place is not None
        seen.append(place.objectName())
        hands.presses(Qt.Key.Key_Tab)
    assert wanted - set(seen) == set()
    panel = [name.startswith("discount.") for name in seen[: len(wanted)]]
    changes = sum(was != now for was, now in pairwise(panel))
    assert changes <= 2, f"the way through the panel is interrupted: {seen}"

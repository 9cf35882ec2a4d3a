"""Eyes and hands at the real window: keys, clicks and scanner bursts in, visible text out.

Nothing here knows what the program means to do. A widget that is hidden, disabled or covered
cannot be clicked; a key goes wherever the focus is; what is read is what stands on screen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from posapp.qa import scanner
from posapp.qa.scanner import RawKey

PATIENCE_S = 10.0
_LOOK_MS = 10
_SHOWN = 1500
_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_SHORT = {"Esc": "Escape", "Del": "Delete", "Enter": "Return"}


class NotSo(AssertionError):
    """The screen does not show, or does not let a person do, what the test says."""


class Hands:
    """One person in front of one window.

    Attributes:
        window: the window. ``late``: whether it still looks something up: a person sees that
            nothing has come of it, and waits. ``layout``: of the keyboard, ``us``, ``it``,
            ``de`` or ``fr``.
    """

    def __init__(self, window: QWidget, late: Callable[[], bool] = lambda: False) -> None:
        self.window, self.late = window, late
        self.layout = "us"
        self._at_ms = 1_000

    # Waiting

    def waits_until(
        self, holds: Callable[[], object], what: str, within_s: float = PATIENCE_S
    ) -> None:
        """Let the program run until a condition holds.

        The time is counted in turns that the program was given, so that a computer which
        gives it every tenth one is waited for as long as one which gives it all.

        Raises:
            NotSo: it did not within the time; says what is on the screen instead.
        """
        for _ in range(1 + int(within_s * 1000 / _LOOK_MS)):
            if holds():
                return
            self.breathes(_LOOK_MS)
        raise NotSo(f"{what}, in {within_s:g} s. On the screen: {self.reads()[:_SHOWN]}")

    def breathes(self, for_ms: int = 0) -> None:
        """Let the program do what is due now, what it looks up included."""
        _breathes(for_ms)
        ends = time.monotonic() + PATIENCE_S
        while self.late() and time.monotonic() < ends:
            _breathes(1)

    # Looking

    def finds(self, name: str) -> QWidget:
        """The one visible widget with this object name.

        Raises:
            NotSo: there is none, or more than one.
        """
        found = self.seen(name)
        if len(found) != 1:
            names = ", ".join(sorted({w.objectName() for w in self._visible()} - {""}))
            raise NotSo(f"{len(found)} of {name} on the screen; there are: {names[:_SHOWN]}")
        return found[0]

    def seen(self, name: str) -> list[QWidget]:
        """Every visible widget with this object name."""
        return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

    def sees(self, name: str) -> bool:
        """Whether a widget with this name is on the screen."""
        return bool(self.seen(name))

    def reads(self, name: str = "") -> str:
        """All text on the screen, or in one part of it, top to bottom as it was built."""
        part = self.finds(name) if name else self.window
        inside = [part, *part.findChildren(QWidget)]
        said = (text for w in inside if w.isVisible() for text in texts(w) if text)
        return "\n".join(dict.fromkeys(said))

    def labels(self, name: str) -> list[str]:
        """The plain texts in one part of the screen, without buttons and lists."""
        found = self.finds(name).findChildren(QLabel)
        return [label.text() for label in found if label.isVisible()]

    def rows(self, name: str) -> list[str]:
        """What a list says, row by row."""
        view = self.finds(name)
        assert isinstance(view, QAbstractItemView)
        return list(_rows(view))

    def waits_to_read(self, *wanted: str, name: str = "") -> None:
        """Wait until all these words are on the screen, or in one part of it."""

        def there() -> bool:
            if name and not self.sees(name):
                return False
            text = plain(self.reads(name))
            return all(plain(word) in text for word in wanted)

        self.waits_until(there, f"no {' / '.join(wanted)!r} to read")

    def waits_for(self, name: str) -> QWidget:
        """Wait until a widget is on the screen and can be used."""
        self.waits_until(
            lambda: len(self.seen(name)) == 1 and self.seen(name)[0].isEnabled(),
            f"{name} cannot be used",
        )
        return self.finds(name)

    def waits_without(self, name: str) -> None:
        """Wait until a widget is gone from the screen."""
        self.waits_until(lambda: not self.sees(name), f"{name} is still there")

    def picture(self, path: Path) -> None:
        """Save what the window looks like now, as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))

    # Touching

    def clicks(self, name: str) -> None:
        """Wait until a widget can be used and click its middle."""
        self.clicks_at(self.waits_for(name))

    def clicks_at(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click a place of a widget, or its middle, if a person could.

        Raises:
            NotSo: it is hidden, disabled, or something else covers that place.
        """
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # it may be new
        _scroll_to(widget)
        place = place or widget.rect().center()
        if not widget.isVisible() or not widget.isEnabled():
            raise NotSo(f"{widget.objectName()} is hidden or disabled")
        top = self.window.childAt(widget.mapTo(self.window, place))
        if top is not widget and (top is None or not widget.isAncestorOf(top)):
            what = top.objectName() or type(top).__name__ if top else "nothing"
            raise NotSo(f"{widget.objectName()} is covered by {what}")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.breathes()

    def clicks_row(self, name: str, row: int, x: int | None = None) -> None:
        """Click a row of a list, in its middle or at ``x`` pixels from its left."""
        view = self.finds(name)
        assert isinstance(view, QAbstractItemView)
        index = view.model().index(row, 0)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        if x is not None:
            place.setX(view.visualRect(index).left() + x)
        viewport = view.viewport()
        self.clicks_at(viewport, place)

    # Typing

    def presses(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One press of a key that is no character, shortcuts included."""
        self._at_ms += 300
        QTest.keyClick(self._focus, key, held)
        self.breathes()

    def presses_keys(self, keys: str) -> None:
        """A combination as people write it: ``Ctrl+N``, ``Shift+F6``."""
        *held, key = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= _HELD[name]
        self.presses(Qt.Key[f"Key_{_SHORT.get(key, key)}"], modifiers)

    def types(self, text: str) -> None:
        """A person types, at a person's pace, wherever the focus is."""
        try:
            keys: Iterable[RawKey] = scanner.typing(text, layout=self.layout)
        except ValueError:  # this keyboard has no key for it: composed, pasted, or another
            keys = (RawKey(c, 0, 0, 120) for c in text)
        for key in keys:
            self.sends(key)
        self.breathes()

    def empties(self, name: str) -> None:
        """Select all of a field and delete it."""
        self.clicks(name)
        self.presses(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.presses(Qt.Key.Key_Delete)

    def bursts(
        self, code: str, *, scanner_layout: str = "us", gap_ms: int = 2, end: str = "\r"
    ) -> None:
        """A scanner types a code; nothing is waited for."""
        for key in scanner.scan(
            code, layout=self.layout, scanner_layout=scanner_layout, gap_ms=gap_ms, end=end
        ):
            self.sends(key)

    def sends(self, key: RawKey) -> None:
        """One raw key press and its release, as the windowing system delivers them."""
        self._at_ms += key.gap_ms
        held = Qt.KeyboardModifier.NoModifier
        if key.shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        if key.ctrl:
            held |= Qt.KeyboardModifier.ControlModifier
        place = self._focus
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(
                kind, key.key, held, key.scan_code, 0, 0, key.text, key.auto_repeat
            )
            event.setTimestamp(self._at_ms)
            QApplication.sendEvent(place, event)

    @property
    def _focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.window.isAncestorOf(focus) else self.window

    def _visible(self) -> Iterator[QWidget]:
        return (w for w in self.window.findChildren(QWidget) if w.isVisible())


def _breathes(for_ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(for_ms, loop.quit)
    loop.exec()


def plain(text: str) -> str:
    """Text with every kind of space as one blank, as an eye reads it."""
    return " ".join(text.split())


def texts(widget: QWidget) -> Iterator[str]:
    """What one widget says; of a field what stands in it, of a list its rows."""
    if isinstance(widget, QLabel):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        hidden = widget.echoMode() is not QLineEdit.EchoMode.Normal
        yield "•" * len(widget.text()) if hidden else widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView):
        yield from _rows(widget)
    elif isinstance(widget, QAbstractButton):
        yield widget.text().replace("&&", "&") or widget.accessibleName()
        yield widget.accessibleDescription()
    else:  # painted parts say in their accessible name what they show
        yield widget.accessibleName()
        yield widget.accessibleDescription()


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount(QModelIndex())):
        index = model.index(row, 0)
        said = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
        yield str(said or model.data(index, Qt.ItemDataRole.DisplayRole) or "")


def _scroll_to(widget: QWidget) -> None:
    """Scroll every area around a widget until it is in sight."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()

"""Somebody at the register: signs in, scans, types; every key as the system delivers it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from posapp.app import Application
from posapp.bench.timing import PATIENCE_MS, Blocks, Brush, Mark, NotMeasured, Paints
from posapp.qa.scanner import RawKey, scan, typing

if TYPE_CHECKING:  # a start loads it by itself, and not on this thread
    from posapp.ui.screens.sale import SaleScreen

SCANNER_GAP_MS = 2
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = typing("\r")[0]


class Hands(QObject):
    """Acts, waits for the paint, and watches the event loop meanwhile.

    Attributes:
        blocks: how long the loop was away. ``brush``: what is painted, while it notes.
        computed: milliseconds of processor time of the GUI thread in each ``times``, by what
            was being done; what other programs take from this computer is not in it.
    """

    def __init__(self, app: Application) -> None:
        super().__init__()
        self.app = app
        self.blocks = Blocks(self)
        self.brush = Brush(self)
        self.computed: dict[str, list[float]] = {}
        self._paints = Paints(self)
        self._loop = QEventLoop(self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._loop.quit)
        self._keys: deque[tuple[float, RawKey]] = deque()
        self._pace = QTimer(self)
        self._pace.setTimerType(Qt.TimerType.PreciseTimer)
        self._pace.setInterval(1)
        self._pace.timeout.connect(self._press_due)
        self._began_s = 0.0
        self._at_ms = 1_000

    @property
    def sale(self) -> SaleScreen:
        """The sale screen; somebody has signed in."""
        assert self.app.window.sale is not None, "nobody has signed in"
        return self.app.window.sale

    # Waiting

    def times(self, doing: str, act: Callable[[], None], *marks: Mark) -> list[float]:
        """Milliseconds from ``act`` until each mark was painted.

        Raises:
            NotMeasured: one was not.
        """
        self._began_s, cpu_s = time.perf_counter(), time.thread_time()
        self.blocks.begin(doing)
        try:
            self._paints.wait(act, *marks)
        finally:
            self.blocks.end()
            self._pace.stop()
        self.computed.setdefault(doing, []).append((time.thread_time() - cpu_s) * 1000)
        return [(mark.at_s - self._began_s) * 1000 for mark in marks]

    def wait_for(self, signal: SignalInstance, act: Callable[[], None], doing: str) -> float:
        """Milliseconds from ``act`` until the signal came.

        Raises:
            NotMeasured: it did not.
        """
        came: list[float] = []

        def note(*_values: object) -> None:
            came.append(time.perf_counter())
            self._loop.quit()

        connection = signal.connect(note)
        began = time.perf_counter()
        self.blocks.begin(doing)
        act()
        if not came:
            self._stay(PATIENCE_MS)
        self.blocks.end()
        QObject.disconnect(connection)
        if not came:
            raise NotMeasured(doing)
        return (came[0] - began) * 1000

    def settle(self, doing: str, least_ms: int = 15) -> None:
        """Let everything that was started come to its end.

        Raises:
            NotMeasured: it did not.
        """
        latest = time.perf_counter() + PATIENCE_MS / 1000
        self.blocks.begin(doing)
        while True:
            self._stay(least_ms)
            if not (self.app.scanner.waiting or self._busy or self._keys):
                break
            if time.perf_counter() > latest:
                raise NotMeasured(f"{doing}: it never came to rest")
        self.blocks.end()

    @property
    def _busy(self) -> bool:
        """Work is under way, besides the long poll, which always is."""
        return self.app.background.pending > 1

    def _stay(self, longest_ms: int) -> None:
        self._late.start(longest_ms)
        self._loop.exec()
        self._late.stop()

    # Keys

    def press(self, key: RawKey) -> None:
        """One key, down and up, to whatever has the focus."""
        self._at_ms += key.gap_ms
        held = (_SHIFT if key.shift else _NONE) | (_CTRL if key.ctrl else _NONE)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key.key, held, key.scan_code, 0, 0, key.text)
            event.setTimestamp(self._at_ms)
            QApplication.sendEvent(self._focused, event)

    @property
    def _focused(self) -> QWidget:
        window = self.app.window
        return QApplication.focusWidget() or window.focusWidget() or window

    def scan(self, code: str) -> None:
        """A scanner begins to type a code, one key every 2 ms, however busy the program is.

        What is timed with ``times`` then counts from the moment its Enter was pressed.
        """
        now, due = time.perf_counter(), 0.0
        for number, key in enumerate(scan(code, gap_ms=SCANNER_GAP_MS)):
            due += key.gap_ms / 1000 if number else 0
            self._keys.append((now + due, key))
        self._began_s = self._keys[-1][0]
        self._pace.start()

    def _press_due(self) -> None:
        if self._keys and self._keys[0][0] <= time.perf_counter():
            self.press(self._keys.popleft()[1])
        if not self._keys:
            self._pace.stop()

    def types(self, text: str) -> None:
        """A person types; nothing is waited for."""
        for key in typing(text):
            self.press(key)

    def enter(self) -> None:
        """The Enter key, by a person."""
        self.press(_ENTER)

    def shortcut(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        """A function key."""
        self._at_ms += 400
        QTest.keyClick(self.app.window, key, held)

    # What a person does

    def signs_in(self, pin: str) -> None:
        """Type the PIN and wait for the sale screen.

        Raises:
            NotMeasured: it was not taken.
        """
        self.app.window.sign_in.pin.setFocus()
        self.types(pin)
        self.wait_for(self.app.signed_in, self.enter, "signing in")

    def afresh(self) -> None:
        """The next customer: no cart, nobody served."""
        self.sale.reader.clear()
        self.sale.start_afresh()
        self.app.window.toast.forget()
        self.sale.focus_box()
        self.settle("after a customer")

    def repaints(self, samples: int) -> list[float]:
        """Paint what the brush noted once more, and again: the floor of a change on screen.

        Raises:
            NotMeasured: there is nothing to paint.
        """
        taken = []
        for _ in range(samples):
            widgets = self.brush.widgets
            if not widgets:
                raise NotMeasured("nothing to paint again")
            taken += self.times("floors", self.brush.again, Mark(widgets))
        return taken


def painted(*widgets: QWidget, when: Callable[[], bool] = lambda: True) -> Mark:
    """A paint of one of these, once it is so."""
    found: Sequence[QWidget] = widgets
    return Mark(found, when)


def up_to_date(widget: QWidget, when: Callable[[], bool]) -> Mark:
    """The window of this, once it is so."""
    return Mark((widget,), when, whole=True)

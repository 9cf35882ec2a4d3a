"""Catches scans anywhere in the program; no widget needs the focus, and nothing leaks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QInputEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import getCppPointer, isValid

from posapp.devices.wedge import (
    MODIFIERS,
    Gathering,
    KeyStroke,
    Scanned,
    ScanReading,
    Wedge,
    WedgeSettings,
)
from posapp.domain.codes import parse_first
from posapp.domain.errors import UnreadableCode
from posapp.ui.steady import hears_all
from posapp.ui.typed import Before, before, put_back

_KEPT = 64  # states of the field that are kept: a person types at most a few before a scan
_KEY = QEvent.Type.KeyPress
_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
)
_CTRL, _ALT, _SHIFT = 0x04000000, 0x08000000, 0x02000000


class Scanner(QObject):
    """An application-wide event filter that turns bursts of keys into scans.

    A scan is delivered from the event loop, in order, one at a time, as soon as ``ready``
    says that somebody can take it; none is dropped.

    Attributes:
        witness: told of each key and touch before it takes effect, but for those of scans.

    Signals:
        scanned: the text, for ``codes.parse``.
        touched: somebody is there: a key, a finger or the mouse.
    """

    scanned = Signal(str)
    touched = Signal()
    _came = Signal()

    def __init__(
        self,
        settings: WedgeSettings,
        ready: Callable[[], bool] = lambda: True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wedge = Wedge(settings)
        self._ready = ready
        self._queue: deque[str] = deque()
        self._last: tuple[int, int, QWidget] | None = None
        self._states: list[Before] = []
        self._shown: list[int] = []
        self.witness: Callable[[QWidget, QInputEvent], None] | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self.deliver)
        # Soon, and before the window paints that its field is empty again: it paints once.
        self._came.connect(self.deliver, Qt.ConnectionType.QueuedConnection)

    def use(self, settings: WedgeSettings) -> None:
        """From now on the scanner is set up like this."""
        self._wedge = Wedge(settings)

    def install(self, app: QApplication) -> None:
        """Listen to every key of the program."""
        hears_all(app, self)

    @property
    def waiting(self) -> int:
        """Scans that nobody has taken yet."""
        return len(self._queue)

    @Slot()
    def deliver(self) -> None:
        """Hand out the oldest scan; called from the event loop while there are any."""
        if not self._queue:
            self._turn.stop()
        elif self._ready():
            self.scanned.emit(self._queue.popleft())

    def wake(self) -> None:
        """Somebody may be ready now."""
        if self._queue:
            self._turn.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QInputEvent):  # every event of the program passes here
            return False
        kind = event.type()
        if kind is not _KEY:
            if kind in _TOUCHES:
                self.touched.emit()
                self._tell(watched, event)
            return False
        self.touched.emit()
        if not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent) or self._again(watched, event):
            return False
        if self._heard(watched, event):
            return True
        self._tell(watched, event)
        return False

    def _tell(self, watched: QObject, event: QInputEvent) -> None:
        if self.witness is not None and isinstance(watched, QWidget):
            self.witness(watched, event)

    def _again(self, watched: QWidget, event: QKeyEvent) -> bool:
        """The same key on its way up to a parent that may want it."""
        pointer, at = getCppPointer(event)[0], event.timestamp()
        last = self._last
        self._last = (pointer, at, watched)
        if last is None or last[:2] != (pointer, at) or not isValid(last[2]):
            return False
        return watched.isAncestorOf(last[2])

    def _heard(self, watched: QWidget, event: QKeyEvent) -> bool:
        stroke = _stroke(event)
        if stroke.key in MODIFIERS:  # scanners press Shift for capitals, in the midst of a code
            return False
        outcome = self._wedge.feed(stroke)
        if isinstance(outcome, Gathering):
            return self._gather(watched, stroke, outcome.characters)
        if isinstance(outcome, Scanned):
            self._take(outcome.readings)
            return True
        self._states.clear()
        self._shown.clear()
        return False

    def _gather(self, watched: QWidget, stroke: KeyStroke, characters: int) -> bool:
        """Remember the field before this character; away from fields let only the first in."""
        if len(self._states) < _KEPT:
            keep = max(characters - 1, 0)
            self._states = [*self._states[len(self._states) - keep :], before(watched)]
            self._shown = self._shown[len(self._shown) - keep :]
        self._shown.append(len(stroke.text) if stroke.text.isprintable() else 0)
        return characters > 1 and not isinstance(watched, QLineEdit | QPlainTextEdit)

    def _take(self, readings: Sequence[ScanReading]) -> None:
        reading = _best(readings)
        person = max(sum(self._shown) - reading.take_back, 0)
        place = 0
        while place < len(self._states) - 1 and sum(self._shown[:place]) < person:
            place += 1
        if self._states:
            put_back(self._states[place])
        self._states.clear()
        self._shown.clear()
        self._queue.append(reading.text)
        self._turn.start()
        self._came.emit()


def _best(readings: Sequence[ScanReading]) -> ScanReading:
    """The reading that means something; the likeliest when none does."""
    try:
        text, _ = parse_first(reading.text for reading in readings)
    except UnreadableCode:
        return readings[0]
    return next(reading for reading in readings if reading.text == text)


def _stroke(event: QKeyEvent) -> KeyStroke:
    held = event.modifiers().value
    return KeyStroke(
        text=event.text(),
        key=event.key(),
        native=event.nativeScanCode(),
        at_ms=event.timestamp(),
        auto_repeat=event.isAutoRepeat(),
        shift=bool(held & _SHIFT),
        ctrl=bool(held & _CTRL),
        alt=bool(held & _ALT),
    )

"""Measures on the event loop: when something has been painted, and how long the loop was away.

*Painted* means that the event was handled and that a paint event of the widget that shows its
effect has run, up to the moment when its window has been brought up to date.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

PATIENCE_MS = 20_000


class NotMeasured(Exception):
    """It did not happen in time."""


@dataclass(frozen=True)
class Block:
    """A time in which the event loop was away.

    Attributes:
        wall_ms: how long. ``cpu_ms``: what its thread computed of that; the rest it waited,
            for another thread of the program or for a processor.
    """

    wall_ms: float = 0.0
    cpu_ms: float = 0.0


class Blocks(QObject):
    """Looks at the clock every few milliseconds from the event loop, while ``begin`` holds.

    Attributes:
        longest: by what was being done.
    """

    TICK_MS = 4

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest: dict[str, Block] = {}
        self._doing = ""
        self._wall_s = self._cpu_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self.TICK_MS)
        self._timer.timeout.connect(self._tick)

    def begin(self, doing: str) -> None:
        """From now on the loop should be visited."""
        self._doing = doing
        self._wall_s, self._cpu_s = time.perf_counter(), time.thread_time()
        self._timer.start()

    def end(self) -> None:
        """It need not be, until the next ``begin``."""
        self._tick()
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        wall_s, cpu_s = time.perf_counter(), time.thread_time()
        away_ms = (wall_s - self._wall_s) * 1000 - self.TICK_MS
        before = self.longest.get(self._doing, Block())
        if away_ms > before.wall_ms:
            self.longest[self._doing] = Block(away_ms, (cpu_s - self._cpu_s) * 1000)
        self._wall_s, self._cpu_s = wall_s, cpu_s


@dataclass
class Mark:
    """What is waited for: a paint of one of these, with ``when`` true by then.

    Attributes:
        whole: their window up to date is enough, whatever of it was painted last: what is
            shown in several turns may end with one that changes nothing.
        at_s: when it was so, by ``time.perf_counter``; 0 before.
    """

    widgets: Sequence[QWidget]
    when: Callable[[], bool] = lambda: True
    whole: bool = False
    at_s: float = field(default=0.0)


class Paints(QObject):
    """Waits in the event loop until marks have been painted.

    A window is brought up to date by one event, within which its widgets paint; what the loop
    does next is not waited for. What is painted by itself counts once the loop is back.
    """

    TICK_MS = 4
    _AFTER = QEvent.Type(QEvent.registerEventType())

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop = QEventLoop(self)
        self._still = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._still.setInterval(self.TICK_MS)
        self._still.timeout.connect(self._look)
        self._still_s = 0.0
        self._marks: Sequence[Mark] = ()
        self._painted: set[QWidget] = set()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._loop.quit)

    def wait(self, act: Callable[[], None], *marks: Mark) -> None:
        """Act, and come back when every mark has been painted.

        Raises:
            NotMeasured: one was not.
        """
        self._marks = marks
        self._painted = set()  # a paint that came after the last wait was over is not ours
        painted = {widget for mark in marks for widget in mark.widgets}
        watched = painted | {widget.window() for widget in painted}
        for widget in watched:
            widget.installEventFilter(self)
        try:
            act()
            self._patience.start(PATIENCE_MS)
            self._still_s = 0.0
            self._still.start()
            if not all(mark.at_s for mark in marks):
                self._loop.exec()
            self._patience.stop()
        finally:
            self._still.stop()
            for widget in watched:
                if isValid(widget):
                    widget.removeEventFilter(self)
        if not all(mark.at_s for mark in marks):
            raise NotMeasured("not painted in time")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if event.type() is QEvent.Type.UpdateRequest:
            watched.event(event)
            self._still_s = 0.0
            self._note(whole=True)
            return True
        if event.type() is QEvent.Type.Paint:
            if not self._painted:
                first = Qt.EventPriority.HighEventPriority.value
                QCoreApplication.postEvent(self, QEvent(self._AFTER), first)
            self._painted.add(watched)
        return False

    def event(self, event: QEvent) -> bool:
        """Soon after something has been painted."""
        if event.type() != self._AFTER:
            return super().event(event)
        self._note()
        return True

    @Slot()
    def _look(self) -> None:
        """What became so with nothing to be painted for it was so at the look before."""
        if not any(mark.whole and not mark.at_s and mark.when() for mark in self._marks):
            self._still_s = 0.0
        elif self._still_s:
            self._meet([mark for mark in self._marks if mark.whole], self._still_s)
        else:
            self._still_s = time.perf_counter()

    def _note(self, *, whole: bool = False) -> None:
        painted, self._painted = self._painted, set()
        self._meet(
            mark
            for mark in self._marks
            if (whole and mark.whole) or not painted.isdisjoint(mark.widgets)
        )

    def _meet(self, marks: Iterable[Mark], at_s: float = 0.0) -> None:
        at_s = at_s or time.perf_counter()
        for mark in marks:
            if not mark.at_s and mark.when():
                mark.at_s = at_s
        if all(mark.at_s for mark in self._marks):
            self._loop.quit()


class Brush(QObject):
    """Notes what is painted, so that the same can be painted again as a floor.

    Attributes:
        strokes: widgets and the regions of them that were painted.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.strokes: dict[QWidget, QRegion] = {}

    def begin(self) -> None:
        """Note what is painted from now on."""
        self.strokes = {}
        _application().installEventFilter(self)

    def end(self) -> None:
        """Note nothing more."""
        _application().removeEventFilter(self)

    @property
    def widgets(self) -> list[QWidget]:
        """Those that were painted and can be seen still."""
        return [widget for widget in self.strokes if isValid(widget) and widget.isVisible()]

    @Slot()
    def again(self) -> None:
        """Ask for the same once more."""
        for widget in self.widgets:
            widget.update(self.strokes[widget])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            before = self.strokes.get(watched, QRegion())
            self.strokes[watched] = before.united(event.region())
        return False


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication), "make a QApplication first"
    return found

"""How long the window was held up, and how much of that it computed itself."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot


class LoopProbe(QObject):
    """Measures how long the event loop was ever away.

    Attributes:
        longest_ms: the longest time beyond the tick between two visits to the event loop.
        worked_ms: the most that this thread itself computed between two visits; it does not
            grow because the machine is busy with something else.
    """

    TICK_MS = 4

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_ms = self.worked_ms = 0.0
        self._last_s = self._worked_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self.TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forget what was measured and measure from now on."""
        self.longest_ms = self.worked_ms = 0.0
        self._last_s, self._worked_s = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> float:
        """Stop, and return the longest block in milliseconds."""
        if self._timer.isActive():
            self._tick()
        self._timer.stop()
        return self.longest_ms

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        away_ms = (now - self._last_s) * 1000 - self.TICK_MS
        self.longest_ms = max(self.longest_ms, away_ms)
        worked_s = time.thread_time()
        self.worked_ms = max(self.worked_ms, (worked_s - self._worked_s) * 1000)
        self._last_s, self._worked_s = now, worked_s

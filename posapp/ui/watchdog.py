"""Notices every turn of the GUI thread that is too long, while it lasts, and logs where."""

from __future__ import annotations

import faulthandler
import logging
import tempfile
import time
from collections import deque
from dataclasses import dataclass
from threading import Event, Thread, get_ident

from PySide6.QtCore import QObject, Qt, QTimer, Slot

log = logging.getLogger(__name__)

LIMIT_S = 0.05  # A1
_TICK_MS = 10  # a turn of 60 ms is never missed; one of 50 may be
_REMEMBERED = 100


@dataclass(frozen=True)
class LongTurn:
    """The event loop was away for longer than ``LIMIT_S``.

    Attributes:
        wall_ms: how long. ``worked_ms``: what its thread computed of that; the rest it
            waited for a disk, a lock, another thread, or for a processor.
    """

    wall_ms: float
    worked_ms: float


class Watchdog(QObject):
    """Watches the thread that makes it, from one of its own, until ``stop``.

    The stack is taken while the turn still lasts, so it names what holds the window up. It
    has lines of the program and no values. The event dispatcher's own signals were tried
    first: with some dispatchers timers run after ``aboutToBlock``, unseen.

    Attributes:
        long_turns: the last ones that ended.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.long_turns: deque[LongTurn] = deque(maxlen=_REMEMBERED)
        self._watched = get_ident()
        self._seen_s, self._worked_s = time.perf_counter(), time.thread_time()
        self._stopped = Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)
        Thread(target=self._watch, name="watchdog", daemon=True).start()

    @property
    def watching(self) -> bool:
        return not self._stopped.is_set()

    @property
    def late_s(self) -> float:
        """How long the event loop is away by now; below zero while it is not late."""
        return time.perf_counter() - self._seen_s - _TICK_MS / 1000

    @property
    def stack(self) -> str:
        """Where the watched thread is now, as ``faulthandler`` writes it, innermost first."""
        return stack_of(self._watched)

    def stop(self) -> None:
        """Watch no longer; twice is once."""
        self._stopped.set()
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        now_s, worked_s = time.perf_counter(), time.thread_time()
        away_s = now_s - self._seen_s - _TICK_MS / 1000
        if away_s > LIMIT_S:
            turn = LongTurn(away_s * 1000, (worked_s - self._worked_s) * 1000)
            self.long_turns.append(turn)
            log.warning("the window was held up: %s", turn)
        self._seen_s, self._worked_s = now_s, worked_s

    def _watch(self) -> None:
        told_s = 0.0
        while not self._stopped.wait(_TICK_MS / 1000):
            seen_s = self._seen_s
            if self.late_s > LIMIT_S and seen_s != told_s:
                told_s = seen_s
                self._tell()

    def _tell(self) -> None:
        log.warning(
            "the window is held up for more than %.0f ms\n%s", LIMIT_S * 1000, self.stack
        )


def stack_of(thread: int) -> str:
    """Where a thread is, innermost call first.

    Read by ``faulthandler``, which touches no frame. A frame that this thread held would
    outlive its function, and a QPainter in it would end here and not there: Qt then says
    "endPaint() called with active painter", or the program dies of a segmentation fault.
    """
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        stacks = file.read().decode("ascii", "replace").split("\n\n")
    return next((one for one in stacks if f"0x{thread:016x} " in one), "")

"""The end of the program's threads, while the window still paints and says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any
from weakref import proxy

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from posapp.ui.background import Background

LINE_S = 5.0  # for a request, the printer, a disk that reads: nothing confirmed depends on it
_LOOK_MS = 20


class Ending(QObject):
    """Waits in the event loop for threads that were stopped.

    What a clerk did is written, whatever it takes. Then the last write is made, unless
    something else still runs, which may use what that would close; the process takes it along.
    """

    def __init__(
        self,
        busy: Background,
        write: Callable[[Callable[[], object]], Future[Any]],
        last: Callable[[], object],
        done: Callable[[], None],
    ) -> None:
        super().__init__(busy)
        self._busy = proxy(busy)  # no cycle: garbage is collected on any thread, timers are not
        self._write, self._last, self._done = write, last, done
        self._ends_s = time.monotonic() + LINE_S
        self._closing: Future[Any] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_MS)

    @Slot()
    def look(self) -> None:
        """How it stands now."""
        if self._closing is not None:
            if self._closing.done():
                self._over()
        elif self._busy.writing:
            return
        elif self._busy.idle:
            self._closing = self._write(self._last)
        elif time.monotonic() > self._ends_s:
            self._over()

    def stop(self) -> None:
        """Say nothing any more."""
        self._timer.stop()

    def _over(self) -> None:
        self.stop()
        self._done()
        if self._closing is not None:
            self._closing.result()  # a bug in it reaches the excepthook

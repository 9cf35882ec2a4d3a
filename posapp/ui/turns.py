"""Work of the GUI thread in several turns of the event loop, so that none of them is long."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from posapp.ui.steady import undisturbed

LONG_S = 0.006  # computed in one turn, after which the next one waits


class Turns(QObject):
    """Does pieces of work in the order they were asked for, in later turns: small ones
    together, because each turn lays out and paints again, a long one alone.

    Between two turns what has changed is painted and keys are heard.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: dict[str, Callable[[], None]] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        """Something is still to be done."""
        return bool(self._work)

    def put(self, name: str, does: Callable[[], None]) -> None:
        """Do this soon, in the place of what waits under the same name."""
        self._work[name] = does
        self._timer.start(0)

    def hurry(self) -> None:
        """The first turn now, before the window paints what has changed: it paints once."""
        self._next()

    def drop(self, name: str) -> None:
        """What waits under this name is not wanted any more."""
        self._work.pop(name, None)

    @Slot()
    def _next(self) -> None:
        ends_s = time.thread_time() + LONG_S
        with undisturbed():
            while self._work:
                self._work.pop(next(iter(self._work)))()
                if time.thread_time() >= ends_s:
                    break
        if not self._work:
            self._timer.stop()

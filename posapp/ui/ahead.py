"""Builds the next panel of a kind while nobody waits for it, a part a turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

_REST_MS = 100  # what the clerk does first is painted by then; Pay may follow soon


class Built(Protocol):
    """A panel that is made as a frame and filled part by part."""

    def build_next(self) -> bool:
        """One more part, a few milliseconds each; False when all are in."""


P = TypeVar("P", bound=Built)


class Ahead(QObject, Generic[P]):
    """A panel that is ready when it is wanted: building one at once holds the window up for
    30 to 40 ms, showing it does not.

    Attributes:
        ready: the next panel is whole; nothing is left to build.

    Signals:
        whole: it has become so just now.
    """

    whole = Signal()

    def __init__(self, make: Callable[[QWidget], P], home: QWidget, parent: QObject) -> None:
        """``home``: where the panel will be shown; it is made there, so that it never moves."""
        super().__init__(parent)
        self._make, self._home = make, home
        self._next: P | None = None
        self.ready = False
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._build)
        self.prepare()

    @Slot()
    def prepare(self) -> None:
        """Begin, after a while."""
        if not self.ready:
            self._turn.start(_REST_MS)

    def take(self) -> P:
        """A panel; whoever takes it owns it. What is missing is still to be built."""
        self._turn.stop()
        made, self._next = self._next or self._make(self._home), None
        self.ready = False
        return made

    @Slot()
    def _build(self) -> None:
        self._turn.setInterval(0)
        if self._next is None:
            self._next = self._make(self._home)
        elif not self._next.build_next():
            self._turn.stop()
            self.ready = True
            self.whole.emit()

"""Looks things up in the register's own files, without the GUI thread waiting for a disk.

A look-up takes a millisecond, and what it finds belongs in the same turn: a scan is a line
11 ms later. So the GUI thread asks a reading thread and waits, but never for long: what a
slow or dying disk says later is delivered later, in the order in which it was asked for, and
until then nothing else waits in the turn. Keeping the catalogue in locked memory was rejected:
a million products are more than a register has, and the log beside them is not in it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from posapp.ui.crew import Crew
from posapp.ui.replies import Reply, tell

SOON_S = 0.02  # in one turn; with what a scan computes after it, half of A1's 50 ms


class _Question(NamedTuple):
    answer: Future[Any]
    reply: Reply


class LookUps(QObject):
    """One reading thread and what it was asked, answered in that order.

    Attributes:
        open: how many have not been answered, or their answer not been delivered.
    """

    _answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = Crew(1, "reader")
        self._open: deque[_Question] = deque()
        self._waited_s = 0.0  # in this turn
        self._led: int | None = None  # questions that the answer now told has led to so far
        self._closed = False
        self._next_turn = QTimer(self, singleShot=True)
        self._next_turn.timeout.connect(self._turned)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def open(self) -> int:
        return len(self._open)

    def ask(self, work: Callable[[], Any], reply: Reply) -> None:
        """Ask; told at once if the answer comes soon and nothing older is still open."""
        question = _Question(self._reader.submit(work), reply)
        alone = not self._open
        self._open.insert(self._place(), question)
        question.answer.add_done_callback(self._came)
        if alone:
            self._wait(question.answer)
            self._deliver()

    def _place(self) -> int:
        """At the end; what an answer leads to comes before what was asked after that: of a
        scan and then Pay, the scan's product is looked up first."""
        if self._led is None:
            return len(self._open)
        self._led += 1
        return self._led - 1

    def after(self, owner: QObject, does: Callable[[], None]) -> None:
        """Do it when what was asked before has been told: now, where nothing is open."""
        if self._open:
            self.ask(_nothing, Reply(owner, lambda _: does(), lambda _: None, None))
        else:
            does()

    @property
    def ended(self) -> bool:
        """The reading thread is gone; one that a disk holds is not."""
        return self._reader.ended

    def close(self, wait_s: float) -> None:
        """Tell nobody any more, and wait so long for the reading thread to end."""
        self._closed = True
        self._open.clear()
        self._reader.close(wait_s)

    def _wait(self, future: Future[Any]) -> None:
        began_s = time.perf_counter()
        try:
            future.exception(max(SOON_S - self._waited_s, 0.0))
        except TimeoutError:
            """It comes later, by the signal."""
        self._waited_s += time.perf_counter() - began_s
        self._next_turn.start()

    @Slot()
    def _turned(self) -> None:
        self._waited_s = 0.0

    def _came(self, _answer: Future[Any]) -> None:
        if not self._closed and isValid(self):
            self._answered.emit()

    @Slot()
    def _deliver(self) -> None:
        """The oldest, if it has been answered; the next one in a turn of its own."""
        if not self._open or not self._open[0].answer.done():
            return
        question, within = self._open.popleft(), self._led is not None
        self._led = self._led - 1 if self._led else 0
        try:
            tell(question.reply, question.answer)
        finally:
            if not within:
                self._led = None
            if self._open:
                self._answered.emit()


def _nothing() -> None:
    """What is asked only to be told in turn."""

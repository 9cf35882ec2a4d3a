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
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from posapp.ui.replies import Reply, answer, tell

SOON_S = 0.02  # in one turn; with what a scan computes after it, half of A1's 50 ms


class _Question(NamedTuple):
    work: Callable[[], Any]
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
        self._asked: SimpleQueue[_Question | None] = SimpleQueue()
        self._open: deque[_Question] = deque()
        self._waited_s = 0.0  # in this turn
        self._led: int | None = None  # questions that the answer now told has led to so far
        self._reader: Thread | None = None
        self._closed = False
        self._next_turn = QTimer(self, singleShot=True)
        self._next_turn.timeout.connect(self._turned)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def open(self) -> int:
        return len(self._open)

    def ask(self, work: Callable[[], Any], reply: Reply) -> None:
        """Ask; told at once if the answer comes soon and nothing older is still open."""
        question = _Question(work, Future(), reply)
        alone = not self._open
        self._open.insert(self._place(), question)
        self._begin()
        self._asked.put(question)
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

    def close(self, wait_s: float) -> bool:
        """Tell nobody any more, and end the reading thread.

        Returns:
            Whether it ended; one that a disk holds does not.
        """
        self._closed = True
        self._open.clear()
        self._asked.put(None)
        if self._reader is None:
            return True
        self._reader.join(wait_s)
        return not self._reader.is_alive()

    def _begin(self) -> None:
        if self._reader is None:
            self._reader = Thread(target=self._read, name="reader", daemon=True)
            self._reader.start()

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

    def _read(self) -> None:
        while (question := self._asked.get()) is not None:
            answer(question.work, question.answer)
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

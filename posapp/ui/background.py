"""Runs slow work off the GUI thread and brings the outcome back to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import count
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from posapp.domain.errors import PosError
from posapp.ui.crew import Crew
from posapp.ui.ending import Ending
from posapp.ui.lookups import LookUps
from posapp.ui.replies import Reply, answer, tell

T = TypeVar("T")
LAST_LOOK_S = 1.0  # for a look-up that still runs at the end; then it is left to its disk


class Background(QObject):
    """One writer, one reader, and a few threads for the network, the printer and the terminal.

    Work is a plain function. It must not touch widgets, and it never holds one: the callbacks
    wait here, on the GUI thread, until the outcome arrives. Without ``failed`` an expected
    error is a bug like any other.
    """

    _finished = Signal(int, object)

    def __init__(self, parent: QObject | None = None, threads: int = 4) -> None:
        super().__init__(parent)
        self._pool = Crew(threads, "background")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._numbers = count()
        self._replies: dict[int, Reply] = {}
        self._writes: set[Future[Any]] = set()
        self._ending: Ending | None = None
        self._look_ups = LookUps(self)
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Work is running or its outcome has not been delivered."""
        return self.pending > 0

    @property
    def pending(self) -> int:
        """How many pieces of work are running or undelivered; one of them may be waiting for
        news, which it always is."""
        return len(self._replies) + self._look_ups.open

    @property
    def looking(self) -> bool:
        """A look-up has not been answered yet."""
        return self._look_ups.open > 0

    def look(
        self,
        work: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[PosError], None],
        broke: Callable[[], None] | None = None,
    ) -> None:
        """The same as ``run`` for a look-up of a millisecond in the register's own files: one
        at a time, in the order asked for, and told before this returns unless the disk is
        late (see ``lookups``)."""
        if not self._closed:
            self._look_ups.ask(work, Reply(owner, done, failed, broke))

    def after_looks(self, owner: QObject, does: Callable[[], None]) -> None:
        """Do it once the look-ups of before have been answered; now, where they have."""
        if not self._closed:
            self._look_ups.after(owner, does)

    def run(
        self,
        work: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[PosError], None],
        broke: Callable[[], None] | None = None,
    ) -> None:
        """Start reading, network or device work; later call ``done``, or ``failed`` with an
        expected error, unless ``owner`` is gone by then. A bug calls ``broke``, so that the
        owner can recover, and then reaches the excepthook."""
        self._start(self._pool, work, Reply(owner, done, failed, broke))

    def write(
        self,
        work: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[PosError], None],
        broke: Callable[[], None] | None = None,
    ) -> None:
        """The same for work that writes to the register's databases: one at a time, in the
        order it was asked for."""
        write = self._start(self._writer, work, Reply(owner, done, failed, broke))
        if write is not None:
            self._writes.add(write)
            write.add_done_callback(self._writes.discard)

    def watch(
        self,
        work: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[PosError], None],
        broke: Callable[[], None] | None = None,
    ) -> None:
        """The same for work that only waits for somebody else, for half a minute perhaps: it
        has a thread of its own, and the program's end does not wait for it."""
        if self._closed:
            return
        number = next(self._numbers)
        self._replies[number] = Reply(owner, done, failed, broke)
        watched = partial(self._watched, number, work)
        Thread(target=watched, name="watch", daemon=True).start()

    def _watched(self, number: int, work: Callable[[], Any]) -> None:
        future: Future[Any] = Future()
        answer(work, future)
        self._ended(number, future)

    def finish(self, last: Callable[[], object], done: Callable[[], None]) -> None:
        """Take nothing more, tell nobody any more, and end while the event loop goes on: after
        every write that was asked for, however long the disk takes, and after what the line,
        the printer and the reading thread still do, for ``LINE_S`` at the most.

        Args:
            last: the last write of all; left out where something runs on regardless.
            done: it is over, ``close`` returns at once.
        """
        if not self._closed:
            self._stop()
            self._ending = Ending(self, self._writer.submit, last, done)

    @property
    def writing(self) -> bool:
        """A write waits or runs."""
        return bool(self._writes)

    @property
    def idle(self) -> bool:
        """Nothing else runs any more, after it was stopped."""
        return self._pool.ended and self._look_ups.ended

    def close(self) -> None:
        """Finish every write that was asked for, wait for running work, forget the rest.
        Call before the program ends."""
        self._stop()
        self._writer.shutdown(wait=True)
        if self._ending is None:
            self._pool.close()
        else:
            self._ending.stop()
        self._look_ups.close(LAST_LOOK_S if self._ending is None else 0.0)

    def _stop(self) -> None:
        self._closed = True
        self._replies.clear()
        self._pool.close(0.0)
        self._look_ups.close(0.0)

    def _start(
        self, pool: ThreadPoolExecutor | Crew, work: Callable[[], Any], reply: Reply
    ) -> Future[Any] | None:
        if self._closed:
            return None
        number = next(self._numbers)
        self._replies[number] = reply
        future = pool.submit(work)
        future.add_done_callback(partial(self._ended, number))
        return future

    def _ended(self, number: int, future: Future[Any]) -> None:
        if not self._closed and isValid(self):
            self._finished.emit(number, future)

    @Slot(int, object)
    def _deliver(self, number: int, future: Future[Any]) -> None:
        reply = self._replies.pop(number, None)
        if reply is None:
            return
        tell(reply, future)

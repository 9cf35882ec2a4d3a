"""A few threads for work that the program's end need not wait for: a line, a disk that reads.

Python's own pool is waited for when the program ends, for as long as a request may take, and
the register would be locked against its next start meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any

from posapp.ui.replies import answer

_Work = tuple[Callable[[], Any], "Future[Any]"]


class Crew:
    """Does what it is given, oldest first."""

    def __init__(self, most: int, name: str) -> None:
        """``most`` threads, begun one by one as they are needed."""
        self._most, self._name = most, name
        self._given: SimpleQueue[_Work | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._closed = False

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        """Do this; whatever comes of it stands in the future."""
        future: Future[Any] = Future()
        self._given.put((work, future))
        if len(self._threads) < self._most:
            thread = Thread(target=self._work, name=self._name, daemon=True)
            self._threads.append(thread)
            thread.start()
        return future

    @property
    def ended(self) -> bool:
        """No thread is left."""
        return not any(thread.is_alive() for thread in self._threads)

    def close(self, wait_s: float | None = None) -> None:
        """Begin nothing more, and wait so long for what runs, without end where it is None."""
        self._closed = True
        for _ in self._threads:
            self._given.put(None)
        ends = None if wait_s is None else time.monotonic() + wait_s
        for thread in self._threads:
            thread.join(None if ends is None else max(ends - time.monotonic(), 0.0))

    def _work(self) -> None:
        while (given := self._given.get()) is not None:
            self._do(*given)
            del given  # what came of it is nobody's while this waits for more (P3)

    def _do(self, work: Callable[[], Any], future: Future[Any]) -> None:
        if self._closed:
            future.cancel()
        else:
            answer(work, future)

"""The parts of a visit, read so that none of them hides or holds up another.

One thread reads them one after the other, in one transaction: threads for each would wait for
each other's turn of the interpreter more than for the database. When one of them keeps the
others waiting, those that are left are read at the same time, each by threads of its own; and
each has a time budget, whoever reads it.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from posapp.contract import wire
from posapp.contract.problems import Problem
from posapp.domain.visit import Part
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal

Read = Callable[[Connection], Any]
log = logging.getLogger("posapp.hub")
EXPECTED = (SQLAlchemyError, wire.BadMessage, Refusal, LookupError)
THREADS = 4  # for one part, over all visits of this process; and for those read in turn
IN_TURN = ""  # the name of the threads of the latter
PATIENCE_S = 0.1  # with one part, before the others are read beside it


@dataclass(frozen=True)
class _Wanted:
    """One part. Read twice, the first outcome counts; given up, none does.

    Attributes:
        ends: when it is given up as slow, by ``time.monotonic``.
    """

    name: str
    read: Read
    ends: float
    outcome: Future[Any] = field(default_factory=Future)

    def fill(self, hub: Hub, db: Connection) -> None:
        """Read it, unless that has been done, or is not wanted any more."""
        if self.outcome.done():
            return
        if self.name in hub.settings.broken_parts:
            raise LookupError(f"{self.name} is broken on purpose")
        if self.name in hub.settings.slow_parts:
            time.sleep(2 * hub.settings.part_budget_s)
        value = self.read(db)
        with suppress(InvalidStateError):
            self.outcome.set_result(value)

    def fail(self, error: BaseException) -> None:
        with suppress(InvalidStateError):
            self.outcome.set_exception(error)


class Reading:
    """Parts that are being read.

    Attributes:
        parts: how those that were waited for turned out, in that order.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._wanted: dict[str, _Wanted] = {}
        self.parts: list[Part] = []

    def start(self, **reads: Read) -> None:
        """Begin to read these parts, in this order."""
        ends = time.monotonic() + self._hub.settings.part_budget_s
        wanted = [_Wanted(name, read, ends) for name, read in reads.items()]
        self._wanted |= {part.name: part for part in wanted}
        self._begin(IN_TURN, wanted)

    def must(self, name: str) -> Any:
        """What was read; there is no visit without it.

        Raises:
            Refusal: as the read did, or ``busy``: it was slow.
        """
        try:
            value = self._outcome(self._wanted[name])
        except TimeoutError as error:
            raise Refusal(Problem.BUSY, retry_after_s=1) from error
        self.parts.append(Part(name, self._hub.clock()))
        return value

    def finish(self, name: str, empty: Any) -> Any:
        """What was read, or ``empty`` when that was slow or broken."""
        value, error = empty, ""
        try:
            value = self._outcome(self._wanted[name])
        except TimeoutError:
            self._wanted[name].outcome.cancel()
            error = "slow"
        except EXPECTED as fault:
            log.warning("%s of a visit cannot be read: %s", name, type(fault).__name__)
            error = "broken"
        self.parts.append(Part(name, self._hub.clock(), error))
        return value

    def _outcome(self, part: _Wanted) -> Any:
        left_s = max(0.0, part.ends - time.monotonic())
        try:
            return part.outcome.result(min(PATIENCE_S, left_s))
        except TimeoutError:
            for each in self._wanted.values():
                if not each.outcome.done():
                    self._begin(each.name, [each])
        return part.outcome.result(max(0.0, part.ends - time.monotonic()))

    def _begin(self, threads: str, parts: Sequence[_Wanted]) -> None:
        pool = self._hub.parts.get(threads) or self._hub.parts.setdefault(
            threads, ThreadPoolExecutor(THREADS, f"part-{threads}")
        )
        pool.submit(_fill, self._hub, deque(parts))


def _fill(hub: Hub, parts: deque[_Wanted]) -> None:
    """Read these in one transaction; a broken one ends it, and the rest has the next one."""
    while parts:
        try:
            hub.read(lambda db: _fill_each(hub, parts, db))
        except BaseException as error:  # noqa: BLE001  carried to who waits, raised there
            if parts:
                parts.popleft().fail(error)


def _fill_each(hub: Hub, parts: deque[_Wanted], db: Connection) -> None:
    while parts:
        parts[0].fill(hub, db)
        parts.popleft()

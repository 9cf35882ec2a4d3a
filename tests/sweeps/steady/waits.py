"""Tells what a network, a disk or a database held the GUI thread up for, and nothing else.

What counts: the thread stands at one place of such code, and between two looks either sleeps
in one system call or computes there itself (a query that goes through everything). What does
not: a thread that could run and is not let (``R``), and one that waits for Python's lock,
which it asks for again every few milliseconds, so that it has slept more often at the next
look. A busy computer makes both longer, and looks rarer; it never makes a wait of them.
"""

from __future__ import annotations

import platform
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread, get_ident, get_native_id
from typing import Protocol

from posapp.ui.watchdog import LIMIT_S

LOOK_S = 0.008
ASLEEP = "SDtT"  # waiting for something, or held by whoever delays its system calls
_FUTEX = {"aarch64": "98"}.get(platform.machine(), "202")  # how Python waits for its locks
_PLACE = re.compile(r'File "([^"]+)", line \d+')
_WAITING_CODE = re.compile(
    r"/(socket|ssl|selectors|threading|queue|subprocess|pathlib|shutil|tempfile)\.py$"
    r"|/(http|urllib3|requests|sqlalchemy|sqlite3|pysqlite3|futures|logging)/"
    r"|/posapp/(central|database|devices|line|services|store|sync|verify)/"
)


class Watched(Protocol):
    """What a ``Watchdog`` knows of the thread."""

    @property
    def late_s(self) -> float: ...
    @property
    def stack(self) -> str: ...


@dataclass(frozen=True)
class Look:
    """The thread at one moment. ``slept``: how often it went to sleep, ever."""

    at_s: float
    worked_s: float
    state: str
    call: str
    slept: int
    stack: str

    @property
    def waits(self) -> bool:
        return self.state in ASLEEP and self.call not in ("", "running")


def stood(first: Look, then: Look) -> float:
    """For how long of the time between two looks something held it at one place, in s."""
    if first.stack != then.stack or not in_waiting_code(then.stack):
        return 0.0
    same = first.slept == then.slept or then.call.split()[0] != _FUTEX
    if first.waits and then.waits and same:
        return then.at_s - first.at_s
    return min(then.worked_s - first.worked_s, then.at_s - first.at_s)


def in_waiting_code(stack: str) -> bool:
    """Whether its innermost call is one of a network, a disk, a database or a lock."""
    place = _PLACE.search(stack)
    return place is not None and _WAITING_CODE.search(place[1]) is not None


@dataclass
class Waits:
    """Watches the thread that makes it, from one of its own, until ``stop``.

    Attributes:
        watchdog: says when the event loop is away at all. ``told``: hears of each block.
    """

    watchdog: Watched
    told: Callable[[str], None]
    _stopped: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self._clock = time.pthread_getcpuclockid(get_ident())
        self._task = Path(f"/proc/self/task/{get_native_id()}")
        Thread(target=self._watch, name="waits", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _watch(self) -> None:
        last: Look | None = None
        held_s = 0.0
        while not self._stopped.wait(LOOK_S):
            if self.watchdog.late_s < LOOK_S:
                last, held_s = None, 0.0
                continue
            now = self._look()
            stays = last is not None and last.stack == now.stack
            before_s = held_s if stays else 0.0
            held_s = before_s + (stood(last, now) if last else 0.0)
            if before_s <= LIMIT_S < held_s:
                self.told(f"held up in {now.call.partition(' ')[0]}\n{now.stack}")
            last = now

    def _look(self) -> Look:
        status = (self._task / "status").read_text()
        return Look(
            at_s=time.perf_counter(),
            worked_s=time.clock_gettime(self._clock),
            state=_after("State:", status)[:1],
            call=(self._task / "syscall").read_text().strip(),
            slept=int(_after("voluntary_ctxt_switches:", status)),
            stack=self.watchdog.stack,
        )


def _after(word: str, text: str) -> str:
    return text.partition(f"\n{word}")[2].partition("\n")[0].strip()

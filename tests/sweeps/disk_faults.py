"""ENOSPC and EIO at every write and sync of everything that is done at a register."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.sweeps.journal import faulty, strace, troubled
from tests.sweeps.journal.actions import ACTIONS
from tests.sweeps.journal.till import Till
from tests.sweeps.sweep import Outcome, Plan, Sweep

SUBJECT = "tests.sweeps.journal.troubled"
ERRORS = ("ENOSPC", "EIO", "EROFS")
CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate")
SWEPT = tuple(name for name in ACTIONS if name != "settings")  # no fact, and no database
FAR = 24  # the most calls of one name that an action makes, roughly


@dataclass(frozen=True)
class Point:
    """Which call fails. ``lasting``: all that follow do, too."""

    action: str
    call: str
    error: str
    nth: int
    lasting: bool

    @property
    def told(self) -> dict[str, bool]:
        return {}

    def strikes(self, register: Till, process: int) -> strace.Strace:
        return strace.failing(process, self.call, self.error, self.nth, lasting=self.lasting)

    def __str__(self) -> str:
        each = "from then on" if self.lasting else "once"
        return f"{self.action}: {self.error} at {self.call} {self.nth}, {each}"


def run(plan: Plan) -> Outcome:
    """The first calls of each action in turn, then any by chance."""
    chance = random.Random(plan.seed)
    return faulty.run(plan, SUBJECT, _points(chance), chance)


def _points(chance: random.Random) -> Iterator[Point]:
    for action in SWEPT:
        for call in ("pwrite64", "fdatasync"):
            yield Point(action, call, chance.choice(ERRORS), 1, lasting=True)
    while True:
        yield Point(
            chance.choice(SWEPT),
            chance.choices(CALLS, (8, 5, 1, 1))[0],
            chance.choice(ERRORS),
            chance.randint(1, FAR),
            lasting=chance.random() < 0.5,
        )


SWEEP = Sweep(
    name="ENOSPC, EIO and EROFS at every write and sync",
    holds=("J7",),
    gate=160,
    soak=30_000,
    run=run,
    planted=(troubled.NOT_TOLD, troubled.CONFIRMED, troubled.FOR_EVER),
    red_within=40,
    needs=("strace",),
)

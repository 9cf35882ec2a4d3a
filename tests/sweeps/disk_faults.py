"""ENOSPC and EIO at every write and sync of everything that is done at a register."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.sweeps.journal import checking, strace, troubled
from tests.sweeps.journal.actions import ACTIONS
from tests.sweeps.journal.till import Till, till
from tests.sweeps.sweep import FAULTS_TOLD, Outcome, Plan, Sweep

SUBJECT = "tests.sweeps.journal.troubled"
ERRORS = ("ENOSPC", "EIO", "EROFS")
CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate")
SWEPT = tuple(name for name in ACTIONS if name != "settings")  # no fact, and no database
FAR = 24  # the most calls of one name that an action makes, roughly
PER_FOLDER = 25  # points in one folder, then a fresh one: looking at the books stays quick


@dataclass(frozen=True)
class Point:
    """Which call fails. ``lasting``: all that follow do, too."""

    action: str
    call: str
    error: str
    nth: int
    lasting: bool

    def __str__(self) -> str:
        each = "from then on" if self.lasting else "once"
        return f"{self.action}: {self.error} at {self.call} {self.nth}, {each}"


def run(plan: Plan) -> Outcome:
    """The first calls of each action in turn, then any by chance."""
    chance = random.Random(plan.seed)
    points, found = _points(chance), Outcome(0)
    most = 1 if plan.planted else FAULTS_TOLD
    with till(plan.folder, plan.planted, SUBJECT) as register:
        while found.points < plan.points and len(found.faults) < most:
            found += trouble(register, next(points), chance.randrange(2**32))
            if found.points % PER_FOLDER == 0:
                register.fresh()
    return found


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


def trouble(register: Till, point: Point, seed: int) -> Outcome:
    """Do the action with this fault, take the fault away, sell, and look at everything."""
    process = register.begins(point.action, seed)
    if not process:
        return Outcome(1, faults=(f"{point}: it does not open: {register.said.failed}",))
    tracer = strace.failing(process, point.call, point.error, point.nth, lasting=point.lasting)
    alive = register.goes_on_until_stopped()
    tracer.detaches()
    code = register.goes_on() if alive else 1
    faults = () if code == 0 else (f"{point}: {register.said.failed or code}",)
    return Outcome(1, faults=faults) + checking.look(register, str(point))


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

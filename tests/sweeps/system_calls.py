"""Kill -9 at every durable system call of everything that is done at a register."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.sweeps.journal import checking, planted, strace
from tests.sweeps.journal.actions import ACTIONS
from tests.sweeps.journal.till import Till, till
from tests.sweeps.sweep import FAULTS_TOLD, Outcome, Plan, Sweep

MANY, OF_MANY = 100, 40  # calls of an action: of more, only some in each round
PER_FOLDER = 40  # deaths in one folder, then a fresh one: looking at the books stays quick
Shapes = dict[str, list[str]]  # by action, the durable calls it makes


@dataclass(frozen=True)
class Point:
    """Where to kill: instead of the ``nth`` call of this name in an action; 0 for nowhere."""

    action: str
    call: str = ""
    nth: int = 0


def run(plan: Plan) -> Outcome:
    """Each durable call of each action once, some of the longest ones', then more by chance."""
    chance, shapes = random.Random(plan.seed), Shapes()
    points, found = _points(shapes, chance), Outcome(0)
    with till(plan.folder, plan.planted) as register:
        while not _enough(plan, found):
            for _ in range(PER_FOLDER):
                found += _death(register, next(points), shapes, chance)
                if _enough(plan, found):
                    break
            found += _death(register, Point("cash"), {}, chance)
            register.fresh()
    return found


def _enough(plan: Plan, found: Outcome) -> bool:
    most = 1 if plan.planted else FAULTS_TOLD
    return found.points >= plan.points or len(found.faults) >= most


def _points(shapes: Shapes, chance: random.Random) -> Iterator[Point]:
    for action in ACTIONS:
        yield Point(action)  # its calls are written down
        calls = range(len(shapes[action]))
        few = calls if len(calls) <= MANY else sorted(chance.sample(calls, OF_MANY))
        yield from (_point(shapes, action, place) for place in few)
    while True:
        action = chance.choice(list(ACTIONS))
        yield _point(shapes, action, chance.randrange(len(shapes[action])))


def _point(shapes: Shapes, action: str, place: int) -> Point:
    calls = shapes[action]
    return Point(action, calls[place], calls[: place + 1].count(calls[place]))


def _death(register: Till, point: Point, shapes: Shapes, chance: random.Random) -> Outcome:
    """Open after the last death, look, and die at this point; or live, and be written down."""
    where = f"before {point.action}, to die at {point.call} {point.nth}"
    unsure = sorted(register.said.of("trying") - register.said.of("sold"))
    again = unsure[-1] if unsure and chance.random() < 0.5 else ""
    process = register.begins(point.action, chance.randrange(2**32), again)
    if not process:
        return Outcome(0, faults=(f"{where}: {register.said.failed}",))
    found = checking.look(register, where)
    calls = register.folder.with_name("calls")
    if point.nth:
        tracer = strace.killing(process, point.call, point.nth)
    else:
        tracer = strace.recording(process, calls)
    code = register.goes_on()
    tracer.ends()
    if not point.nth:
        shapes[point.action] = strace.recorded(calls)
    if code not in (0, -9):
        found += Outcome(0, faults=(f"{where}: {register.said.failed}",))
    return found + Outcome(int(code == -9))


SWEEP = Sweep(
    name="kill -9 at every durable system call of each action",
    holds=("J1", "J3", "J4", "J6"),
    gate=300,
    soak=100_000,
    run=run,
    planted=(
        planted.SECOND_TRANSACTION,
        planted.NUMBER_OUTSIDE,
        planted.NO_UNIQUE_KEY,
        planted.PRINT_FIRST,
    ),
    red_within=60,
    needs=("strace",),
)

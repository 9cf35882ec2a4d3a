"""Books of earlier schemas are opened, and the program dies or the disk refuses anywhere."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from posapp.store import schema
from posapp.store.books import JOURNAL
from posapp.store.schema import BACKUPS
from posapp.verify import verify
from tests.sweeps.journal import checking, older, strace
from tests.sweeps.journal.till import Till, till
from tests.sweeps.sweep import FAULTS_TOLD, Outcome, Plan, Sweep

SUBJECT = "tests.sweeps.journal.older"
ERRORS = ("ENOSPC", "EIO", "EROFS")
REFUSED = ("pwrite64", "fdatasync", "fsync", "ftruncate", "rename")
OPEN_PIN = b"$argon2id$"


@dataclass(frozen=True)
class Point:
    """What happens instead of the ``nth`` call: an ``error``, or the end. ``lasting``: an
    error at all that follow, too."""

    revision: str
    call: str
    nth: int
    error: str = ""
    lasting: bool = False

    def __str__(self) -> str:
        each = ", from then on" if self.lasting else ""
        return f"{self.revision}: {self.error or 'the end'} at {self.call} {self.nth}{each}"


def run(plan: Plan) -> Outcome:
    """Each round begins with an opening that nothing happens to, whose calls are noted."""
    chance, found = random.Random(plan.seed), Outcome(0)
    most = 1 if plan.planted else FAULTS_TOLD
    with till(plan.folder, plan.planted, SUBJECT) as register:
        points = _points(register, chance)
        while found.points < plan.points and len(found.faults) < most:
            found += _opened(register, next(points), chance.randrange(2**32))
            register.removes()
    return found


def _points(register: Till, chance: random.Random) -> Iterator[Point]:
    """Deaths at calls chosen over the whole length, each second one a refusal."""
    calls = {revision: _calls(register, revision) for revision in older.earlier()}
    while True:
        revision = chance.choice(list(calls))
        made = calls[revision]
        place = chance.randrange(len(made))
        yield Point(revision, made[place], made[: place + 1].count(made[place]))
        call = chance.choice([name for name in REFUSED if name in made])
        nth = chance.randint(1, made.count(call))
        error = chance.choice(ERRORS)
        yield Point(revision, call, nth, error, lasting=chance.random() < 0.5)


def _calls(register: Till, revision: str) -> list[str]:
    """The durable calls of an opening, and of no sale."""
    _stands(register, revision)
    calls = register.folder.with_name("calls")
    tracer = strace.recording(register.begins("", 0), calls)
    register.goes_on_until_stopped()
    tracer.detaches()
    register.goes_on()
    register.removes()
    return strace.recorded(calls)


def _stands(register: Till, revision: str) -> None:
    """A fresh folder with the books of this revision."""
    register.fresh()
    register.removes()
    shutil.copytree(older.OLD.format(register.base, revision), register.folder)


def _opened(register: Till, point: Point, seed: int) -> Outcome:
    _stands(register, point.revision)
    process = register.begins("", seed)
    if point.error:
        call, nth, lasting = point.call, point.nth, point.lasting
        tracer = strace.failing(process, call, point.error, nth, lasting=lasting)
    else:
        tracer = strace.killing(process, point.call, point.nth)
    faults, alive = [], register.goes_on_until_stopped()
    if alive:
        tracer.detaches()
    else:
        tracer.ends()
        faults += _left(register)
        if point.error or register.said.failed:
            faults.append(f"it is not told: {register.said.failed}")
        register.begins("", seed)
        alive = register.goes_on_until_stopped()
    if not alive or register.goes_on() != 0:
        faults.append(f"it does not open: {register.said.failed}")
    told = tuple(f"{point}: {fault}" for fault in faults + _left(register))
    return Outcome(1, faults=told) + checking.look(register, str(point))


def _left(register: Till) -> list[str]:
    """What lies there is whole, of either schema, and so is what is called a copy of it."""
    told = []
    there = [*(register.folder / BACKUPS).glob("register-before-*.db")]
    for path in (register.folder / JOURNAL, *there):
        missing = register.before - set(verify(path).sales)
        if missing or not verify(path).sound or not schema.revision(path):
            told.append(f"{path.name} is not sound, or {len(missing)} sales are not in it")
    told += [f"{path.name} holds open PINs" for path in there if _pins(path)]
    return told


def _pins(path: Path) -> bool:
    return OPEN_PIN in path.read_bytes()


SWEEP = Sweep(
    name="books of earlier schemas, opened until the end comes or the disk refuses",
    holds=("J9", "J3", "J4", "J7"),
    gate=24,
    soak=20_000,
    run=run,
    planted=(older.IN_PIECES, older.COPIED_OVER),
    red_within=40,
    needs=("strace",),
)

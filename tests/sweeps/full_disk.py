"""A small file system that is full to the last bytes, with the register's books on it."""

from __future__ import annotations

import random

from tests.disks import FILM, fill, small_disk
from tests.sweeps.journal import checking, troubled
from tests.sweeps.journal.till import Till, till
from tests.sweeps.sweep import FAULTS_TOLD, Outcome, Plan, Sweep

SUBJECT = "tests.sweeps.journal.troubled"
MIB = 112
LEAVING = (0, 4_096, 20_000, 60_000, 300_000, 3_000_000)  # bytes
ACTIONS = ("cash", "everything", "card", "park", "receipt", "backup", "close")
TIMES = 3  # sales in the room that is left: the ballast's, when it lies there
PER_FOLDER = 10


def run(plan: Plan) -> Outcome:
    """Fill it, before the register is opened or while it is; sell; make room; sell."""
    chance = random.Random(plan.seed)
    found, most = Outcome(0), 1 if plan.planted else FAULTS_TOLD
    disk = plan.folder / "disk"
    disk.mkdir()
    with small_disk(disk, MIB), till(disk, plan.planted, SUBJECT) as register:
        while found.points < plan.points and len(found.faults) < most:
            found += _full(register, chance)
            if found.points % PER_FOLDER == 0:
                register.removes()
                register.fresh()
    return found


def _full(register: Till, chance: random.Random) -> Outcome:
    action, leaving = chance.choice(ACTIONS), chance.choice(LEAVING)
    early, dry = chance.random() < 0.3, chance.random() < 0.5
    where = f"{action} with {leaving} bytes left{' at the start' if early else ''}"
    film = register.folder.parent / FILM
    if dry:
        (register.folder / "ballast").unlink(missing_ok=True)
    if early:
        fill(film.parent, leaving)
    faults = _lives(register, action, leaving, chance.randrange(2**32))
    film.unlink(missing_ok=True)
    told = tuple(f"{where}: {fault}" for fault in faults)
    return Outcome(1, faults=told) + checking.look(register, where)


def _lives(register: Till, action: str, leaving: int, seed: int) -> tuple[str, ...]:
    film = register.folder.parent / FILM
    times = 1 if action == "close" else TIMES
    if not register.begins(action, seed, times=times):
        return (register.said.failed,) if register.said.failed else ()  # or told so, and ended
    fill(film.parent, leaving)
    alive = register.goes_on_until_stopped()
    film.unlink()
    code = register.goes_on() if alive else 1
    return () if code == 0 else (register.said.failed or str(code),)


SWEEP = Sweep(
    name="a full small file system",
    holds=("J7",),
    gate=40,
    soak=10_000,
    run=run,
    planted=(troubled.NOT_TOLD, troubled.CONFIRMED, troubled.FOR_EVER),
    red_within=30,
    needs=("mount", "root"),
)

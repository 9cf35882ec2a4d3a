"""One register, and point after point at which its disk fails: what those sweeps do alike."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Protocol

from tests.sweeps.journal import checking
from tests.sweeps.journal.strace import Strace
from tests.sweeps.journal.till import Till, till
from tests.sweeps.sweep import FAULTS_TOLD, Outcome, Plan

PER_FOLDER = 25  # points in one folder, then a fresh one: looking at the books stays quick


class Failing(Protocol):
    """One point; its text says where it is."""

    @property
    def action(self) -> str:
        """What is done meanwhile."""

    @property
    def told(self) -> Mapping[str, bool]:
        """What only this subject is told."""

    def strikes(self, register: Till, process: int) -> Strace:
        """The fault, from now on."""


def run(plan: Plan, subject: str, points: Iterator[Failing], chance: random.Random) -> Outcome:
    """Live through as many points as were asked for, or until enough was found."""
    found, most = Outcome(0), 1 if plan.planted else FAULTS_TOLD
    with till(plan.folder, plan.planted, subject) as register:
        while found.points < plan.points and len(found.faults) < most:
            found += _live(register, next(points), chance.randrange(2**32))
            if found.points % PER_FOLDER == 0:
                register.fresh()
    return found


def _live(register: Till, point: Failing, seed: int) -> Outcome:
    """Do the action with this fault, take the fault away, go on, and look at everything."""
    process = register.begins(point.action, seed, more=point.told)
    if not process:
        return Outcome(1, faults=(f"{point}: it does not open: {register.said.failed}",))
    tracer = point.strikes(register, process)
    alive = register.goes_on_until_stopped()
    tracer.detaches()
    code = register.goes_on() if alive else 1
    faults = () if code == 0 else (f"{point}: {register.said.failed or code}",)
    return Outcome(1, faults=faults) + checking.look(register, str(point))

"""All logic at once: one state machine over register, line, centre, phone, terminal and crash.

An example is a register's whole life of up to fifty steps. What people saw is remembered beside
it, and the books of both ends are compared with that at each step and when all is quiet.
"""

from __future__ import annotations

import logging
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.stateful import get_state_machine_test

from tests.sweeps.chance import machine
from tests.sweeps.chance.planted import PLANTED
from tests.sweeps.chance.scene import scene
from tests.sweeps.duel.arena import planted
from tests.sweeps.sweep import Outcome, Plan, Sweep

MOST_STEPS = 50
MEMORY = Path("/dev/shm")
AT_ONCE = 25  # examples under one seed and at one centre, all of whose past a register hears


def run(plan: Plan) -> Outcome:
    """Live through ``plan.points`` examples."""
    found = Outcome(0)
    with planted(PLANTED, plan.planted), _silence():
        while found.points < plan.points and found.holds:
            number = min(AT_ONCE, plan.points - found.points)
            with _memory(plan.folder / str(found.points)) as folder, scene(folder) as here:
                machine.SCENES[:] = [here]
                found += _examples(number, plan.seed + found.points)
    return found


@contextmanager
def _memory(folder: Path) -> Iterator[Path]:
    """A folder that need not wait for a disk: a disk's mischief is another sweep's."""
    if MEMORY.is_dir():
        with tempfile.TemporaryDirectory(prefix="posapp-chance-", dir=MEMORY) as quick:
            yield Path(quick)
    else:
        folder.mkdir()
        yield folder


@contextmanager
def _silence() -> Iterator[None]:
    """Thousands of warnings about a bad line say nothing here."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _examples(number: int, seeded: int) -> Outcome:
    limits = settings(
        max_examples=number,
        stateful_step_count=MOST_STEPS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    machine.STEPS[:] = [0, 0]
    machine.BROKEN.clear()
    test = seed(seeded)(get_state_machine_test(machine.Chance, settings=limits))
    try:
        test()
    except FlakyStrategyDefinition as differed:
        # Lives that began alike went on differently: line and threads take real time. These
        # have been lived; others follow under another seed. What broke is a finding anyhow.
        faults = tuple(f"seed {seeded}: {broken} ({differed})" for broken in machine.BROKEN)
        return Outcome(machine.STEPS[0], faults=faults)
    except Exception as error:  # noqa: BLE001  whatever breaks is the finding
        return Outcome(machine.STEPS[0], faults=(f"seed {seeded}: {_told(error)}",))
    return Outcome(machine.STEPS[0])


def _told(error: Exception) -> str:
    """What broke, and what was done until then."""
    steps = getattr(error, "__notes__", [])
    where = "" if isinstance(error, machine.Broken) else traceback.format_exc()[-3000:]
    return "\n".join([f"{type(error).__name__}: {error}", where, *steps])


SWEEP = Sweep(
    name="state machine over register, link, centre, phone and crash",
    holds=("J3", "J4", "J5", "S1", "S2", "S4", "C1", "C2", "C3", "C4", "T1", "P5"),
    gate=200,
    soak=1_000_000,
    run=run,
    planted=tuple(PLANTED),
    red_within=40,
)

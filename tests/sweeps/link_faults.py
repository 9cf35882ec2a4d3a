"""S1 to S4: a register sells over a line that loses, doubles and garbles, while both ends die.

A real register process and a real centre process on SQLite, with the line between them. Both
are killed with kill -9 again and again and started anew on what they left on disk. When the
register has told everything, its database and the centre's are laid side by side.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from posapp.qa.centre import Centre
from posapp.qa.faults import Mischief
from posapp.qa.network import Line
from tests.sweeps.link import comparing
from tests.sweeps.link.opening import open_shop
from tests.sweeps.link.planted import PLANTED
from tests.sweeps.sweep import Outcome, Plan, Sweep

SHARE = 0.2  # of the requests that meet a fault
REGISTER_DIES, CENTRE_DIES = 60, 150  # once in about so many sales
LATER = 3  # requests at the most, after a sale, until somebody dies
LATER_S = 1.0  # and no longer, when the register has nothing to say
QUIET_S = 240


class Watched(Line):
    """A line that tells of every request that comes by.

    Attributes:
        asked: how many have.
    """

    def __init__(self, target_url: str, told: threading.Condition) -> None:
        super().__init__(target_url)
        self.asked, self._told = 0, told

    def _wakes(self, near: socket.socket, far: list[socket.socket]) -> bool:
        wakes = super()._wakes(near, far)
        with self._told:
            self.asked += wakes
            self._told.notify_all()
        return wakes


class Subject:
    """The register's process: started, killed, started again. What it confirmed stays here."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self._command = [sys.executable, "-m", "tests.sweeps.link.selling", str(folder)]
        self._command += [str(plan.points), plan.planted]
        self._process: subprocess.Popen[str] | None = None
        self._reading: threading.Thread | None = None
        self.confirmed: deque[str] = deque()
        self.told = threading.Condition()

    def starts(self) -> None:
        process = self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, text=True
        )
        self._reading = threading.Thread(target=self._read, args=(process,))
        self._reading.start()

    def dies(self) -> None:
        """Kill -9, wherever it is."""
        assert self._process is not None
        self._process.kill()  # nothing happens when it has ended
        self.ends()

    def ends(self, within_s: float = QUIET_S) -> int:
        """Wait until it has ended of itself; its exit code."""
        assert self._process is not None and self._reading is not None
        code = self._process.wait(within_s)
        self._reading.join()
        return code

    def waits_until(self, holds: Callable[[], bool], within_s: float = QUIET_S) -> None:
        """Until this is so after a sale or a request, or the process has ended."""
        with self.told:
            self.told.wait_for(lambda: holds() or not self.runs, within_s)

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                with self.told:
                    if line.endswith("\n"):
                        self.confirmed.append(line.strip())
                    self.told.notify_all()
        process.wait()
        with self.told:
            self.told.notify_all()


def run(plan: Plan) -> Outcome:
    """Sell ``plan.points`` sales over the worst of lines and compare."""
    with ExitStack() as running:
        centre = running.enter_context(Centre(plan.folder / "hub.db"))
        folder = plan.folder / "register"
        subject = Subject(folder, plan)
        line = running.enter_context(Watched(centre.url, subject.told))
        open_shop(centre, folder, line.url)
        line.delay_s = 0.002
        line.misbehaves(Mischief(plan.seed, SHARE))
        subject.starts()
        running.callback(subject.dies)
        quiet = _until_told(plan, subject, centre, line)
        line.behaves()
        centre.stop()
        told = comparing.register(folder), comparing.centre(plan.folder / "hub.db")
        return comparing.compare(subject.confirmed, *told) + quiet


def _sold(subject: Subject, sales: int) -> bool:
    return len(subject.confirmed) >= sales


def _heard(line: Watched, questions: int) -> bool:
    return line.asked >= questions


def _until_told(plan: Plan, subject: Subject, centre: Centre, line: Watched) -> Outcome:
    """Kill both ends now and then until all is sold and told."""
    luck = random.Random(plan.seed)
    for at, dies in _deaths(plan, luck):
        subject.waits_until(partial(_sold, subject, at))
        later = line.asked + luck.randint(0, LATER)
        subject.waits_until(partial(_heard, line, later), LATER_S)
        if dies == "centre":
            centre.is_killed()
            centre.start()
        elif subject.runs:
            subject.dies()
            subject.starts()
    try:
        code = subject.ends()
    except subprocess.TimeoutExpired:
        return Outcome(0, faults=(f"S1: not told within {QUIET_S} s",))
    return Outcome(0, faults=(f"the register ended with {code}",) if code else ())


def _deaths(plan: Plan, luck: random.Random) -> list[tuple[int, str]]:
    """After which sale who dies."""
    every = (("register", REGISTER_DIES), ("centre", CENTRE_DIES))
    return sorted(
        (luck.randrange(1, plan.points), who)
        for who, once_in in every
        for _ in range(plan.points // once_in)
    )


SWEEP = Sweep(
    name="fault proxy between register and centre, both ends also killed",
    holds=("S1", "S2", "S3", "S4"),
    gate=300,
    soak=1_000_000,
    run=run,
    planted=tuple(PLANTED),
    red_within=24,
)

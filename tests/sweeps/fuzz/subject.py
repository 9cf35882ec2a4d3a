"""The process that is fuzzed.

``python -m tests.sweeps.fuzz.subject TARGET SEEDS CORPUS RUNS SECONDS SEED [FAULT]``; what it
learns to be of use is kept in the folder CORPUS. It goes on until it has made so many runs and
has computed for so many seconds, whichever comes last.

By atheris (libFuzzer, which follows what the bytes reach) where there is a wheel of it, else by
changes of our own to the seeds. Ends with 0 when nothing broke, and says how many runs it made;
else says on what.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

BROKEN = 3
MEASURES = hasattr(signal, "setitimer")
HANGS_S = 5.0
STRETCHED = 20  # every so many-eth input is also repeated to its greatest length
MOST_S = 1.0  # of own computing, at the greatest length; some hundred times what is usual


def main(arguments: list[str]) -> int:
    """Fuzz one target."""
    name, seeds, corpus, runs, seconds, seed, *fault = arguments
    guided = importlib.util.find_spec("atheris") is not None
    if guided:
        atheris = importlib.import_module("atheris")
        with atheris.instrument_imports(include=["posapp.domain", "posapp.hub.imports"]):
            targets = importlib.import_module("tests.sweeps.fuzz.targets")
    else:
        targets = importlib.import_module("tests.sweeps.fuzz.targets")
    if fault and fault[0]:
        importlib.import_module("tests.sweeps.fuzz.planted").PLANTED[fault[0]]()
    trial = Trial(targets.TARGETS[name], int(runs), float(seconds))
    if not guided:
        _by_chance(trial, Path(seeds), int(seed))
    longest = f"-max_len={min(trial.target.longest, 4096)}"
    options = [f"-seed={int(seed) + 1}", longest, "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, corpus, seeds], trial)
    atheris.Fuzz()  # until the trial is over
    return 0


class Trial:
    """Tries one input after the other; the first that breaks ends the process, and so does
    the last one, after ``runs`` and ``seconds`` of own computing."""

    def __init__(self, target: Any, runs: int, seconds: float) -> None:
        self.target = target
        self._runs, self._ends_s = runs, time.thread_time() + seconds
        self._number = 0

    def __call__(self, given: bytes) -> None:
        if self._number >= self._runs and time.thread_time() >= self._ends_s:
            _ends(0, f"RUNS {self._number}")
        self._number += 1
        self._tries(given)
        if self._number % STRETCHED == 0:
            times = self.target.longest // max(len(given), 1)
            self._tries(given[:200] * max(times, 1))

    def _tries(self, given: bytes) -> None:
        if MEASURES:  # by own computing; what never comes back is ended by the system
            signal.setitimer(signal.ITIMER_PROF, HANGS_S)
        began_s = time.thread_time()
        try:
            self.target.reads(given)
        except self.target.declared:
            pass
        except BaseException:  # noqa: BLE001  whatever it is, it is the finding
            self._says(given, traceback.format_exc())
        took_s = time.thread_time() - began_s
        if took_s > MOST_S:
            self._says(given, f"took {took_s:.1f} s of own computing")

    def _says(self, given: bytes, why: str) -> None:
        _ends(BROKEN, f"BROKEN on {given[:300]!r} ({len(given)} bytes): {why}")


def _ends(code: int, why: str) -> NoReturn:
    """At once: libFuzzer takes what is raised for a finding."""
    sys.stdout.write(f"{why}\n")
    sys.stdout.flush()
    os._exit(code)


def _by_chance(trial: Trial, seeds: Path, seed: int) -> NoReturn:
    luck = random.Random(seed)
    known = [path.read_bytes() for path in sorted(seeds.iterdir())]
    while True:
        trial(_changed(luck.choice(known), luck))


def _changed(given: bytes, luck: random.Random) -> bytes:
    made = bytearray(given)
    for _ in range(luck.randint(1, 6)):
        place = luck.randint(0, len(made))
        match luck.randrange(4):
            case 0:
                made[place:place] = luck.randbytes(luck.randint(1, 4))
            case 1:
                del made[place : place + luck.randint(1, 8)]
            case 2 if made:
                made[place % len(made)] ^= 1 << luck.randrange(8)
            case _:
                end = place + luck.randint(1, 20)
                made[place:place] = made[place:end] * luck.randint(1, 5)
    return bytes(made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The process that is fuzzed.

``python -m tests.sweeps.fuzz.subject TARGET SEEDS CORPUS RUNS SEED [FAULT]``; what it learns
to be of use is kept in the folder CORPUS.

By atheris (libFuzzer, which follows what the bytes reach) where there is a wheel of it, else by
changes of our own to the seeds. Ends with 0 when nothing broke; else says on what.
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
from typing import Any

BROKEN = 3
MEASURES = hasattr(signal, "setitimer")
HANGS_S = 5.0
STRETCHED = 20  # every so many-eth input is also repeated to its greatest length
MOST_S = 1.0  # of own computing, at the greatest length; some hundred times what is usual


def main(arguments: list[str]) -> int:
    """Fuzz one target."""
    name, seeds, corpus, runs, seed, *fault = arguments
    guided = importlib.util.find_spec("atheris") is not None
    if guided:
        atheris = importlib.import_module("atheris")
        with atheris.instrument_imports(include=["posapp.domain", "posapp.hub.imports"]):
            targets = importlib.import_module("tests.sweeps.fuzz.targets")
    else:
        targets = importlib.import_module("tests.sweeps.fuzz.targets")
    if fault and fault[0]:
        importlib.import_module("tests.sweeps.fuzz.planted").PLANTED[fault[0]]()
    trial = Trial(targets.TARGETS[name])
    if not guided:
        return _by_chance(trial, Path(seeds), int(runs), int(seed))
    longest = f"-max_len={min(trial.target.longest, 4096)}"
    options = [f"-runs={runs}", f"-seed={int(seed) + 1}", longest, "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", corpus, seeds], trial)
    atheris.Fuzz()  # ends the process
    return 0


class Trial:
    """Tries one input after the other; the first that breaks ends the process."""

    def __init__(self, target: Any) -> None:
        self.target = target
        self._number = 0

    def __call__(self, given: bytes) -> None:
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
        sys.stdout.write(f"BROKEN on {given[:300]!r} ({len(given)} bytes): {why}\n")
        sys.stdout.flush()
        os._exit(BROKEN)


def _by_chance(trial: Trial, seeds: Path, runs: int, seed: int) -> int:
    luck = random.Random(seed)
    known = [path.read_bytes() for path in sorted(seeds.iterdir())]
    for _ in range(runs):
        trial(_changed(luck.choice(known), luck))
    return 0


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

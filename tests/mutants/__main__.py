"""Change the code of the modules that money depends on, one place at a time: who notices?"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.long_runs import BROKEN, HOLDS, WRONG_ARGUMENTS, chosen, parser, say
from tests.mutants.mutants import ROOT, Mutant, explained, mutants
from tests.mutants.rooms import ROOMS
from tests.mutants.trial import tests_alone, tried


@dataclass(frozen=True)
class Score:
    """What became of one module's mutants; ``unneeded``: explained, and yet noticed."""

    path: str
    made: int
    killed: int
    explained: int
    survived: tuple[Mutant, ...]
    unneeded: tuple[Mutant, ...]
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.path}: {self.made} made, {self.killed} killed, {self.explained} explained, "
            f"{len(self.survived)} survived, in {self.seconds:,.0f} s"
        )


def main(arguments: Sequence[str]) -> int:
    """Try the mutants that were asked for, and say which were not noticed."""
    asked = _parser().parse_args(arguments)
    modules = chosen("module", asked.module, ROOMS, str)
    if not modules:
        return WRONG_ARGUMENTS
    os.chdir(ROOT)
    holds = True
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # books are synced often
    with tempfile.TemporaryDirectory(prefix="posapp-mutants-", dir=memory) as folder:
        sys.pycache_prefix, sys.dont_write_bytecode = f"{folder}/compiled", False
        for path in modules:
            score = scored(path, asked, Path(folder))
            say(str(score))
            holds &= not score.survived and not score.unneeded
    return HOLDS if holds else BROKEN


def scored(path: str, asked: argparse.Namespace, folder: Path) -> Score:
    """One module's mutants before the tests of its room."""
    began, known, tests = time.monotonic(), explained(), ROOMS[path]
    made = [one for one in mutants(path) if asked.line in (0, one.line)]
    limit_s = 10 + 5 * tests_alone(tests, folder)
    killed, excused, survived, unneeded = 0, 0, [], []
    for trial in tried(made, tests, folder, limit_s, asked.jobs):
        mutant = trial.mutant
        killed += trial.noticed
        excused += not trial.noticed and mutant.key in known
        if trial.noticed and mutant.key in known:
            unneeded.append(mutant)
            say(f"  explained, but noticed: {mutant.line}: {mutant.key}")
        elif not trial.noticed and mutant.key not in known:
            survived.append(mutant)
            say(f"  survived: {mutant.line}: {mutant.key}")
    seconds = time.monotonic() - began
    counts = len(made), killed, excused
    return Score(path, *counts, tuple(survived), tuple(unneeded), seconds)


def _parser() -> argparse.ArgumentParser:
    holds = "each was noticed or stands in explained.txt"
    broken = "one was not, or one that stands there was"
    made = parser("python -m tests.mutants", __doc__, holds, broken)
    add = made.add_argument
    add("--module", default="", metavar="WORD", help="only those with this word in the path")
    add("--line", type=int, default=0, metavar="N", help="only the changes to this line")
    add("--jobs", type=int, default=os.cpu_count(), help="at a time; else one for each core")
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

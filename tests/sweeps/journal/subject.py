"""The register that is killed: a server of forks, so that each costs no start of Python.

    python -m tests.sweeps.journal.subject FOLDER --printer PORT --terminal PORT

Reads one command a line, ``{"folder", "action", "seed", "again"}``. Each is done by a fork of
its own: it opens the register in this folder, a copy of FOLDER, completes the sale ``again``
once more if it is named, says "open", waits for a line, does the action, and ends as it
stands. What it says goes out at once.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

from posapp.services.opening import open_register
from posapp.services.register import close_register
from tests.sweeps.journal import planted
from tests.sweeps.journal.actions import ACTIONS, Counter
from tests.sweeps.journal.forks import line, say, serve


def _prepare(folder: Path, fault: str) -> None:
    planted.loosen(folder, fault)
    planted.plant(fault)
    _warm_up(folder)


def _warm_up(folder: Path) -> None:
    """Do everything once, so that forks find all modules and statements prepared; but what
    replaces books, so that these keep their epoch and every sale that was printed."""
    for name in ACTIONS:
        if name != "restore":
            counter = Counter(open_register(folder), say, random.Random(0)).opened()
            for _ in ACTIONS[name](counter):
                pass
            close_register(counter.register)


def _act(folder: Path, command: dict[str, Any]) -> None:
    counter = Counter(open_register(folder), say, random.Random(command["seed"])).opened()
    if command["again"]:
        counter.sells_for_cash(command["again"])
    action = ACTIONS[command["action"]](counter)
    next(action)
    say("open", str(os.getpid()))
    line()
    for _ in action:
        pass


if __name__ == "__main__":
    serve(_prepare, _act)

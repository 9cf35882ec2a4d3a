"""The register that is killed: a server of forks, so that each costs no start of Python.

    python -m tests.sweeps.journal.subject FOLDER --printer PORT --terminal PORT

Reads one command a line, ``{"folder", "action", "seed", "again"}``. Each is done by a fork of
its own: it opens the register in this folder, a copy of FOLDER, completes the sale ``again``
once more if it is named, says "open", waits for a line, does the action, and ends as it
stands. What it says goes out at once.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
from pathlib import Path
from typing import Any

from posapp.services.register import close_register, open_register
from tests.sweeps.journal import planted
from tests.sweeps.journal.actions import ACTIONS, Counter
from tests.sweeps.journal.shop import Devices, make_folder

TRACED_BY_ANY = (0x59616D61, -1)  # PR_SET_PTRACER, PR_SET_PTRACER_ANY


def say(what: str, which: str = "") -> None:
    os.write(1, json.dumps([what, which]).encode() + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--printer", type=int, required=True)
    parser.add_argument("--terminal", type=int, required=True)
    parser.add_argument("--planted", default="")
    asked = parser.parse_args()
    make_folder(asked.folder, Devices(asked.printer, asked.terminal))
    planted.loosen(asked.folder, asked.planted)
    planted.plant(asked.planted)
    _warm_up(asked.folder)
    say("ready")
    while line := _line():
        command = json.loads(line)
        child = os.fork()
        if not child:
            _acts(Path(command["folder"]), command)
        _, status = os.waitpid(child, 0)
        say("ended", str(os.waitstatus_to_exitcode(status)))


def _warm_up(folder: Path) -> None:
    """Do everything once, so that forks find all modules and statements prepared; but what
    replaces books, so that these keep their epoch and every sale that was printed."""
    for name in ACTIONS:
        if name != "restore":
            counter = Counter(open_register(folder), say, random.Random(0)).opened()
            for _ in ACTIONS[name](counter):
                pass
            close_register(counter.register)


def _acts(folder: Path, command: dict[str, Any]) -> None:
    """Never comes back."""
    try:
        ctypes.CDLL(None).prctl(*TRACED_BY_ANY, 0, 0, 0)
        counter = Counter(open_register(folder), say, random.Random(command["seed"])).opened()
        if command["again"]:
            counter.sells_for_cash(command["again"])
        action = ACTIONS[command["action"]](counter)
        next(action)
        say("open", str(os.getpid()))
        _line()
        for _ in action:
            pass
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the sweep's finding
        say("failed", f"{type(error).__name__}: {error}"[:500])
        os._exit(1)
    os._exit(0)


def _line() -> bytes:
    """One line of standard input, unbuffered: forks share it."""
    found = b""
    while not found.endswith(b"\n"):
        more = os.read(0, 1)
        if not more:
            return b""
        found += more
    return found


if __name__ == "__main__":
    main()

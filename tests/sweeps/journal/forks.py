"""A server of forks: each command is done by a process that costs no start of Python.

Reads one command a line, a JSON object with ``folder``; says what happens as ``[what, which]``.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.sweeps.journal.shop import Devices, make_folder

_TRACED_BY_ANY = (0x59616D61, -1)  # PR_SET_PTRACER, PR_SET_PTRACER_ANY


def serve(
    prepare: Callable[[Path, str], None], act: Callable[[Path, dict[str, Any]], None]
) -> None:
    """Make the folder that the command line names, and act on copies of it until the end of
    the input.

    Args:
        prepare: gets that folder and the fault to plant, once, before the first fork.
        act: gets the folder and the command, each in a fork of its own.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--printer", type=int, required=True)
    parser.add_argument("--terminal", type=int, required=True)
    parser.add_argument("--planted", default="")
    asked = parser.parse_args()
    make_folder(asked.folder, Devices(asked.printer, asked.terminal))
    prepare(asked.folder, asked.planted)
    say("ready")
    while read := line():
        command = json.loads(read)
        child = os.fork()
        if not child:
            _fork(act, command)
        _, status = os.waitpid(child, 0)
        say("ended", str(os.waitstatus_to_exitcode(status)))


def say(what: str, which: str = "") -> None:
    """Goes out at once."""
    os.write(1, json.dumps([what, which]).encode() + b"\n")


def line() -> bytes:
    """One line of standard input, unbuffered: forks share it."""
    found = b""
    while not found.endswith(b"\n"):
        more = os.read(0, 1)
        if not more:
            return b""
        found += more
    return found


def _fork(act: Callable[[Path, dict[str, Any]], None], command: dict[str, Any]) -> None:
    """Never comes back."""
    try:
        ctypes.CDLL(None).prctl(*_TRACED_BY_ANY, 0, 0, 0)
        act(Path(command["folder"]), command)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the sweep's finding
        say("failed", f"{type(error).__name__}: {error}"[:500])
        os._exit(1)
    os._exit(0)

"""``posapp enrol``: makes this computer a register of a chain, and plugs devices into it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from posapp.devices.printer import host_and_port
from posapp.domain.errors import BadDeviceAddress, PosError, Refused, Unreachable
from posapp.options import FAILED, FINE, WRONG_ARGUMENTS, default_folder

LONGEST_CODE = 200  # characters read
DEVICES = ("printer", "terminal", "prefix", "suffix", "columns")


def main(argv: Sequence[str]) -> int:
    """Enrol, or change what an enrolled register is plugged into; the exit code."""
    asked = _parser().parse_args(argv)
    folder = asked.folder or default_folder()
    try:
        return _enrol(folder, asked)
    except Refused as error:
        return _failed(f"The centre refuses: {error.problem}. Ask for a new code.")
    except Unreachable as error:
        return _failed(f"The centre does not answer at {asked.centre}: {error}")
    except PosError as error:
        return _failed(f"This cannot be done ({error.code}): {error}")


def _enrol(folder: Path, asked: argparse.Namespace) -> int:
    from posapp.services import enrolling

    changes = {
        name: getattr(asked, name) for name in DEVICES if getattr(asked, name) is not None
    }
    if not enrolling.enrolled(folder):
        if not asked.centre:
            _say("This computer is no register yet: give --centre, and the code when asked.")
            return WRONG_ARGUMENTS
        code = _code()
        if not code:
            _say("Without a code this computer stays what it is.")
            return WRONG_ARGUMENTS
        enrolling.enrol(folder, asked.centre, code, asked.name)
    elif asked.name:
        _say(f"This folder belongs to a register already: {folder}")
        return FAILED
    elif asked.centre:
        changes["hub_url"] = asked.centre
    kept = enrolling.settings(folder)
    enrolling.save(folder, replace(kept, **changes))
    _say(f"This is {kept.label or 'a register'} of store {kept.store}. Start it with: posapp")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp enrol",
        description="Make this computer a register. At the centre, 'posapp hub enrol-code "
        "--store 12' gives a code that is good once; this command asks for it, so that no list "
        "of running programs shows it. Later the same command changes where the centre, the "
        "printer or the terminal is.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add(
        "--centre", metavar="ADDRESS", help="https://centre.example; http on this computer only"
    )
    add("--name", default="", help="what people call this computer; its own name by default")
    add("--folder", type=Path, help="where the register keeps its sales")
    add("--printer", type=_printer, metavar="HOST:9100", help="receipt printer; '' for none")
    add("--terminal", type=_terminal, metavar="HOST:PORT", help="card terminal; '' for none")
    add("--prefix", help="what the scanner types before each code")
    add("--suffix", help="what the scanner types after each code, before Enter")
    add("--columns", type=int, choices=range(24, 65), metavar="24-64", help="of the receipt")
    return parser


def _code() -> str:
    """The one-time code, typed or piped in: arguments can be read by everybody here."""
    if sys.stdin.isatty():
        sys.stderr.write("One-time code: ")
        sys.stderr.flush()
    return sys.stdin.readline(LONGEST_CODE).strip()


def _printer(text: str) -> str:
    return text if text.startswith("file:") else _address(text, 9100)


def _terminal(text: str) -> str:
    return _address(text)


def _address(text: str, default_port: int = 0) -> str:
    try:
        if text:
            host_and_port(text, default_port)
    except BadDeviceAddress:
        raise argparse.ArgumentTypeError("an address is written host:port") from None
    return text


def _failed(text: str) -> int:
    _say(text)
    return FAILED


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")

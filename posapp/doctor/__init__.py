"""`posapp doctor`: is this computer fit for the register, and what to do if not."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from posapp.doctor import books, computer, program, surroundings
from posapp.doctor.finding import Finding
from posapp.options import FINE, MISSING, default_folder

WORDS = {"ok": "OK   ", "note": "NOTE ", "wrong": "WRONG"}


def main(arguments: Sequence[str]) -> int:
    """Say what was found, one line each; 0 where nothing is wrong, else 3."""
    asked = _parser().parse_args(arguments)
    findings = []
    for found in examine(asked.folder or default_folder(), asked.centre):
        findings.append(found)
        if not asked.json:
            _show(found)
    wrong = [found for found in findings if found.state == "wrong"]
    if asked.json:
        told = {"fit": not wrong, "findings": [asdict(found) for found in findings]}
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_verdict(len(wrong)) + "\n")
    return MISSING if wrong else FINE


def examine(folder: Path, centre: str | None) -> Iterator[Finding]:
    """Look at everything, one thing after the other."""
    yield program.python()
    yield program.pyside()
    yield from program.qt()
    yield program.sqlite()
    yield computer.folder(folder)
    yield computer.room(folder)
    yield computer.language()
    yield surroundings.keyring()
    yield surroundings.camera()
    yield from books.books(folder)
    address = centre or enrolled_at(folder)
    yield surroundings.centre(address)
    yield from books.clock(address)


def enrolled_at(folder: Path) -> str | None:
    """The address of the centre that this folder's register belongs to, if it does."""
    from posapp.domain.errors import NotEnrolled, StoreTrouble
    from posapp.services import enrolling

    try:
        return enrolling.settings(folder).hub_url
    except (NotEnrolled, StoreTrouble):  # "books" says it
        return None


def _show(found: Finding) -> None:
    advice = f"\n        {found.advice}" if found.advice else ""
    sys.stdout.write(f"{WORDS[found.state]} {found.about}: {found.says}{advice}\n")
    sys.stdout.flush()


def _verdict(wrong: int) -> str:
    if not wrong:
        return "\nThis computer is fit for the register."
    things = "1 thing has" if wrong == 1 else f"{wrong} things have"
    return f"\n{things} to be put right before the register can be used here."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp doctor",
        description="Looks at this computer and says whether the register can be used here, "
        "and what to do if not. Nothing is changed.",
        epilog="exit codes: 0 fit for the register, 3 something is missing",
    )
    add = parser.add_argument
    add("--folder", type=Path, help="where the register keeps its sales")
    add(
        "--centre",
        metavar="ADDRESS",
        help="a central service to try, as https://centre.example; by default the one this "
        "register belongs to",
    )
    add("--json", action="store_true", help="for a program to read, instead of lines")
    return parser

"""``posapp backup``: copies a register's books while it sells, and reads the copy back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from posapp.domain.errors import (
    BooksDamaged,
    DiskFull,
    NotEnrolled,
    PosError,
)
from posapp.options import FAILED, FINE, default_folder


def main(argv: Sequence[str]) -> int:
    """Make a backup; the exit code."""
    asked = _parser().parse_args(argv)
    from posapp.services import backups

    folder = asked.folder or default_folder()
    try:
        made = backups.make(folder, datetime.now(UTC), asked.to)
    except PosError as error:
        _say(f"{_why(error)} ({error.code})")
        return FAILED
    _say(f"{made}\nWhole, and read back: every sale in it is as it was written.")
    return FINE


def _why(error: PosError) -> str:
    match error:
        case NotEnrolled():
            return f"There is no register in {error}."
        case BooksDamaged():
            return (
                f"These books are damaged, so this would be no backup: {error}.\n"
                "Look at them with 'posapp journal verify'; older backups are untouched."
            )
        case DiskFull():
            return f"There is no room for it: {error}."
    return f"It cannot be written: {error}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp backup",
        description="Copies the books of this register into one file, while it sells, reads "
        "the copy back and checks every sale in it. An open register makes one each day by "
        "itself and keeps the last 14. A backup has customers' names in it, but no key: keep "
        "it where only you can read it.",
        epilog="exit codes: 0 the backup is there and sound, 1 there is none",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--to", type=Path, metavar="FILE", help="the file; by default one more of the daily")
    add("--folder", type=Path, help="where the register keeps its sales")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")

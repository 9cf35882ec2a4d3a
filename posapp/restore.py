"""``posapp restore``: puts a backup in the place of a register's books."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from posapp.domain.errors import (
    BooksDamaged,
    NewerSchema,
    NotEnrolled,
    PosError,
    SecondCopy,
    UnknownBackup,
)
from posapp.options import FAILED, FINE, default_folder

if TYPE_CHECKING:
    from posapp.services.restoring import Restored


def main(argv: Sequence[str]) -> int:
    """Restore a backup, or list what there is; the exit code."""
    asked = _parser().parse_args(argv)
    folder = asked.folder or default_folder()
    try:
        return _restore(folder, asked.file) if asked.file else _list(folder)
    except PosError as error:
        _say(f"{_why(error)} ({error.code})\nNothing was changed.")
        return FAILED


def _restore(folder: Path, file: Path) -> int:
    from uuid6 import uuid7

    from posapp.services import restoring

    done = restoring.restore(folder, file, datetime.now(UTC), str(uuid7()))
    _say("\n".join(_told(done)))
    return FINE


def _told(done: Restored) -> list[str]:
    by = "the centre gave it" if done.by_centre else "the centre did not answer"
    lines = [
        f"The register has {done.sales:,} sales again.",
        f"Receipt numbers begin anew, in epoch {done.epoch} ({by}).",
    ]
    if done.untold is None:
        lines.append("The replaced books cannot be read: ask the centre what it has of them.")
    elif done.untold:
        lines.append(f"{done.untold:,} messages that the centre has not heard are kept for it.")
    if done.aside is not None:
        lines.append(f"The replaced books are kept in {done.aside}")
    return lines


def _list(folder: Path) -> int:
    from posapp.services import backups

    found = backups.kept(folder)
    for each in found:
        _say(f"{each.at:%Y-%m-%d %H:%M} UTC  {each.path}")
    _say(
        "Restore one with: posapp restore FILE"
        if found
        else f"There are no backups in {backups.place(folder)}"
    )
    return FINE if found else FAILED


def _why(error: PosError) -> str:
    match error:
        case NotEnrolled():
            return f"There is no register in {error}."
        case SecondCopy():
            return "The register is open: close its window first."
        case UnknownBackup():
            return f"This is no backup of this register: {error}"
        case BooksDamaged():
            return f"This backup is damaged: {error}. Try an older one."
        case NewerSchema():
            return f"A newer version of posapp wrote this backup: {error}."
    return f"The disk refuses: {error}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp restore",
        description="Puts a backup in the place of this register's books, which are kept "
        "aside. Receipt numbers begin anew, so none is given out twice; what the replaced "
        "books had not told the centre goes along. The register must be closed. Without a "
        "file, lists the daily backups.",
        epilog="exit codes: 0 done, 1 nothing was changed",
        allow_abbrev=False,
    )
    parser.add_argument("file", nargs="?", type=Path, help="a file that 'posapp backup' made")
    parser.add_argument("--folder", type=Path, help="where the register keeps its sales")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")

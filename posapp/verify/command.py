"""``posapp journal verify``: says in the words of the shop what is sound and what is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from posapp.options import default_folder
from posapp.verify.chain import verify
from posapp.verify.noted import beside
from posapp.verify.report import Fault, Report

SOUND, DAMAGED, NOTHING_TO_LOOK_AT = 0, 1, 2
JOURNAL = "register.db"
MOST_SHOWN = 50
STATES = {"sent": "the centre has", "waiting": "wait for the centre", "parked": "it refused"}


def main(arguments: Sequence[str]) -> int:
    """Look at a register's journal or a backup of it; the exit code."""
    asked = _parser().parse_args(arguments)
    path = asked.backup or (asked.folder or default_folder()) / JOURNAL
    noted = None if asked.backup else beside(path)  # a backup may be older than the books
    try:
        report = verify(path, noted)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        why = "There is no journal to look at" if missing else "It cannot be read just now"
        _say(f"{why}: {path} ({error.strerror})")
        return NOTHING_TO_LOOK_AT
    _say(f"{path}\n" + "\n".join(_found(report)))
    for fault in report.faults[:MOST_SHOWN]:
        _say(_told(fault))
    if report.found > MOST_SHOWN:
        _say(f"  … and {report.found - MOST_SHOWN:,} more")
    _say(_verdict(report))
    return SOUND if report.sound else DAMAGED


def _found(report: Report) -> list[str]:
    lines = [f"  {report.entries:,} entries in the journal, the last one {report.head}"]
    lines.extend(
        f"  epoch {one.epoch}: {one.last:,} receipts, {one.first_receipt} to {one.last_receipt}"
        for one in report.series
    )
    told = [f"{count:,} {STATES.get(state, state)}" for state, count in report.told.items()]
    lines.append("  sales by what the centre knows: " + (", ".join(told) or "none"))
    lines.append(f"  {report.print_orders:,} were given to the printer")
    if report.unprinted:
        lines.append(f"  {report.unprinted:,} were made while no printer was set up")
    if report.erased:
        lines.append(f"  {report.erased:,} without the person, who was erased")
    return lines


def _told(fault: Fault) -> str:
    where = [f"entry {fault.sequence}"] if fault.sequence else []
    where += [f"receipt {_plain(fault.receipt)}"] if fault.receipt else []
    return f"  NOT SOUND {', '.join(where) or 'the file'}: {_plain(fault.says)}"


def _verdict(report: Report) -> str:
    if report.sound:
        return (
            "Sound: every sale is as it was written, no receipt number is missing or there "
            "twice,\nand every sale adds up."
        )
    if report.behind and report.found == 1:
        return (
            "NOT SOUND. What is there is sound, but the last sales are gone. Copy the folder "
            "aside\nfirst: its log may hold them. Opened, the register numbers its receipts "
            "anew and tells\nthe centre; no backup is needed."
        )
    return (
        "NOT SOUND. Sell nothing more with these books: keep the folder as it is, restore the "
        "last\nsound backup, and ask the centre which sales it has."
    )


def _plain(text: str) -> str:
    """A text out of a damaged file, harmless for a screen."""
    return "".join(c if c.isprintable() else "?" for c in str(text)[:300])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp journal",
        description="Looks at every sale of this register: whether it still is what was "
        "written, whether receipt numbers are without a gap, whether it adds up, and whether "
        "the centre and the printer were told. Changes nothing; the register may be open.",
        epilog="exit codes: 0 sound, 1 not sound, 2 written wrongly or nothing to look at",
        allow_abbrev=False,
    )
    parser.add_argument("what", choices=("verify",), help="look at all of it")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--folder", type=Path, help="where the register keeps its sales")
    place.add_argument("--backup", type=Path, metavar="FILE", help="look at a backup instead")
    return parser


def _say(text: str) -> None:
    """In any terminal's own letters: what it cannot show becomes a question mark."""
    shown = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(shown, "replace").decode(shown) + "\n")

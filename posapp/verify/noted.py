"""The note beside a register's books: how far the journal had come, apart from its log.

A journal that lost its end is sound by itself. docs/journal.md, ``register.head``.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from posapp.verify.report import Report

SUFFIX = ".head"
LONGEST = 200  # bytes
MOST = 2**63 - 1  # what SQLite counts to


@dataclass(frozen=True)
class Noted:
    """The entry that was the last one when it was noted, and its hash."""

    sequence: int
    hash: str


def beside(journal: Path) -> Noted | None:
    """What is noted; None when nothing is, or the note itself is damaged. To be read before
    the journal: one that sells on meanwhile is then never behind it."""
    try:
        with journal.with_suffix(SUFFIX).open("rb") as kept:
            sequence, hash_, check = kept.readline(LONGEST).decode("ascii").split()
        noted = Noted(int(sequence), hash_)
    except (OSError, ValueError):
        return None
    digest = sha256(f"{sequence} {hash_}".encode()).hexdigest()
    possible = 0 <= noted.sequence <= MOST and check == digest[:16]
    return noted if possible else None


def held(noted: Noted, db: sqlite3.Connection, report: Report) -> None:
    """Say so when the journal does not hold what was noted."""
    at = "SELECT hash FROM journal_entry WHERE sequence = ?"
    found = db.execute(at, (noted.sequence,)).fetchone()
    if noted.sequence == 0 or (found and found[0] == noted.hash):
        return
    (last,) = db.execute("SELECT coalesce(max(sequence), 0) FROM journal_entry").fetchone()
    says = f"the note beside the books says that entry {noted.sequence} was written, and "
    if found:
        report.fault(says + "another stands there: these are other books, or older ones")
    else:
        report.behind = True
        report.fault(says + f"the journal ends at entry {last}: its last sales are gone")

"""Opens a journal only to look: while the program runs, or a backup on a locked stick."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

WAIT_S = 10
OTHER = "pysqlite3.dbapi2"


class Unreadable(Exception):
    """SQLite cannot read the file, or not all of it; why is in the text."""


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """One unchanging view of the file, however long the look takes.

    Raises:
        OSError: there is no such file. Unreadable: also while it is looked at.
    """
    path.stat()
    sqlite: Any = _binding()
    try:
        with closing(_connected(path, sqlite)) as db:
            db.row_factory = sqlite.Row
            db.text_factory = _text
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("BEGIN")
            yield db
    except (sqlite.Error, UnicodeError) as error:  # of damage, its messages are not UTF-8
        raise Unreadable(str(error)) from error


def _binding() -> ModuleType:
    """Python's own SQLite; the other one where this process uses that already. Two copies of
    SQLite in one process take each other's locks away when one of them closes the file
    (https://www.sqlite.org/howtocorrupt.html, 2.2.1)."""
    return sys.modules.get(OTHER, sqlite3)


def _connected(path: Path, sqlite: Any) -> sqlite3.Connection:
    """Read-only. What cannot be opened so, for want of a place for SQLite's shared memory,
    is opened as a file that nobody else changes, unless there is news beside it."""
    where = f"file:{quote(path.resolve().as_posix())}?mode=ro"
    db: sqlite3.Connection = sqlite.connect(
        where, uri=True, timeout=WAIT_S, isolation_level=None
    )
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException as error:
        db.close()
        beside = path.with_name(path.name + "-wal")
        news = beside.exists() and beside.stat().st_size
        if news or not isinstance(error, sqlite.OperationalError):
            raise
        unshared: sqlite3.Connection = sqlite.connect(
            f"{where}&immutable=1", uri=True, isolation_level=None
        )
        return unshared
    return db


def _text(stored: bytes) -> str:
    """Text as stored; a damaged one stays distinguishable instead of ending the look."""
    return stored.decode("utf-8", "surrogateescape")

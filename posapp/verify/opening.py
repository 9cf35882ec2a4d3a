"""Opens a journal only to look: while the program runs, or a backup on a locked stick."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

WAIT_S = 10


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """One unchanging view of the file, however long the look takes.

    Raises:
        OSError: there is no such file. sqlite3.Error: SQLite cannot read it.
    """
    path.stat()
    with closing(_connected(path)) as db:
        db.row_factory = sqlite3.Row
        db.text_factory = _text
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("BEGIN")
        yield db


def _connected(path: Path) -> sqlite3.Connection:
    """Read-only. What cannot be opened so, for want of a place for SQLite's shared memory,
    is opened as a file that nobody else changes, unless there is news beside it."""
    where = f"file:{quote(path.resolve().as_posix())}?mode=ro"
    db = sqlite3.connect(where, uri=True, timeout=WAIT_S, isolation_level=None)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db.close()
        beside = path.with_name(path.name + "-wal")
        if beside.exists() and beside.stat().st_size:
            raise
        return sqlite3.connect(f"{where}&immutable=1", uri=True, isolation_level=None)
    except BaseException:
        db.close()
        raise
    return db


def _text(stored: bytes) -> str:
    """Text as stored; a damaged one stays distinguishable instead of ending the look."""
    return stored.decode("utf-8", "surrogateescape")

"""Opens a journal only to look: while the program runs, or a backup on a locked stick."""

from __future__ import annotations

import errno
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


# SQLite's primary codes that are no damage, https://www.sqlite.org/rescode.html: permission,
# busy, locked, no memory, read-only, I/O, full, cannot open, protocol.
PASSING = {
    3: errno.EACCES,
    5: errno.EAGAIN,
    6: errno.EAGAIN,
    7: errno.ENOMEM,
    8: errno.EROFS,
    10: errno.EIO,
    13: errno.ENOSPC,
    14: errno.EIO,
    15: errno.EAGAIN,
}
DAMAGE = (522, 8202, 8458)  # called I/O errors, too: cut off, wrong checksum, corrupt


class Unreadable(Exception):
    """SQLite cannot read the file, or not all of it; why is in the text."""


@contextmanager
def looking(path: Path, *, rests: bool) -> Iterator[sqlite3.Connection]:
    """One unchanging view of the file, however long the look takes.

    Args:
        rests: nobody has it open; then nothing is laid beside it, not even for a moment.

    Raises:
        OSError: there is no such file, or it cannot be read just now.
        Unreadable: it is damaged; also while it is looked at.
    """
    path.stat()
    sqlite: Any = _binding()
    alone = "&immutable=1" if rests else ""
    where = f"file:{quote(path.resolve().as_posix())}?mode=ro{alone}"
    try:
        with closing(
            sqlite.connect(where, uri=True, timeout=WAIT_S, isolation_level=None)
        ) as db:
            db.row_factory = sqlite.Row
            db.text_factory = _text
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("BEGIN")
            yield db
    except (sqlite.Error, UnicodeError) as error:  # of damage, its messages are not UTF-8
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF in PASSING and code not in DAMAGE:
            raise OSError(PASSING[code & 0xFF], str(error), str(path)) from error
        raise Unreadable(str(error)) from error


def resting(path: Path) -> bool:
    """Whether nobody has the file open: its log is gone then, or was never there."""
    return not any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))


def _binding() -> ModuleType:
    """Python's own SQLite; the other one where this process uses that already. Two copies of
    SQLite in one process take each other's locks away when one of them closes the file
    (https://www.sqlite.org/howtocorrupt.html, 2.2.1)."""
    return sys.modules.get(OTHER, sqlite3)


def _text(stored: bytes) -> str:
    """Text as stored; a damaged one stays distinguishable instead of ending the look."""
    return stored.decode("utf-8", "surrogateescape")

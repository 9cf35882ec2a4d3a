"""One program on one register's data: the second is told so, on every system.

An SQLite file of its own, held in an exclusive transaction for as long as the program runs.
SQLite asks the operating system for the lock, so it is gone with the process however it
ends, and nothing stale is left behind.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from posapp.database.engine import make_private, sqlite_module
from posapp.database.trouble import BUSY, LOCKED, primary_code, trouble_of
from posapp.domain.errors import SecondCopy, StoreTrouble


class Lock:
    """Held from the moment it is made until it is released or the process ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            SecondCopy: somebody else holds it. StoreTrouble: the file cannot be opened.
        """
        sqlite = sqlite_module()
        connection: Any = None
        make_private(path)  # whoever may read it could hold it, and keep the register shut
        try:
            connection = sqlite.connect(
                path, timeout=0, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite.Error as error:
            if connection is not None:
                connection.close()
            if primary_code(error) in {BUSY, LOCKED}:
                raise SecondCopy from error
            raise trouble_of(error, path.parent) or StoreTrouble(str(error)) from error
        self._connection = connection

    def release(self) -> None:
        """Let the next one in; releasing twice does no harm."""
        self._connection.close()

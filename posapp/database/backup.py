"""Copies of a database while it is being written to: whole, checked, and durable.

SQLite's online backup reads one moment of the database; writers go on meanwhile. The copy is
one file (no write-ahead log beside it), is read back before it gets its name, and has its
name only once it is on disk: a file that is called a backup is one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from posapp.database.engine import BUSY_MS, sqlite_module, sync_folder
from posapp.database.trouble import of_system, trouble_of
from posapp.domain.errors import BooksDamaged

NEW = ".new"  # what a copy is called until it is whole


def _nothing(_copy: Any) -> None:
    """The copy is good as it is."""


def back_up(
    source: Path,
    to: Path,
    finish: Callable[[Any], None] = _nothing,
    look_through: Callable[[Path], None] = _nothing,
) -> None:
    """Copy a database into a file; an older one of that name is replaced at the very end.

    Args:
        finish: does the last things to the copy, over its ``sqlite3`` connection, before it
            is checked.
        look_through: reads the copy once more, and raises what is wrong with it.

    Raises:
        BooksDamaged: source or copy are not sound; what was there stays.
        StoreTrouble: the disk refuses; what was there stays.
    """
    fresh = to.with_name(f"{to.name}.{secrets.token_hex(4)}{NEW}")
    try:
        try:
            to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _copy(source, fresh, finish)
            look_through(fresh)
            sync_file(fresh)
            fresh.replace(to)
            sync_folder(to.parent)
        except OSError as error:
            raise of_system(OSError(error.errno, error.strerror, str(to))) from error
    finally:
        for left in (fresh, *(Path(f"{fresh}{end}") for end in ("-journal", "-wal", "-shm"))):
            left.unlink(missing_ok=True)


def close_up(path: Path) -> None:
    """Bring everything that stands beside a database into it, so that it is one file; one
    that is too damaged for that stays as it is. Nobody may have it open."""
    sqlite = sqlite_module()
    with suppress(sqlite.Error), closing(sqlite.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sync_file(path: Path) -> None:
    """Return once the file's content is on disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: Path, fresh: Path, finish: Callable[[Any], None]) -> None:
    sqlite = sqlite_module()
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            closing(_reading(source)) as old,
            closing(sqlite.connect(fresh, isolation_level=None)) as new,
        ):
            old.backup(new)  # all pages at once: one moment, and no writer waits for it
            new.execute("PRAGMA journal_mode=DELETE")
            finish(new)
            _sound(new, fresh)
    except sqlite.Error as error:
        raise trouble_of(error, fresh.parent) or BooksDamaged(str(error)) from error


def _reading(path: Path) -> Any:
    where = f"file:{quote(path.resolve().as_posix())}?mode=ro"
    connection = sqlite_module().connect(where, uri=True, timeout=BUSY_MS / 1000)
    connection.execute("PRAGMA query_only=ON")
    return connection


def _sound(connection: Any, path: Path) -> None:
    said = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said is None or said[0] != "ok":
        raise BooksDamaged(f"{path.name}: {said[0] if said else 'nothing'}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BooksDamaged(f"{path.name}: rows without what they belong to")

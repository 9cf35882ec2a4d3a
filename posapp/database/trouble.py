"""What SQLite says when disk or lock fail, as errors a person can act on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from posapp.database.ballast import free_bytes
from posapp.domain.errors import (
    BooksDamaged,
    BooksLocked,
    DiskFails,
    DiskFull,
    DiskReadOnly,
    StoreTrouble,
)

# Primary result codes, https://www.sqlite.org/rescode.html. Everything else is a bug.
PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB = (
    3,
    5,
    6,
    8,
    10,
    11,
    13,
    14,
    15,
    26,
)
KINDS: dict[int, type[StoreTrouble]] = {
    PERM: DiskReadOnly,
    BUSY: BooksLocked,
    LOCKED: BooksLocked,
    READONLY: DiskReadOnly,
    IOERR: DiskFails,
    CORRUPT: BooksDamaged,
    FULL: DiskFull,
    CANTOPEN: StoreTrouble,
    PROTOCOL: BooksLocked,
    NOTADB: BooksDamaged,
}
NO_ROOM = 256 * 1024  # bytes; with less, SQLite's own files cannot be made


UNREADABLE = "Could not decode to UTF-8"  # of a damaged text, says the binding without a code


def primary_code(error: BaseException | None) -> int:
    """SQLite's primary result code, 0 when the error carries none."""
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    if not code and (UNREADABLE in str(error) or isinstance(error, UnicodeDecodeError)):
        return CORRUPT
    return code & 0xFF


def trouble_of(error: BaseException | None, folder: Path | None) -> StoreTrouble | None:
    """The trouble that an error of SQLite stands for; None when it is a bug of ours.

    A full disk calls itself an I/O error where the index of the write-ahead log grows or a
    sync fails, and a file that cannot be opened says nothing of why: then the folder is
    looked at.
    """
    kind = KINDS.get(primary_code(error))
    if kind is None:
        return None
    if kind in (DiskFails, StoreTrouble) and folder is not None:
        kind = _by_folder(folder) or kind
    return kind(str(error))


def tell(engine: Engine, folder: Path | None, told: Callable[[StoreTrouble], None]) -> None:
    """From now on disk full, I/O error, read-only, damaged and locked are ``StoreTrouble``,
    whichever statement, commit or connect meets them; ``told`` hears of each."""

    def heard(context: Any) -> None:
        trouble = trouble_of(context.original_exception, folder)
        if trouble is not None:
            told(trouble)
            raise trouble from context.original_exception

    event.listen(engine, "handle_error", heard)


def _by_folder(folder: Path) -> type[StoreTrouble] | None:
    free = free_bytes(folder)
    if free is not None and free < NO_ROOM:
        return DiskFull
    if folder.is_dir() and not _writable(folder):
        return DiskReadOnly
    return None


def _writable(folder: Path) -> bool:
    """Whether files can be made there; a read-only file system says no even to root."""
    return os.access(folder, os.W_OK)

"""What SQLite says when disk or lock fail, as errors a person can act on."""

from __future__ import annotations

import errno
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


SAID = {  # without a code: by the binding of a damaged text, and of all that stops a backup
    "Could not decode to UTF-8": CORRUPT,
    "database disk image is malformed": CORRUPT,
    "disk I/O error": IOERR,
    "database or disk is full": FULL,
    "attempt to write a readonly database": READONLY,
    "database is locked": BUSY,
}
OF_SYSTEM: dict[int, type[StoreTrouble]] = {
    errno.EIO: DiskFails,
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EROFS: DiskReadOnly,
    errno.EACCES: DiskReadOnly,
}
STEP = 1024 * 1024  # bytes


def primary_code(error: BaseException | None) -> int:
    """SQLite's primary result code, 0 when the error carries none."""
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    if not code and isinstance(error, UnicodeDecodeError):
        return CORRUPT
    if not code:
        code = next((known for says, known in SAID.items() if says in str(error)), 0)
    return code & 0xFF


def of_system(error: OSError) -> StoreTrouble:
    """The trouble that an error of the system stands for, with the file it is about."""
    kind = OF_SYSTEM.get(error.errno or 0, StoreTrouble)
    return kind(f"{error.filename}: {error.strerror}")


def must_give(path: Path) -> None:
    """Return when the disk gives every byte of a database and of its log.

    SQLite calls what it is not given damaged: EIO becomes ``SQLITE_IOERR_CORRUPTFS``, and
    that ``SQLITE_CORRUPT`` (os_unix.c, vdbe.c). Nobody in this process may have the file
    open: closing it takes SQLite's locks away (https://www.sqlite.org/howtocorrupt.html, 2.2).

    Raises:
        StoreTrouble: it does not.
    """
    for file in (path, path.with_name(f"{path.name}-wal")):
        try:
            with file.open("rb", buffering=0) as stored:
                while stored.read(STEP):
                    """Go on."""
        except FileNotFoundError:
            continue
        except OSError as error:
            raise of_system(OSError(error.errno, error.strerror, str(file))) from error


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

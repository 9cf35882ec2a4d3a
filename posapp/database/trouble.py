"""What SQLite says when disk or lock fail, as the one error a person can act on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event

from posapp.domain.errors import StoreTrouble

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
OUTSIDE = {PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB}


def primary_code(error: BaseException | None) -> int:
    """SQLite's primary result code, 0 when the error carries none."""
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF


def tell(engine: Engine) -> None:
    """From now on disk full, I/O error, read-only, damaged and locked are ``StoreTrouble``,
    whichever statement, commit or connect meets them."""
    event.listen(engine, "handle_error", _told)


def _told(context: Any) -> None:
    if primary_code(context.original_exception) in OUTSIDE:
        raise StoreTrouble(str(context.original_exception)) from context.original_exception

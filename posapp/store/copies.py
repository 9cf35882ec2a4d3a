"""Books that are not sold with: backups, and books that a backup replaces.

They are looked at without being opened for writing, over plain SQL: they may be of an older
schema, and damaged. Only columns of the first schema are named.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from posapp.database.engine import BUSY_MS, sqlite_module
from posapp.database.trouble import trouble_of
from posapp.domain.errors import BooksDamaged, UnknownBackup
from posapp.store.heads import FIRST, Head
from posapp.store.schema import REGISTER
from posapp.store.settings import EPOCH, FOUND_COPIED
from posapp.store.tables import guards

OF_REGISTER, MADE_AT = "backup.register", "backup.at"  # settings, in a backup alone
_NOTE = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
_HEAD = "SELECT sequence, hash FROM journal_entry ORDER BY sequence DESC LIMIT 1"
_SOLD = "SELECT max(epoch) FROM sale WHERE register = ?"
_ACTS = "SELECT sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
_REVISION = "SELECT version_num FROM alembic_version"
_SETTING = "SELECT value FROM setting WHERE name = ?"
_UNTOLD = """
    SELECT id, kind, "of", body, made_at, state, reason FROM outbox
     WHERE state IN ('waiting', 'parked') ORDER BY place
"""
_CARRY = """
    INSERT OR IGNORE INTO outbox
           (id, kind, "of", body, made_at, state, reason, attempts, next_try)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0, '')
"""
_IN_DOUBT = """
    UPDATE print_queue SET state = 'uncertain', reason = 'restored from a backup'
     WHERE state IN ('waiting', 'printing')
"""


@dataclass(frozen=True)
class Message:
    """What the centre has still to hear, as it stands in an outbox."""

    id: str
    kind: str
    of: str
    body: bytes
    made_at: str
    state: str
    reason: str


@dataclass(frozen=True)
class Copy:
    """What some books know.

    Attributes:
        register: whose backup it is; empty when it is none.
        head: of the journal. ``epoch``: the newest one, 0 when there is none.
        untold: what the centre had not heard or had refused, oldest first.
        found: how they were found to be a copy, while nobody has seen to it; or empty.
    """

    register: str
    head: Head
    epoch: int
    untold: tuple[Message, ...]
    found: str = ""


def look(path: Path, register: str) -> Copy:
    """Look at books.

    Args:
        register: whose sales to look for.

    Raises:
        BooksDamaged: they are no books, or damaged. StoreTrouble: they cannot be read.
    """
    sqlite = sqlite_module()
    where = f"file:{quote(path.resolve().as_posix())}?mode=ro"
    try:
        with closing(sqlite.connect(where, uri=True, timeout=BUSY_MS / 1000)) as db:
            head = db.execute(_HEAD).fetchone()
            sold = db.execute(_SOLD, (register,)).fetchone()[0]
            begun = _setting(db, EPOCH)
            return Copy(
                register=_setting(db, OF_REGISTER),
                head=Head(head[0], head[1]) if head else Head(0, FIRST),
                epoch=max(sold or 0, int(begun) if begun.isdigit() else 0),
                untold=tuple(Message(*row) for row in db.execute(_UNTOLD)),
                found=_setting(db, FOUND_COPIED),
            )
    except sqlite.Error as error:
        raise trouble_of(error, path.parent) or BooksDamaged(str(error)) from error


def note(copy: Any, register: str, at: datetime) -> None:
    """Write into a backup whose it is. ``copy``: its ``sqlite3`` connection, here as below."""
    copy.executemany(_NOTE, ((OF_REGISTER, register), (MADE_AT, at.isoformat())))


def prepare(copy: Any, epoch: int, untold: Iterable[Message], why: str) -> None:
    """Make a backup what is sold with next: in a new epoch, with what was not told, and with
    a person to look at receipts that it still meant to print.

    Raises:
        UnknownBackup: something in it would act by itself, or a guard of ours is missing:
            whoever can write where backups lie could have books do what they like.
    """
    ours = {" ".join(each.split()) for each in guards()}
    acts = {" ".join(str(row[0]).split()) for row in copy.execute(_ACTS)}
    older = copy.execute(_REVISION).fetchone()[0] < REGISTER.head  # had fewer to guard, perhaps
    if acts - ours or (ours - acts and not older):
        raise UnknownBackup("not as this program makes them")
    copy.execute("DELETE FROM setting WHERE name IN (?, ?)", (OF_REGISTER, MADE_AT))
    copy.executemany(_NOTE, ((EPOCH, str(epoch)), (FOUND_COPIED, why)))
    copy.execute(_IN_DOUBT)
    copy.executemany(
        _CARRY,
        ((m.id, m.kind, m.of, m.body, m.made_at, m.state, m.reason) for m in untold),
    )


def _setting(db: Any, name: str) -> str:
    row = db.execute(_SETTING, (name,)).fetchone()
    return str(row[0]) if row else ""

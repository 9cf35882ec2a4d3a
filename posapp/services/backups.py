"""Backups of a register's books: made while it sells, looked through, and few enough.

A backup is one file, ``register.db`` as it was at one moment, with a note of whose it is. It
holds no key: a stolen backup can tell of sales, but cannot speak as this register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from posapp import verify
from posapp.database import backup
from posapp.database.ballast import free_bytes
from posapp.domain.errors import (
    BackupFailed,
    BooksDamaged,
    DiskFull,
    NotEnrolled,
    StoreTrouble,
)
from posapp.services import enrolling
from posapp.services.recording import business_date
from posapp.services.register import Register
from posapp.store import copies, heads
from posapp.store.books import FOR_SALES, JOURNAL
from posapp.store.schema import BACKUPS

KEPT = 14  # nightly ones; older ones go
FORM = "register-%Y%m%dT%H%M%SZ.db"


@dataclass(frozen=True)
class Backup:
    """One of the nightly backups. ``at``: when it was made, by this computer's clock."""

    path: Path
    at: datetime


def place(folder: Path) -> Path:
    """Where this register's backups go: beside its books unless it is set up otherwise.

    Raises:
        NotEnrolled: the folder belongs to no register.
    """
    chosen = enrolling.settings(folder).backups
    return Path(chosen) if chosen else folder / BACKUPS


def make(folder: Path, now: datetime, to: Path | None = None) -> Path:
    """Back a register's books up; the program may be selling with them. Slow.

    Args:
        to: the file; by default one more in ``place``, where the oldest then go.

    Raises:
        NotEnrolled: the folder belongs to no register.
        BooksDamaged: the books, or the copy of them, are not sound; no file was made.
        StoreTrouble: no copy can be written there; what was there stays.
    """
    known = enrolling.settings(folder)
    journal = folder / JOURNAL
    if not journal.exists():
        raise StoreTrouble(f"no books in {folder}")
    target = to or place(folder) / now.astimezone(UTC).strftime(FORM)
    _must_fit(journal, target, keeps=FOR_SALES if to is None else 0)

    backup.back_up(
        journal, target, lambda copy: copies.note(copy, known.register, now), look_through
    )
    if to is None:
        _thin_out(target.parent)
    return target


def due(register: Register) -> bool:
    """Whether something was ever sold, and nothing was backed up today. By name, not by age:
    a clock that was wrong once neither stops the backups nor makes one each minute."""
    today = business_date(register, register.clock())
    if any(business_date(register, each.at) == today for each in kept(register.folder)):
        return False
    with register.books.journal.reading() as db:
        return heads.head(db).sequence > 0


def nightly(register: Register) -> bool:
    """Today's backup, if it is due; says whether one was made. Slow.

    Raises:
        BackupFailed: there is none; it is tried again.
    """
    try:
        if not due(register):
            return False
        make(register.folder, register.clock())
    except (StoreTrouble, NotEnrolled) as error:
        raise BackupFailed(f"{error.code}: {error}") from error
    return True


def look_through(path: Path) -> None:
    """Read all of it and add it up, as ``posapp journal verify`` does.

    Raises:
        BooksDamaged: it is not as it was written.
    """
    report = verify.verify(path)
    if not report.sound:
        first = report.faults[0]
        raise BooksDamaged(f"{path.name}: entry {first.sequence}: {first.says}")


def kept(folder: Path) -> tuple[Backup, ...]:
    """The nightly backups, newest first."""
    return _listed(place(folder))


def _listed(where: Path) -> tuple[Backup, ...]:
    found = []
    for path in where.glob("register-*.db"):
        try:
            at = datetime.strptime(path.name, FORM).replace(tzinfo=UTC)
        except ValueError:
            continue  # one with a name of its own, such as that before a migration
        found.append(Backup(path, at))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _thin_out(where: Path) -> None:
    for old in _listed(where)[KEPT:]:
        old.path.unlink(missing_ok=True)


def _must_fit(journal: Path, target: Path, keeps: int) -> None:
    """Leave a disk alone that the copy would fill."""
    there = next(path for path in target.absolute().parents if path.exists())
    free = free_bytes(there)
    wal = journal.with_name(f"{journal.name}-wal")
    size = journal.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    if free is not None and free < size + keeps:
        raise DiskFull(f"{target}: {size} bytes are needed")

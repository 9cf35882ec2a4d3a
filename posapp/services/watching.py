"""Whether this register is safe to sell with: what a person should know before it hurts.

Everything here is local. What is wrong is told as errors that ``words`` has sentences for;
nothing is remembered but by the databases themselves, so a cause that is gone is told no more.
"""

from __future__ import annotations

from pathlib import Path
from threading import Event

from posapp import verify
from posapp.database.ballast import free_bytes
from posapp.database.engine import Database
from posapp.database.trouble import of_system
from posapp.domain.errors import (
    BooksDamaged,
    ClockWrong,
    FoundCopied,
    JournalDamaged,
    LastRoom,
    PosError,
    RoomShort,
    StoreTrouble,
)
from posapp.services import epochs
from posapp.services.register import Register
from posapp.store.books import JOURNAL
from posapp.verify import Report

LITTLE_MB = 500  # the disk warns from here on
STEP_MB = 10
WRONG_MIN = 5  # minutes from the centre's time at which a clock is worth a word


def look(register: Register) -> tuple[PosError, ...]:
    """What a person should know, the worst first. A millisecond."""
    return (*troubles(register), *_copied(register), *_room(register), *_clock(register))


def troubles(register: Register) -> tuple[StoreTrouble, ...]:
    """What the disk refused last, for as long as nothing could be written since."""
    found = (database.trouble for database in _databases(register))
    return tuple({type(each): each for each in found if each is not None}.values())


def see_to(register: Register) -> None:
    """Try whether the disk takes something again, and keep room for the sale at hand. Local
    write; for every few seconds.

    Raises:
        StoreTrouble: it does not, yet.
    """
    for database in _databases(register):
        if database.trouble is not None:
            _try(database)
    register.books.ballast.lay()
    register.books.witness.settle()


def look_through(register: Register, stop: Event | None = None) -> None:
    """Read the whole journal once and see whether every sale is as it was written; sales go
    on meanwhile. Slow: a second for some ten thousand sales, beside everything else;
    ``stop`` ends it early.

    Raises:
        JournalDamaged: one is not; from now on nothing is chained behind it (J8).
        StoreTrouble: not all of it can be read, so nothing is chained until it could be; look
            again.
    """
    books = register.books
    report = _followed(register.folder / JOURNAL, stop)
    if report.cut_short:  # once more: what the disk refused once it may give now
        report = _followed(register.folder / JOURNAL, stop)
    changed = next((one for one in report.faults if not one.cut_short), None)
    if changed:
        books.damaged.add(changed.sequence)
        raise JournalDamaged(changed.sequence)
    if report.cut_short:
        books.unread.set()
        raise BooksDamaged(report.faults[0].says)
    if not (stop and stop.is_set()):
        books.unread.clear()


def _followed(journal: Path, stop: Event | None) -> Report:
    try:
        return verify.chained(journal, stop)
    except OSError as error:
        raise of_system(error) from error


def _try(database: Database) -> None:
    """Write one row as it is, and sync it: what succeeds here succeeds for a sale."""
    with database.writing() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")


def _copied(register: Register) -> tuple[PosError, ...]:
    kind = epochs.noticed(register)
    return (FoundCopied(kind),) if kind else ()


def _databases(register: Register) -> tuple[Database, Database]:
    return register.books.journal, register.books.catalogue


def _clock(register: Register) -> tuple[PosError, ...]:
    """Only the shown time is wrong then: nothing is ordered or decided by it (S6)."""
    there = register.central.now()
    minutes = 0 if there is None else round((register.clock() - there).total_seconds() / 60)
    return (ClockWrong(minutes),) if abs(minutes) >= WRONG_MIN else ()


def _room(register: Register) -> tuple[PosError, ...]:
    free = free_bytes(register.folder)
    if free is None or free > LITTLE_MB * 1_000_000:
        return ()
    if not register.books.ballast.lies:
        return (LastRoom(),)
    return (RoomShort(free // 1_000_000 // STEP_MB * STEP_MB),)

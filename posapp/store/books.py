"""Opens a register's data folder: its books, one copy only, at the schema of this program."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from posapp.database.ballast import Ballast
from posapp.database.engine import Database
from posapp.database.lock import Lock
from posapp.database.trouble import of_system
from posapp.domain.errors import BooksDamaged
from posapp.store import schema
from posapp.store.search import Remembered
from posapp.store.vocabulary import Words
from posapp.store.witness import Witness

JOURNAL = "register.db"
CATALOGUE = "catalogue.db"
LOCK = "register.lock"
DAMAGED = "catalogue.db.damaged"
FOR_SALES = 64 * 1024 * 1024  # bytes of the disk that the catalogue leaves to the journal


@dataclass(frozen=True)
class Books:
    """A register's open files.

    Attributes:
        journal: ``register.db``, synced fully on every commit.
        catalogue: ``catalogue.db``; the centre can send it again.
        ballast: room kept for the sale at hand.
        words: the words of the catalogue, for typing errors; read when first refreshed.
        barren: what was searched for last without a hit.
        damaged: journal entries found changed when all of them were looked through.
        witness: where the journal stood last, apart from it.
        unread: set while the last look through the journal could not see all of it.
        telling, fetching: held while the outbox is sent and while the catalogue comes down,
            so that one thread at a time does.
    """

    journal: Database
    catalogue: Database
    lock: Lock
    ballast: Ballast
    witness: Witness
    words: Words = field(default_factory=Words)
    barren: Remembered = field(default_factory=Remembered)
    damaged: set[int] = field(default_factory=set)
    unread: threading.Event = field(default_factory=threading.Event)
    telling: threading.Lock = field(default_factory=threading.Lock)
    fetching: threading.Lock = field(default_factory=threading.Lock)

    def close(self) -> None:
        self.witness.settle()
        self.journal.close()
        self.catalogue.close()
        self.lock.release()


def open_books(folder: Path) -> Books:
    """Open the books in this folder, making what is missing.

    Raises:
        SecondCopy: another program has them open.
        NewerSchema: a newer program wrote them; they stay as they are.
        StoreTrouble: the disk refuses, or the journal is damaged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ballast = Ballast(folder)
    ballast.make_way()
    lock = Lock(folder / LOCK)
    try:
        journal = schema.open_database(folder / JOURNAL, schema.REGISTER, ballast)
        catalogue = _catalogue(folder / CATALOGUE)
    except BaseException:
        lock.release()
        raise
    catalogue.leaves_bytes = FOR_SALES
    return Books(journal, catalogue, lock, ballast, Witness(folder / JOURNAL))


def _catalogue(path: Path) -> Database:
    """The copy of the catalogue. One that is damaged, or that a disk which gave the journal
    does not give twice, is put aside, and the centre sends another."""
    for _ in range(2):
        with suppress(BooksDamaged):
            return schema.open_database(path, schema.CATALOGUE)
    try:
        path.replace(path.with_name(DAMAGED))
        for end in ("-wal", "-shm"):
            path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    except OSError as error:
        raise of_system(error) from error
    return schema.open_database(path, schema.CATALOGUE)

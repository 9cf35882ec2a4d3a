"""Opens a register's data folder: its books, one copy only, at the schema of this program."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from posapp.database.engine import Database
from posapp.database.lock import Lock
from posapp.store import schema
from posapp.store.vocabulary import Words

JOURNAL = "register.db"
CATALOGUE = "catalogue.db"
LOCK = "register.lock"


@dataclass(frozen=True)
class Books:
    """A register's open files.

    Attributes:
        journal: ``register.db``, synced fully on every commit.
        catalogue: ``catalogue.db``; the centre can send it again.
        words: the words of the catalogue, for typing errors; read when first refreshed.
        telling, fetching: held while the outbox is sent and while the catalogue comes down,
            so that one thread at a time does.
    """

    journal: Database
    catalogue: Database
    lock: Lock
    words: Words = field(default_factory=Words)
    telling: threading.Lock = field(default_factory=threading.Lock)
    fetching: threading.Lock = field(default_factory=threading.Lock)

    def close(self) -> None:
        self.journal.close()
        self.catalogue.close()
        self.lock.release()


def open_books(folder: Path) -> Books:
    """Open the books in this folder, making what is missing.

    Raises:
        SecondCopy: another program has them open.
        NewerSchema: a newer program wrote them; they stay as they are.
        StoreTrouble: the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = Lock(folder / LOCK)
    try:
        journal = schema.open_database(folder / JOURNAL, schema.REGISTER)
        catalogue = schema.open_database(folder / CATALOGUE, schema.CATALOGUE)
    except BaseException:
        lock.release()
        raise
    return Books(journal, catalogue, lock)

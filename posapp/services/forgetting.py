"""One customer's data here: given to them, and forgotten when the centre says so (P5)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posapp.contract import wire
from posapp.database.engine import Database, in_file
from posapp.domain.errors import NotEnrolled
from posapp.services.register import Register
from posapp.store import forgetting, settings
from posapp.store.books import JOURNAL


def forget(register: Register, customers: Sequence[str], cursor: str) -> None:
    """Forget these customers, and that the centre was heard this far: both or neither.
    Totals, receipt numbers and the chain stay as they are (P5). Local write.

    Raises:
        StoreTrouble: the disk refuses; it is asked for again.
    """
    with register.books.journal.writing() as db:
        for customer in customers:
            forgetting.forget(db, customer)
        settings.put(db, settings.ERASED_TO, cursor)
    register.books.journal.settle()


def export(folder: Path, customer: str) -> bytes:
    """Everything that this register keeps about a customer, as JSON. The program may run.

    Raises:
        NotEnrolled: there are no books in the folder.
        StoreTrouble: they cannot be read.
    """
    path = folder / JOURNAL
    if not path.exists():
        raise NotEnrolled(str(folder))
    database = Database(in_file(path), tells=True)
    try:
        with database.reading() as db:
            return wire.encode(forgetting.kept(db, customer))
    finally:
        database.close()

"""J8: whatever is changed in a stored sale is found, by code that did not write it."""

from __future__ import annotations

import pytest

from posapp.domain.errors import JournalDamaged
from posapp.store import audit, journal, tables
from posapp.store.books import Books
from tests.store.samples import sell

TRIGGERS = [
    f"{table}_never_{verb}" for table in tables.FACTS for verb in ("updated", "deleted")
]
CHANGES = [
    "UPDATE sale SET document = CAST(replace(document, '8900', '8901') AS BLOB) {}",
    "UPDATE sale SET document = x'00' {}",
    "UPDATE sale SET clerk = 'leo' {}",
    "UPDATE sale SET customer = 'c-leo' {}",
    "UPDATE sale SET sold_at = '2020-01-01T00:00:00.000000+00:00' {}",
    "UPDATE sale SET business_date = '2020-01-01' {}",
    "UPDATE sale SET receipt = 'x' {}",
    "UPDATE sale SET tax = tax + 1 {}",
    "UPDATE sale SET tendered = tendered + 1, change = change + 1 {}",
    "UPDATE sale SET pieces = 9 {}",
    "UPDATE sale_line SET gross = gross - 1 WHERE sale = 'sale-1-2' AND place = 1",
    "UPDATE sale_line SET name = 'Other' WHERE sale = 'sale-1-2' AND place = 0",
    "UPDATE tender SET kind = 'cash' WHERE sale = 'sale-1-2' AND place = 0",
    "DELETE FROM tender WHERE sale = 'sale-1-2' AND place = 1",
    "UPDATE sale_person SET document = CAST(replace(document, 'Ana', 'Eva') AS BLOB) "
    "WHERE sale = 'sale-1-2'",
    "UPDATE journal_entry SET at = '2020' WHERE sequence = 2",
    "UPDATE journal_entry SET person = '' WHERE sequence = 2",
    "UPDATE journal_entry SET hash = previous WHERE sequence = 2",
]


def fill(books: Books) -> None:
    with books.journal.writing() as db:
        for number in range(1, 4):
            sell(db, number)


def test_j8_a_journal_that_nobody_touched_is_sound(books: Books) -> None:
    fill(books)
    with books.journal.writing() as db:
        assert audit.verify(db) == 3
        journal.erase(db, "c-ana")
        assert audit.verify(db) == 3


def test_j8_an_empty_journal_is_sound(books: Books) -> None:
    with books.journal.reading() as db:
        assert audit.verify(db) == 0


@pytest.mark.parametrize("change", CHANGES)
def test_j8_every_change_is_found_where_it_is(books: Books, change: str) -> None:
    fill(books)
    with books.journal.writing() as db:
        for trigger in (*TRIGGERS, "sale_person_never_updated"):
            db.exec_driver_sql(f"DROP TRIGGER {trigger}")
        changed = db.exec_driver_sql(change.format("WHERE number = 2")).rowcount
        assert changed == 1
        with pytest.raises(JournalDamaged) as caught:
            audit.verify(db)
    assert caught.value.sequence == 2


def test_j8_an_entry_cut_off_the_end_is_missed(books: Books) -> None:
    fill(books)
    with books.journal.writing() as db:
        db.exec_driver_sql("DROP TRIGGER journal_entry_never_deleted")
        db.exec_driver_sql("DELETE FROM journal_entry WHERE sequence = 3")
        with pytest.raises(JournalDamaged) as caught:
            audit.verify(db)
    assert caught.value.sequence == 3

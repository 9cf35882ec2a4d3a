"""Sales are facts: whole, unchangeable, counted without a gap, and chained."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from posapp.domain.errors import BooksDamaged, JournalDamaged
from posapp.store import journal, tables
from posapp.store.books import JOURNAL, Books
from tests.store.samples import SALT, sale, sell


def test_a_sale_is_read_back_exactly(books: Books) -> None:
    with books.journal.writing() as db:
        made = sell(db)
    with books.journal.reading() as db:
        assert journal.find(db, made.id) == made
        assert journal.by_receipt(db, "12-r3-1-000001") == made
        assert journal.of_day(db, date(2026, 11, 21)) == (made,)
        assert journal.of_day(db, date(2026, 11, 22)) == ()
        assert journal.find(db, "another") is None


def test_j3_a_sale_is_there_whole_or_not_at_all(books: Books) -> None:
    with pytest.raises(ZeroDivisionError), books.journal.writing() as db:
        sell(db)
        raise ZeroDivisionError
    with books.journal.reading() as db:
        for table in ("sale", "sale_line", "tender", "sale_person", "journal_entry"):
            assert count(db, table) == 0


def test_j4_receipt_numbers_count_up_by_one_per_register_and_epoch(books: Books) -> None:
    with books.journal.writing() as db:
        assert journal.next_number(db, "r3", 1) == 1
        sell(db, 1)
        sell(db, 2)
        assert journal.next_number(db, "r3", 1) == 3
        assert journal.next_number(db, "r3", 2) == 1
        sell(db, 1, epoch=2)


@pytest.mark.parametrize("number", [1, 3, 0])
def test_j4_the_database_refuses_a_gap_and_a_repeat(books: Books, number: int) -> None:
    with books.journal.writing() as db:
        sell(db, 1)
    with pytest.raises(IntegrityError), books.journal.writing() as db:
        sell(db, number)


def test_j5_the_database_refuses_tenders_that_do_not_cover_the_sale(books: Books) -> None:
    with books.journal.writing() as db:
        sell(db)
        columns = ", ".join(c.name for c in tables.sale.c)
        changed = columns.replace("id,", "'x',", 1).replace("number", "2")
        changed = changed.replace("receipt", "'x'").replace("tendered", "tendered - 1")
        with pytest.raises(IntegrityError, match="tenders_cover_the_sale"):
            db.exec_driver_sql(f"INSERT INTO sale ({columns}) SELECT {changed} FROM sale")


def test_j5_sums_in_sql_equal_the_sales_to_the_cent(books: Books) -> None:
    with books.journal.writing() as db:
        made = [sell(db, number) for number in range(1, 6)]
    with books.journal.reading() as db:
        row = db.exec_driver_sql("SELECT sum(grand), sum(tax), sum(rescued) FROM sale").one()
        lines = db.exec_driver_sql("SELECT sum(gross) FROM sale_line").scalar()
        paid = db.exec_driver_sql("SELECT sum(amount) FROM tender").scalar()
    assert row[0] == sum(one.totals.grand.minor for one in made)
    assert row[1] == sum(one.totals.tax.minor for one in made)
    assert row[2] == sum(one.lines[1].gross.minor for one in made) > 0
    assert lines == sum(li.gross.minor for one in made for li in one.lines)
    assert paid == sum(t.amount.minor for one in made for t in one.tenders)


@pytest.mark.parametrize("table", tables.FACTS)
@pytest.mark.parametrize("verb", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_a_fact_refuses_to_change(books: Books, table: str, verb: str) -> None:
    with books.journal.writing() as db:
        sell(db)
        db.exec_driver_sql("INSERT INTO look VALUES (1, 'v', 't', 'c', 'k', 'qr')")
    with pytest.raises(IntegrityError, match="never changes"), books.journal.writing() as db:
        db.exec_driver_sql(verb.format(table))


def test_a_fact_cannot_be_replaced_behind_the_triggers_back(books: Books) -> None:
    with books.journal.writing() as db:
        sell(db)
    with pytest.raises(IntegrityError), books.journal.writing() as db:
        db.exec_driver_sql(
            "INSERT OR REPLACE INTO tender SELECT sale, place, id, kind, amount + 1, "
            "reference, label FROM tender"
        )


def test_j8_the_chain_can_be_recomputed_by_other_means(books: Books, tmp_path: Path) -> None:
    with books.journal.writing() as db:
        for number in range(1, 4):
            sell(db, number)
        head = journal.head(db)
    assert verify(tmp_path / "register" / JOURNAL) == (3, head.hash)


def test_j8_a_changed_bit_in_the_last_sale_stops_the_next(books: Books) -> None:
    with books.journal.writing() as db:
        sell(db, 1)
        sell(db, 2)
        db.exec_driver_sql("DROP TRIGGER sale_never_updated")
        db.exec_driver_sql(
            "UPDATE sale SET document = CAST(replace(document, '8900', '8800') AS BLOB) "
            "WHERE number = 2"
        )
    with pytest.raises(JournalDamaged) as caught, books.journal.writing() as db:
        sell(db, 3)
    assert caught.value.sequence == 2


def test_j8_a_changed_bit_in_the_last_entry_s_own_hash_of_the_sale_stops_the_next(
    books: Books,
) -> None:
    with books.journal.writing() as db:
        sell(db, 1)
        db.exec_driver_sql("DROP TRIGGER journal_entry_never_updated")
        db.exec_driver_sql("UPDATE journal_entry SET body = upper(body)")
    with pytest.raises(JournalDamaged), books.journal.writing() as db:
        sell(db, 2)


def test_j8_damaged_letters_and_sales_are_trouble_that_a_person_is_told_of(
    books: Books,
) -> None:
    with books.journal.writing() as db:
        made = sell(db, 1)
        db.exec_driver_sql("DROP TRIGGER sale_never_updated")
        db.exec_driver_sql("UPDATE sale SET document = x'00'")
    with books.journal.reading() as db, pytest.raises(BooksDamaged):
        journal.find(db, made.id)
    with books.journal.writing() as db:
        db.exec_driver_sql("DROP TRIGGER journal_entry_never_updated")
        db.exec_driver_sql("UPDATE journal_entry SET kind = CAST(x'ff' AS TEXT)")
    with books.journal.reading() as db, pytest.raises(BooksDamaged):
        db.exec_driver_sql("SELECT kind FROM journal_entry").scalar()


def test_j8_no_name_is_in_the_chained_fact(books: Books) -> None:
    with books.journal.writing() as db:
        sell(db)
    with books.journal.reading() as db:
        document = db.exec_driver_sql("SELECT document FROM sale").scalar_one()
    for name in (b"Ana", b"Mira Rossi", b"Via Po"):
        assert name not in document


def test_p5_erasing_a_person_leaves_totals_and_chain(books: Books, tmp_path: Path) -> None:
    with books.journal.writing() as db:
        sell(db, 1, customer="c-ana")
        other = sell(db, 2, customer="c-leo")
        head = journal.head(db)
        assert journal.erase(db, "c-ana") == 1
    with books.journal.reading() as db:
        erased = journal.find(db, "sale-1-1")
        assert journal.find(db, other.id) == other
    assert erased is not None
    assert erased.shipment is None and erased.clerk_name == "" and erased.note == ""
    assert erased.totals == sale(1).totals
    assert verify(tmp_path / "register" / JOURNAL) == (2, head.hash)


def count(db: Connection, table: str) -> int:
    return int(db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def verify(path: Path) -> tuple[int, str]:
    """The chain's length and head, recomputed with nothing of the writer's; else raises."""
    before, length = "0" * 64, 0
    with sqlite3.connect(path) as db:
        entries = db.execute("SELECT * FROM journal_entry ORDER BY sequence").fetchall()
        for sequence, kind, of, epoch, at, body, person, previous, link in entries:
            document, grand = db.execute(
                "SELECT document, grand FROM sale WHERE id = ?", (of,)
            ).fetchone()
            whose = db.execute(
                "SELECT salt || document FROM sale_person WHERE sale = ?", (of,)
            ).fetchone()
            text = "\n".join([before, str(sequence), kind, of, str(epoch), at, body, person])
            assert (sequence, previous) == (length + 1, before)
            assert sha256(document).hexdigest() == body
            assert json.loads(document)["totals"]["grand"]["minor"] == grand
            assert whose is None or sha256(_bytes(whose[0])).hexdigest() == person
            assert sha256(text.encode()).hexdigest() == link
            before, length = link, sequence
    return length, before


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def test_j8_the_salt_is_part_of_what_is_chained(books: Books) -> None:
    with books.journal.writing() as db:
        journal.add(db, sale(), SALT)
        first = journal.head(db).hash
        db.rollback()
    with books.journal.writing() as db:
        journal.add(db, sale(), "another salt")
        assert journal.head(db).hash != first

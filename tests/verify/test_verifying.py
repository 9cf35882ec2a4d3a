"""J8, J4, J3: whatever is changed in the books is found, by code that did not write them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from posapp import cli
from posapp.domain.errors import JournalDamaged
from posapp.services import checkout, watching
from posapp.services.register import Register, close_register
from posapp.store import journal as journals
from posapp.store.books import JOURNAL
from posapp.store.journal import Head
from posapp.store.witness import SUFFIX
from posapp.verify import verify
from tests.services.conftest import Clock, make_register
from tests.services.shop import MIRA, SOCKS
from tests.services.till import payment_for, sell

FINDS = "NOT SOUND"
OF_2 = "WHERE sale = (SELECT id FROM sale WHERE number = 2)"
CHANGES = {
    "sale.document": "UPDATE sale SET document = CAST(replace(document, ':1200,', ':1201,') "
    "AS BLOB) WHERE number = 2",
    "no JSON": "UPDATE sale SET document = x'00' WHERE number = 2",
    "clerk": "UPDATE sale SET clerk = 'leo' WHERE number = 2",
    "customer": "UPDATE sale SET customer = 'c-leo' WHERE number = 2",
    "sold_at": "UPDATE sale SET sold_at = '2020-01-01T00:00:00.000000+00:00' WHERE number = 2",
    "no moment": "UPDATE sale SET sold_at = 'x' WHERE number = 2",
    "business_date": "UPDATE sale SET business_date = '2020-01-01' WHERE number = 2",
    "receipt": "UPDATE sale SET receipt = 'x' WHERE number = 2",
    "currency": "UPDATE sale SET currency = 'USD' WHERE number = 2",
    "tax": "UPDATE sale SET tax = tax + 1 WHERE number = 2",
    "change": "UPDATE sale SET tendered = tendered + 1, change = change + 1 WHERE number = 2",
    "pieces": "UPDATE sale SET pieces = 99 WHERE number = 2",
    "rescued": "UPDATE sale SET rescued = 99 WHERE number = 2",
    "line.gross": f"UPDATE sale_line SET gross = gross - 1 {OF_2} AND place = 1",
    "line.discount": f"UPDATE sale_line SET discount = discount + 1 {OF_2} AND place = 1",
    "line.name": f"UPDATE sale_line SET name = 'Other' {OF_2} AND place = 0",
    "line.kind": f"UPDATE sale_line SET quantity = 'two' {OF_2} AND place = 0",
    "tender.kind": f"UPDATE tender SET kind = 'card' {OF_2} AND place = 1",
    "tender gone": f"DELETE FROM tender {OF_2} AND place = 1",
    "person": "UPDATE sale_person SET document = CAST(replace(document, 'Ana', 'Eva') AS BLOB) "
    + OF_2,
    "salt": f"UPDATE sale_person SET salt = x'00' {OF_2}",
    "entry.at": "UPDATE journal_entry SET at = '2020' WHERE sequence = 2",
    "entry.person": "UPDATE journal_entry SET person = '' WHERE sequence = 2",
    "entry.hash": "UPDATE journal_entry SET hash = previous WHERE sequence = 2",
    "entry.kind": "UPDATE journal_entry SET kind = 'loan' WHERE sequence = 2",
    "entry gone": "DELETE FROM journal_entry WHERE sequence = 2",
    "last entry gone": "DELETE FROM journal_entry WHERE sequence = 3",
    "sale gone": "DELETE FROM sale WHERE number = 2",
    "message gone": 'DELETE FROM outbox WHERE "of" = (SELECT id FROM sale WHERE number = 2)',
    "another message": "UPDATE outbox SET body = CAST(replace(body, 'Ana', 'Eva') AS BLOB)"
    " WHERE place = 2",
    "message twice": "INSERT INTO outbox SELECT 9, 'other', kind, \"of\", body, made_at, state,"
    " reason, attempts, next_try FROM outbox WHERE place = 2",
    "message out of turn": "UPDATE outbox SET place = 9 WHERE place = 2",
    "print order twice": "INSERT INTO print_queue SELECT 9, 'other', sale, 0, 0, queued_at,"
    " state, repeats, reason FROM print_queue WHERE place = 2",
    "print order of another": "UPDATE print_queue SET sale = (SELECT id FROM sale WHERE"
    " number = 1), copy = 1 WHERE place = 2",
    "repeated without COPY": "UPDATE print_queue SET repeats = 1 WHERE place = 2",
    "drawer": "UPDATE print_queue SET drawer = 1 WHERE place = 3",
    "charge declined": "UPDATE card_attempt SET state = 'declined'",
    "charge of another": "UPDATE card_attempt SET sale = (SELECT id FROM sale LIMIT 1)",
    "charge of another amount": "UPDATE card_attempt SET amount = amount + 1",
}


def tamper(path: Path, *statements: str) -> int:
    """Change the file behind the program's back; how many rows the last statement changed."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        named = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in named:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            changed = db.execute(statement).rowcount
        db.commit()
    return changed


def copy_of(register: Register, folder: Path) -> None:
    """The register's folder as a copy of its disk would have it now."""
    leave = shutil.ignore_patterns("*-shm", "*.lock")
    shutil.copytree(register.folder, folder, ignore=leave)


def test_j8_books_that_nobody_touched_are_sound_while_the_program_runs(journal: Path) -> None:
    report = verify(journal)
    assert report.faults == []
    assert (report.entries, len(report.sales), report.print_orders) == (3, 3, 3)
    assert report.told == {"waiting": 3}
    assert [(one.epoch, one.last) for one in report.series] == [(1, 3)]


def test_j8_empty_books_are_sound(tmp_path: Path) -> None:
    close_register(make_register(tmp_path, Clock()))
    report = verify(tmp_path / JOURNAL)
    assert report.sound
    assert report.entries == 0


def test_j8_looking_changes_no_byte_of_the_books(register: Register, journal: Path) -> None:
    wal = journal.with_name(journal.name + "-wal")
    before = (journal.read_bytes(), wal.read_bytes())
    assert verify(journal).sound
    assert (journal.read_bytes(), wal.read_bytes()) == before
    sell(register)
    assert len(verify(journal).sales) == 4


def test_j8_looking_at_books_that_rest_leaves_nothing_beside_them(
    register: Register, journal: Path
) -> None:
    close_register(register)
    before = sorted(register.folder.iterdir())
    assert verify(journal).sound
    assert sorted(register.folder.iterdir()) == before


@pytest.mark.parametrize("change", CHANGES)
def test_j8_every_change_is_found(register: Register, journal: Path, change: str) -> None:
    close_register(register)
    assert tamper(journal, CHANGES[change]) == 1
    report = verify(journal)
    assert not report.sound
    around = {fault.sequence for fault in report.faults}
    assert around <= {0, 2, 3}


def test_j8_an_old_sale_that_was_changed_is_found_when_all_are_looked_through(
    register: Register,
) -> None:
    watching.look_through(register)
    payment = payment_for(register, SOCKS)
    paid = checkout.take_cash(register, payment, payment.due)
    with register.books.journal.writing() as db:
        db.exec_driver_sql("DROP TRIGGER sale_never_updated")
        db.exec_driver_sql(
            "UPDATE sale SET document = CAST(replace(document, ':1200,', ':1201,') AS BLOB) "
            "WHERE number = 1"
        )
    with pytest.raises(JournalDamaged) as found:
        watching.look_through(register)
    assert found.value.sequence == 1
    with pytest.raises(JournalDamaged):
        payment_for(register, SOCKS)  # before any money is taken
    with pytest.raises(JournalDamaged):
        checkout.complete(register, MIRA, None, paid)
    assert len(verify(register.folder / JOURNAL).sales) == 3


def test_p5_an_erased_person_is_allowed_and_counted(register: Register, journal: Path) -> None:
    with register.books.journal.writing() as db:
        assert journals.erase(db, "c-ana") == 1
    report = verify(journal)
    assert report.sound
    assert report.erased == 1


def test_j4_a_receipt_number_used_twice_is_found_without_the_database_s_own_key(
    register: Register, journal: Path
) -> None:
    close_register(register)
    with closing(sqlite3.connect(journal)) as db:
        query = "SELECT sql FROM sqlite_master WHERE name = 'sale'"
        (made,) = db.execute(query).fetchone()
    keyless = made.replace("UNIQUE (register, epoch, number)", "CHECK (number > 0)")
    assert keyless != made
    swap = ("INSERT INTO other SELECT * FROM sale", "DROP TABLE sale")
    changed = "UPDATE sale SET number = 2 WHERE number = 3"
    rename = "ALTER TABLE other RENAME TO sale"
    new = keyless.replace("CREATE TABLE sale", "CREATE TABLE other")
    assert tamper(journal, new, *swap, rename, changed) == 1
    numbered = "its number is 2, but 3 comes next"
    assert numbered in {fault.says for fault in verify(journal).faults}


def test_j4_after_a_restore_numbers_begin_again_in_a_new_epoch(tmp_path: Path) -> None:
    register = make_register(tmp_path, Clock())
    sell(register)
    sell(register)
    for epoch in (2, 4):
        object.__setattr__(register, "epoch", epoch)
        sell(register)
    report = verify(tmp_path / JOURNAL)
    assert report.faults == []
    assert [(one.epoch, one.last) for one in report.series] == [(1, 2), (2, 1), (4, 1)]
    object.__setattr__(register, "epoch", 2)
    sell(register)
    close_register(register)
    assert "epoch 2 came back after epoch 4" in {
        f.says for f in verify(tmp_path / JOURNAL).faults
    }


def test_the_command_says_that_the_books_are_sound(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["journal", "verify", "--folder", str(journal.parent)]) == 0
    told = capsys.readouterr().out
    assert "3 receipts, 12-3-1-000001 to 12-3-1-000003" in told
    assert "Sound:" in told


def test_j8_the_command_hears_from_the_note_beside_them_that_the_last_sales_are_gone(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = tmp_path / "older"
    copy_of(register, older)
    sell(register)
    note = (register.folder / JOURNAL).with_suffix(SUFFIX)
    shutil.copy(note, older)
    assert cli.main(["journal", "verify", "--folder", str(older)]) == 1
    told = capsys.readouterr().out
    assert "entry 4 was written, and the journal ends at entry 3" in told
    assert "no backup is needed" in told
    assert cli.main(["journal", "verify", "--backup", str(older / JOURNAL)]) == 0
    (older / note.name).write_bytes(note.read_bytes()[:-3] + b"00\n")
    assert cli.main(["journal", "verify", "--folder", str(older)]) == 0, "no alarm by damage"
    much = f"{'9' * 30} {'ab' * 32}"
    (older / note.name).write_text(f"{much} {sha256(much.encode()).hexdigest()[:16]}\n")
    assert cli.main(["journal", "verify", "--folder", str(older)]) == 0


def test_j8_the_command_hears_from_the_note_beside_them_that_these_are_other_books(
    register: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    register.books.witness.saw(Head(2, "ab" * 32))
    assert cli.main(["journal", "verify", "--folder", str(register.folder)]) == 1
    told = capsys.readouterr().out
    assert "entry 2 was written, and another stands there" in told
    assert "restore the last" in told


def test_the_command_names_entry_and_receipt_of_what_is_not_sound(
    register: Register, journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    close_register(register)
    tamper(journal, CHANGES["pieces"])
    assert cli.main(["journal", "verify", "--backup", str(journal)]) == 1
    told = capsys.readouterr().out
    assert "NOT SOUND entry 2, receipt 12-3-1-000002: stored apart" in told


def test_a_file_that_is_no_journal_is_damage_and_no_file_is_nothing_to_look_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noise = tmp_path / "noise.db"
    noise.write_bytes(bytes(range(256)) * 64)
    assert cli.main(["journal", "verify", "--backup", str(noise)]) == 1
    assert "SQLite cannot read" in capsys.readouterr().out
    assert cli.main(["journal", "verify", "--folder", str(tmp_path)]) == 2
    assert "There is no journal" in capsys.readouterr().out

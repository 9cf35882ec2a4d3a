"""J7: when the disk refuses, the clerk is told, and nothing is confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from posapp.database.engine import Database, in_file
from posapp.database.trouble import must_give, trouble_of
from posapp.domain.errors import BooksDamaged, DiskFails, DiskFull, StoreTrouble


def open_database(path: Path) -> Database:
    return Database(in_file(path), tells=True)


def test_j7_a_full_disk_is_trouble_and_the_old_stays_readable(tmp_path: Path) -> None:
    database = open_database(tmp_path / "books.db")
    with database.writing() as db:
        db.exec_driver_sql("CREATE TABLE kept (text TEXT)")
        db.exec_driver_sql("INSERT INTO kept VALUES ('before')")
    with pytest.raises(StoreTrouble), database.writing() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
        db.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        for _ in range(100):
            db.exec_driver_sql("INSERT INTO kept VALUES (?)", ("x" * 4000,))
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT text FROM kept").scalars().all() == ["before"]
    database.close()


def test_j7_a_file_that_is_no_database_is_trouble(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    path.write_bytes(b"this was never a database" * 400)
    database = open_database(path)
    with pytest.raises(StoreTrouble), database.reading() as db:
        db.exec_driver_sql("SELECT * FROM kept")
    database.close()


def test_j7_a_folder_that_is_gone_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        open_database(tmp_path / "nowhere" / "books.db")


def test_a_bug_stays_a_bug(tmp_path: Path) -> None:
    database = open_database(tmp_path / "books.db")
    with pytest.raises(OperationalError), database.writing() as db:
        db.exec_driver_sql("SELECT * FROM never_made")
    with pytest.raises(IntegrityError), database.writing() as db:
        db.exec_driver_sql("CREATE TABLE kept (n INTEGER CHECK (n > 0))")
        db.exec_driver_sql("INSERT INTO kept VALUES (0)")
    database.close()


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        ("disk I/O error", DiskFails),
        ("database or disk is full", DiskFull),
        ("database disk image is malformed", BooksDamaged),
        ("no such table: kept", type(None)),
    ],
)
def test_j7_what_stops_a_backup_is_known_by_its_words(says: str, kind: type) -> None:
    """Its errors carry no code."""
    assert isinstance(trouble_of(OperationalError(says, None, Exception()), None), kind)


def test_j7_a_file_that_is_there_and_not_given_is_the_disks_trouble(tmp_path: Path) -> None:
    must_give(tmp_path / "books.db")  # nothing is there, so nothing is kept back
    (tmp_path / "books.db").write_bytes(bytes(10))
    must_give(tmp_path / "books.db")
    (tmp_path / "books.db-wal").mkdir()
    with pytest.raises(StoreTrouble):
        must_give(tmp_path / "books.db")

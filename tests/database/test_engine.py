"""What was committed survives, and nobody waits longer than needed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from posapp.database.engine import Database, in_file
from posapp.domain.errors import StoreTrouble


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(in_file(tmp_path / "books.db"))
    yield database
    database.close()


def pragma(db: Connection, name: str) -> object:
    return db.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_every_connection_writes_ahead_and_syncs_fully(database: Database) -> None:
    with database.reading() as one, database.reading() as two, database.writing() as three:
        for db in (one, two, three):
            assert pragma(db, "journal_mode") == "wal"
            assert pragma(db, "synchronous") == 2
            assert pragma(db, "foreign_keys") == 1
            assert pragma(db, "recursive_triggers") == 1


def test_a_copy_that_can_be_sent_again_need_not_sync_each_commit(tmp_path: Path) -> None:
    database = Database(in_file(tmp_path / "copy.db"), durable=False)
    with database.reading() as db:
        assert pragma(db, "synchronous") == 1
    database.close()


def test_a_writer_locks_at_its_beginning_and_a_reader_never_does(tmp_path: Path) -> None:
    database = Database(in_file(tmp_path / "books.db"))
    other = Database(in_file(tmp_path / "books.db"), tells=True)
    with database.writing(), other.engine.connect() as db:
        db.exec_driver_sql("PRAGMA busy_timeout=0")
        db.commit()
        with db.begin():
            db.exec_driver_sql("SELECT 1")
        with pytest.raises(StoreTrouble):
            db.execution_options(takes_write_lock=True).begin()
    database.close()
    other.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows gives a folder's rights to its files")
def test_p6_only_its_user_reads_what_a_database_keeps(tmp_path: Path) -> None:
    """Customers, verifiers and the keys of QRs, in a folder that everybody may look into."""
    before = os.umask(0)
    try:
        database = Database(in_file(tmp_path / "hub.db"))
        with database.writing() as db:
            db.exec_driver_sql("CREATE TABLE kept (word TEXT)")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("hub.db", "hub.db-wal", "hub.db-shm"), 0o600)


def test_the_folder_is_on_disk_once_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    Database(in_file(tmp_path / "books.db")).close()
    assert str(tmp_path) in synced


def test_an_exception_leaves_no_trace(database: Database) -> None:
    with database.writing() as db:
        db.exec_driver_sql("CREATE TABLE kept (n INTEGER)")
    with pytest.raises(ZeroDivisionError), database.writing() as db:
        db.exec_driver_sql("INSERT INTO kept VALUES (1)")
        raise ZeroDivisionError
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0


def test_writers_take_turns_and_none_is_lost(database: Database) -> None:
    with database.writing() as db:
        db.exec_driver_sql("CREATE TABLE kept (n INTEGER)")

    def write() -> None:
        for number in range(25):
            with database.writing() as db:
                db.exec_driver_sql("INSERT INTO kept VALUES (?)", (number,))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 100


def test_one_reader_at_a_time_needs_one_connection(database: Database) -> None:
    seen = set()
    with database.reading(), database.reading(), database.reading():
        """Three at once have opened three."""
    for _ in range(10):
        with database.reading() as db:
            seen.add(id(db.connection.driver_connection))
    assert len(seen) == 1

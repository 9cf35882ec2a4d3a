"""J9: the books open at the schema of this program, or stay as they are."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from posapp.domain.errors import NewerSchema, SecondCopy, StoreTrouble
from posapp.store import schema
from posapp.store.books import CATALOGUE, DAMAGED, JOURNAL, Books, open_books
from posapp.store.catalogue_tables import catalogue_tables
from posapp.store.schema import BACKUPS, MIGRATIONS, Schema
from posapp.store.tables import guards, register_tables


def not_of_fts(_object: Any, name: str | None, *_more: Any) -> bool:
    return not (name or "").startswith(("words_", "terms_"))


@pytest.mark.parametrize(
    ("file", "tables"), [("journal", register_tables), ("catalogue", catalogue_tables)]
)
def test_migrated_books_are_what_the_program_expects(
    books: Books, file: str, tables: MetaData
) -> None:
    with getattr(books, file).reading() as db:
        context = MigrationContext.configure(db, opts={"include_object": not_of_fts})
        assert compare_metadata(context, tables) == []


def test_migrated_books_have_every_guard_word_for_word(books: Books) -> None:
    with books.journal.reading() as db:
        query = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
        stored = {" ".join(text.split()) for text in db.exec_driver_sql(query).scalars()}
    assert stored == {" ".join(text.split()) for text in guards()}


@pytest.mark.parametrize("one", [schema.REGISTER, schema.CATALOGUE])
def test_the_head_this_program_names_is_the_newest_migration(one: Schema) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS / one.name))
    config.set_main_option("path_separator", "newline")
    assert ScriptDirectory.from_config(config).get_current_head() == one.head


def test_j9_newer_books_with_a_log_beside_them_are_refused_and_left_untouched(
    tmp_path: Path,
) -> None:
    """As a newer program leaves them that dies: what it wrote stands in the log alone."""
    open_books(tmp_path).close()
    path, left = tmp_path / JOURNAL, tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.commit()
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", left / f"{JOURNAL}{end}")
    before = {each.name: each.read_bytes() for each in left.iterdir()}
    with pytest.raises(NewerSchema):
        open_books(left)
    assert {name: (left / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("name", [JOURNAL, CATALOGUE])
def test_j9_newer_books_are_refused_and_left_untouched(tmp_path: Path, name: str) -> None:
    open_books(tmp_path).close()
    path = tmp_path / name
    with sqlite3.connect(path) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    before = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(NewerSchema):
        open_books(tmp_path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_opening_again_does_not_import_the_migrations(tmp_path: Path) -> None:
    open_books(tmp_path).close()
    program = (
        "import sys, pathlib; from posapp.store.books import open_books; "
        "open_books(pathlib.Path(sys.argv[1])).close(); "
        "sys.exit('alembic' in sys.modules or 'sqlalchemy.orm' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)


def test_s5_books_open_in_one_program_only(tmp_path: Path) -> None:
    books = open_books(tmp_path)
    with pytest.raises(SecondCopy):
        open_books(tmp_path)
    books.close()
    open_books(tmp_path).close()


def test_j7_damaged_books_are_trouble_and_the_lock_is_given_back(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_bytes(b"this was never a database" * 400)
    for _ in range(2):
        with pytest.raises(StoreTrouble):
            open_books(tmp_path)


def test_the_journal_syncs_fully_and_the_catalogue_need_not(books: Books) -> None:
    with books.journal.reading() as db:
        assert db.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    with books.catalogue.reading() as db:
        assert db.exec_driver_sql("PRAGMA synchronous").scalar() == 1


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    folder = tmp_path / "Negozio 100% più? #1"
    open_books(folder).close()
    open_books(folder).close()
    assert {JOURNAL, CATALOGUE} <= {path.name for path in folder.iterdir()}
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_j9_older_books_are_copied_before_they_are_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_books(tmp_path).close()
    _older(tmp_path / JOURNAL)
    before = _rows(tmp_path / JOURNAL)
    _one_step_further(tmp_path, monkeypatch)
    newer = replace(schema.REGISTER, name="register", head="9000")
    schema.open_database(tmp_path / JOURNAL, newer).close()
    kept = tmp_path / BACKUPS / "register-before-9000.db"
    assert _rows(kept) == before
    assert schema.revision(kept) == schema.REGISTER.head
    assert schema.revision(tmp_path / JOURNAL) == "9000"


def test_p6_the_copy_from_before_pins_were_sealed_holds_none(tmp_path: Path) -> None:
    """Books as the first schema had them, with wrong PINs counted and verifiers open."""
    _of_the_first_schema(tmp_path / JOURNAL)
    open_books(tmp_path).close()
    kept = tmp_path / BACKUPS / f"register-before-{schema.REGISTER.head}.db"
    assert b"$argon2id$" not in kept.read_bytes()
    with sqlite3.connect(tmp_path / JOURNAL) as db:
        counted = dict(db.execute("SELECT kind, failures FROM wrong_pin"))
        assert db.execute("SELECT version FROM shop").fetchone() == ("v",)
    db.close()
    assert counted == {"sign_in": 7, "manager": 7, "day": 7}


def _of_the_first_schema(path: Path) -> None:
    open_books(path.parent).close()
    document = b'{"people":[{"verifier":"$argon2id$open"}]}' * 500
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE wrong_pin")
        db.execute(
            "CREATE TABLE sign_in_failure (one INTEGER NOT NULL PRIMARY KEY, "
            "failures INTEGER NOT NULL, last_at TEXT NOT NULL)"
        )
        db.execute("INSERT INTO sign_in_failure VALUES (1, 7, '2026-11-21T10:00:00.000Z')")
        db.execute("INSERT INTO shop VALUES (1, 'v', '', ?)", (document,))
        db.execute("UPDATE alembic_version SET version_num = '0001'")
    db.close()


def test_j7_a_damaged_copy_of_the_catalogue_is_put_aside_and_selling_goes_on(
    tmp_path: Path,
) -> None:
    (tmp_path / CATALOGUE).write_bytes(b"this was never a database" * 400)
    open_books(tmp_path).close()
    assert (tmp_path / DAMAGED).read_bytes().startswith(b"this was never")


def _older(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO setting VALUES ('kept', 'before')")
    db.close()


def _rows(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT name, value FROM setting ORDER BY name").fetchall()
    db.close()
    return rows


def _one_step_further(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of tomorrow, whose migrations go on where today's end."""
    tomorrow = folder / "migrations"
    shutil.copytree(MIGRATIONS, tomorrow, ignore=shutil.ignore_patterns("__pycache__"))
    (tomorrow / "register" / "v9000_tomorrow.py").write_text(
        f'revision = "9000"\ndown_revision = "{schema.REGISTER.head}"\n\n\n'
        "def upgrade() -> None:\n    from alembic import op\n\n"
        "    op.get_bind().exec_driver_sql(\"DELETE FROM setting WHERE name = 'kept'\")\n"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", tomorrow)


def test_j9_books_whose_making_was_cut_off_are_opened_the_next_time(tmp_path: Path) -> None:
    """Between the first write and its end SQLite's rollback journal lies beside the file."""
    making, left = tmp_path / "making.db", tmp_path / "register" / JOURNAL
    left.parent.mkdir()
    with closing(sqlite3.connect(making, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 2")
        db.execute("CREATE TABLE half (made)")
        db.execute("BEGIN")
        for _ in range(50):
            db.execute("INSERT INTO half VALUES (randomblob(3000))")
        for end in ("", "-journal"):
            copied = left.with_name(left.name + end)
            copied.write_bytes(making.with_name(making.name + end).read_bytes())
    open_books(left.parent).close()

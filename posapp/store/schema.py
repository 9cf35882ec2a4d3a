"""Brings a file to the schema of this program, and never touches one that is newer."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from posapp.database.backup import back_up
from posapp.database.ballast import Ballast
from posapp.database.engine import Database, in_file, sqlite_module
from posapp.database.trouble import trouble_of
from posapp.domain.errors import NewerSchema

BACKUPS = "backups"  # a folder beside the databases
MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Schema:
    """One of our files. ``head``: the newest revision this program knows; they count up."""

    name: str
    head: str
    durable: bool


REGISTER = Schema("register", "0002", durable=True)
SEALED_SINCE = "0002"  # before, the profile held PIN verifiers in the open
CATALOGUE = Schema("catalogue", "0001", durable=False)


def open_database(path: Path, schema: Schema, ballast: Ballast | None = None) -> Database:
    """Open a file at this program's schema, made or migrated as needed; what cannot be had
    again is copied before it is migrated. ``ballast``: see ``Database``.

    Alembic is only imported when something is to be migrated: it takes half a second.

    Raises:
        NewerSchema: written by a newer program; the file stays as it is.
        StoreTrouble: it cannot be opened, read or written.
    """
    found = revision(path)
    if found > schema.head:
        raise NewerSchema(f"{path.name}: {found}")
    if found and found != schema.head and schema.durable:
        finish = _without_pins if found < SEALED_SINCE else _as_it_is
        back_up(path, path.parent / BACKUPS / f"{path.stem}-before-{schema.head}.db", finish)
    database = Database(
        in_file(path),
        durable=schema.durable,
        tells=True,
        ballast=ballast,
    )
    if found != schema.head:
        try:
            _migrate(database, schema)
        except BaseException:
            database.close()
            raise
    return database


def revision(path: Path) -> str:
    """The schema revision of a file, looked up without writing; empty for a new one, and
    for one whose making was cut off."""
    if not path.exists():
        return ""
    sqlite = sqlite_module()
    undone = path.with_name(f"{path.name}-journal").exists()  # its making was cut off
    mode = "rw" if undone else "ro"  # SQLite has to undo what was half made
    where = f"file:{quote(path.resolve().as_posix())}?mode={mode}"
    try:
        with closing(sqlite.connect(where, uri=True, timeout=5)) as connection:
            table = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
            if connection.execute(table).fetchone() is None:
                return ""
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(row[0]) if row else ""
    except sqlite.Error as error:
        trouble = trouble_of(error, path.parent)
        if trouble is None:
            raise
        raise trouble from error


def _without_pins(copy: Any) -> None:
    """Leave the profile out of a copy that nobody throws away: the centre sends it again."""
    copy.execute("PRAGMA secure_delete = ON")
    copy.execute("DELETE FROM shop")


def _as_it_is(_copy: Any) -> None:
    """The copy is good."""


def _migrate(database: Database, schema: Schema) -> None:
    """All steps in one transaction: a migrated file or the old one, nothing between."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _escaped(MIGRATIONS))
    config.set_main_option("version_locations", _escaped(MIGRATIONS / schema.name))
    config.set_main_option("path_separator", "newline")
    with database.writing() as db:
        config.attributes["connection"] = db
        command.upgrade(config, "head")


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")

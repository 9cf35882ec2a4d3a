"""Brings a database of the centre up to this version, and refuses a newer one."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event

from posapp.database.engine import Database

FOLDER = Path(__file__).parent / "migrations"


class State(Enum):
    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    NEWER = "newer"


class WrongSchema(Exception):
    """The database does not fit this version; says what to do. It was left untouched."""


def prepare(url: str) -> None:
    """Make a SQLite database ready; a PostgreSQL one, which others may be using, must be.

    Raises:
        WrongSchema: it is newer than this program, or ``posapp hub migrate`` has to be run.
    """
    database = Database(url)
    try:
        with database.reading() as db:
            found = state(db)
        if found is State.CURRENT:
            return
        if not url.startswith("sqlite") and found is not State.NEWER:
            raise WrongSchema("First run: posapp hub migrate --database …")
        _upgrade(database)
    finally:
        database.close()


def upgrade(url: str) -> None:
    """Bring a database up to this version, wholly or not at all.

    Raises:
        WrongSchema: it is newer than this program.
    """
    database = Database(url)
    try:
        _upgrade(database)
    finally:
        database.close()


def state(db: Connection) -> State:
    """How the schema of a database compares with this program's."""
    at = MigrationContext.configure(db).get_current_revision()
    scripts = ScriptDirectory(str(FOLDER))
    if at is None:
        return State.EMPTY
    if at == scripts.get_current_head():
        return State.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return State.BEHIND if at in known else State.NEWER


def config(db: Connection) -> Config:
    """What alembic's commands ask for, on this connection."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = db
    return made


def _upgrade(database: Database, to: str = "head") -> None:
    sqlite = database.engine.dialect.name == "sqlite"
    if sqlite:
        database.engine.dispose()
        event.listen(database.engine, "connect", _tables_may_be_made_anew)
    with database.writing() as db:
        if state(db) is State.NEWER:
            raise WrongSchema("This database was written by a newer version of posapp.")
        command.upgrade(config(db), to)
        if sqlite and db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise WrongSchema("Rows of this database belong to nothing. It was left alone.")
    if sqlite:
        event.remove(database.engine, "connect", _tables_may_be_made_anew)
        database.engine.dispose()


def _tables_may_be_made_anew(connection: Any, _record: Any) -> None:
    """SQLite changes a table by dropping it, which would take what refers to it along."""
    connection.execute("PRAGMA foreign_keys=OFF")

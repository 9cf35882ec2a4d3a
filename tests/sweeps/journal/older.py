"""Books of earlier schemas, made by the steps that made them then, with today's sales in them.

    python -m tests.sweeps.journal.older FOLDER --printer PORT --terminal PORT

Each fork says "open", waits for a line, and opens the books of this revision as they were left
by a program that died; what the disk refuses must be told. Then it says "stopped", waits for a
line (the cause is gone), opens them if it has not, and must find and sell everything.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, cast

from alembic import command as steps
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import event

from posapp.contract import wire
from posapp.database.engine import Database, in_file, sqlite_module
from posapp.domain.errors import StoreTrouble
from posapp.services.opening import open_register
from posapp.services.register import close_register
from posapp.store import schema
from posapp.store.books import JOURNAL
from tests.services.shop import SHOP
from tests.sweeps.journal.actions import ACTIONS, Counter
from tests.sweeps.journal.forks import line, say, serve

MADE_BY = ("everything", "card", "gift_card", "cash", "receipt", "park", "copy")
WRONG_PINS = 7
IN_PIECES = "each statement of a migration is a transaction of its own"
COPIED_OVER = "the copy of the old books is written under its name"
OLD = "{}.of-{}"  # a folder of the server's own, by register and revision


def earlier() -> list[str]:
    """The revisions that a register's books may be of, oldest first, but for the newest."""
    script = ScriptDirectory.from_config(_steps())
    return sorted(each.revision for each in script.walk_revisions())[:-1]


def make(folder: Path, newest: Path, revision: str) -> None:
    """Books of this revision, with all of the newest ones that they have tables for, left as
    by a program that died: part of them only in the log."""
    shutil.copytree(newest, folder)
    path, making = folder / JOURNAL, folder / "making.db"
    path.rename(folder / "newest.db")
    database = Database(in_file(making))
    config = _steps()
    with database.writing() as db:
        config.attributes["connection"] = db
        steps.upgrade(config, revision)
    database.close()
    with closing(sqlite3.connect(making, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("ATTACH ? AS newest", (str(folder / "newest.db"),))
        _fill(db)
        for end in ("", "-wal"):
            shutil.copy(f"{making}{end}", f"{path}{end}")
    for left in (*folder.glob("making.db*"), *folder.glob("newest.db*")):
        left.unlink()


def _fill(db: sqlite3.Connection) -> None:
    tables = (
        "SELECT name FROM {}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    here, there = ({row[0] for row in db.execute(tables.format(w))} for w in ("main", "newest"))
    db.execute("BEGIN")
    for table in sorted((here & there) - {"alembic_version"}):
        both = [
            row[0]
            for row in db.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))
            if db.execute(
                "SELECT 1 FROM pragma_table_info(?, 'newest') WHERE name = ?", (table, row[0])
            ).fetchone()
        ]
        names = ", ".join(f'"{name}"' for name in both)
        db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM newest.{table}")
    if "sign_in_failure" in here:
        row = (1, WRONG_PINS, "2026-11-21T10:00:00.000Z")
        db.execute("INSERT INTO sign_in_failure VALUES (?, ?, ?)", row)
    db.execute("UPDATE shop SET document = ?", (wire.encode(SHOP),))  # before PINs were sealed
    db.execute("COMMIT")


def _steps() -> Config:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("version_locations", str(schema.MIGRATIONS / schema.REGISTER.name))
    config.set_main_option("path_separator", "newline")
    return config


def _prepare(folder: Path, fault: str) -> None:
    for action in MADE_BY:
        counter = Counter(open_register(folder), say, random.Random(action)).opened()
        for _ in ACTIONS[action](counter):
            """All of it."""
        close_register(counter.register)
    for revision in earlier():
        make(Path(OLD.format(folder, revision)), folder, revision)
    if fault:
        PLANTS[fault]()


def _live(folder: Path, command: dict[str, Any]) -> None:
    say("open", str(os.getpid()))
    line()
    register = None
    try:
        register = open_register(folder)
    except StoreTrouble as trouble:
        say("refused", trouble.code)
    say("stopped")
    line()
    register = register or open_register(folder)
    at = Counter(register, say, random.Random(command["seed"])).opened()
    with register.books.journal.reading() as db:
        told = db.exec_driver_sql("SELECT kind, failures FROM wrong_pin").all()
    if len(told) != 3 or any(failures != WRONG_PINS for _, failures in told):
        raise AssertionError(f"wrong PINs were counted as {told}")
    at.sells_for_cash()
    close_register(register)


def _in_pieces() -> None:
    migrate = schema._migrate

    def hasty(database: Database, wanted: schema.Schema) -> None:
        def at_once(connection: Any, *_: Any) -> None:
            raw = connection.connection.dbapi_connection
            with suppress(sqlite_module().OperationalError):  # nothing was begun
                raw.execute("COMMIT")
            raw.execute("BEGIN IMMEDIATE")

        event.listen(database.engine, "after_cursor_execute", at_once)
        migrate(database, wanted)
        event.remove(database.engine, "after_cursor_execute", at_once)

    cast(Any, schema)._migrate = hasty


def _copied_over() -> None:
    def back_up(source: Path, to: Path, _finish: object) -> None:
        to.parent.mkdir(exist_ok=True)
        with to.open("wb") as out:
            out.write(source.read_bytes())
            out.flush()
            os.fsync(out.fileno())

    cast(Any, schema).back_up = back_up


PLANTS: dict[str, Callable[[], None]] = {IN_PIECES: _in_pieces, COPIED_OVER: _copied_over}

if __name__ == "__main__":
    serve(_prepare, _live)

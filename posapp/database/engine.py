"""Opens SQLite durably, or PostgreSQL with its time limits, through SQLAlchemy Core."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from posapp.database.trouble import tell

BUSY_MS = 5_000
CACHE_KIB = 16_384
SAFE_SQLITE = (3, 51, 3)  # 3.7.0 to 3.51.2 can corrupt a WAL file with two writers


def sqlite_module() -> ModuleType:
    """The SQLite binding with the newest library: pysqlite3's wheel, else Python's own."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as dbapi2
    module: ModuleType = dbapi2
    return module


class Database:
    """One open database. Hands out short transactions; ``db`` is a Core connection.

    Attributes:
        engine: for migrations only.
    """

    def __init__(self, url: str, *, durable: bool = True, tells: bool = False) -> None:
        """Open, creating a SQLite file that is missing.

        Args:
            url: SQLAlchemy URL, ``sqlite:///…`` or ``postgresql+psycopg://…``.
            durable: sync fully on every commit. False only for what the centre can send
                again, such as the catalogue copy.
            tells: raise ``StoreTrouble`` where a full, failing or locked disk is to blame.
        """
        sqlite = url.startswith("sqlite")
        self.engine = _sqlite(url, durable, tells) if sqlite else _postgresql(url)
        self._writing = self.engine.execution_options(takes_write_lock=True)
        self._turn: AbstractContextManager[Any] = RLock() if sqlite else nullcontext()

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only looks; it never waits for a writer."""
        return self.engine.begin()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits on leaving, or leaves no trace if anything raises.

        Threads take turns here: SQLite itself would let the second one sleep and ask again,
        a tenth of a second late.
        """
        with self._turn, self._writing.begin() as db:
            yield db

    def close(self) -> None:
        self.engine.dispose()


def _sqlite(url: str, durable: bool, tells: bool) -> Engine:
    path = make_url(url).database
    in_file = bool(path) and path != ":memory:"
    fresh = in_file and not Path(str(path)).exists()
    warmest_first = {"pool_use_lifo": True} if in_file else {}  # few caches, and full ones
    engine = create_engine(
        url,
        module=sqlite_module(),
        connect_args={"timeout": BUSY_MS / 1000},
        **warmest_first,
    )
    if tells:
        tell(engine)
    level = "FULL" if durable else "NORMAL"

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, in _begin
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={level}",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # INSERT OR REPLACE must not slip past "never deleted"
            f"busy_timeout={BUSY_MS}",
            f"cache_size=-{CACHE_KIB}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    if fresh:
        with engine.connect():
            _sync_folder(Path(str(path)).parent)
    return engine


def _begin(connection: Connection) -> None:
    """Lock for writing at the start: upgrading a read lock later can deadlock."""
    writes = connection.get_execution_options().get("takes_write_lock")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _sync_folder(folder: Path) -> None:
    """A new file survives a power cut only once its folder is on disk, too."""
    if os.name != "posix":
        return  # Windows has no such call and journals its folders
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _postgresql(url: str) -> Engine:
    limits = (
        "-c statement_timeout=15000 -c lock_timeout=5000"
        " -c idle_in_transaction_session_timeout=30000"
    )
    return create_engine(
        url, pool_size=8, max_overflow=8, pool_pre_ping=True, connect_args={"options": limits}
    )

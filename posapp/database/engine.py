"""Opens SQLite durably, or PostgreSQL with its time limits, through SQLAlchemy Core."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from posapp.database.ballast import Ballast, free_bytes
from posapp.database.trouble import tell, trouble_of
from posapp.domain.errors import DiskFull, StoreTrouble

BUSY_MS = 5_000
LIMITS_MS = {  # of PostgreSQL
    "statement_timeout": 15_000,
    "lock_timeout": 5_000,
    "idle_in_transaction_session_timeout": 30_000,
}
CACHE_KIB = 16_384
COPY_CACHE_KIB = 2_048  # of each connection to a copy: the system keeps its pages for all
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
        leaves_bytes: write nothing while the disk has less left than this: it belongs to
            what cannot be fetched again.
        trouble: what the disk refused last, until something was written again; only where
            it ``tells``.
        written: how many transactions of ``writing`` have been committed since it was opened.
    """

    def __init__(
        self,
        url: str | URL,
        *,
        durable: bool = True,
        tells: bool = False,
        ballast: Ballast | None = None,
    ) -> None:
        """Open, creating a SQLite file that is missing.

        Args:
            url: SQLAlchemy URL, ``sqlite:///…`` or ``postgresql+psycopg://…``; of a file whose
                folder may be called anything, ``in_file``.
            durable: sync fully on every commit. False only for what the centre can send
                again, such as the catalogue copy.
            tells: raise ``StoreTrouble`` where a full, failing or locked disk is to blame.
            ballast: given up when there is no room left to write in.
        """
        url = make_url(url)
        sqlite = url.get_backend_name() == "sqlite"
        self.trouble: StoreTrouble | None = None
        self.written = 0
        self.leaves_bytes, self._ballast = 0, ballast
        self._folder = _folder(url) if sqlite else None
        self.engine = _sqlite(url, durable) if sqlite else _postgresql(url)
        if tells and sqlite:
            tell(self.engine, self._folder, self._met)
        if sqlite:
            _open(self.engine, self._folder)
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
        self._make_way()
        with self._turn, self._writing.begin() as db:
            yield db
        self.trouble = None
        self.written += 1

    def settle(self) -> None:
        """Bring the write-ahead log into the file and empty it, where nobody reads just now:
        what was overwritten is gone from the disk, then.

        Raises:
            StoreTrouble: the disk refuses.
        """
        with self._turn:
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite_module().Error as error:
                trouble = trouble_of(error, self._folder)
                if trouble is None:
                    raise
                self._met(trouble)
                raise trouble from error
            finally:
                connection.close()

    def _make_way(self) -> None:
        """See to it that there is room to write in."""
        if self._ballast is not None:
            self._ballast.make_way()
        if self.leaves_bytes and self._folder is not None:
            free = free_bytes(self._folder)
            if free is not None and free < self.leaves_bytes:
                raise DiskFull("kept for sales")

    def _met(self, trouble: StoreTrouble) -> None:
        self.trouble = trouble
        if isinstance(trouble, DiskFull) and self._ballast is not None:
            self._ballast.release()

    def close(self) -> None:
        self.engine.dispose()


def in_file(path: Path) -> URL:
    """The address of a SQLite file. As text, a "?" in a folder's name would end the path."""
    return URL.create("sqlite", database=str(path))


def as_text(path: Path) -> str:
    """The same address for where text is wanted: whatever the folders are called."""
    return in_file(path).render_as_string()


def _folder(url: URL) -> Path | None:
    path = url.database
    return Path(path).parent if path and path != ":memory:" else None


def _sqlite(url: URL, durable: bool) -> Engine:
    filed = _folder(url) is not None
    warmest_first = {"pool_use_lifo": True} if filed else {}  # few caches, and full ones
    engine = create_engine(
        url,
        module=sqlite_module(),
        connect_args={"timeout": BUSY_MS / 1000},
        **warmest_first,
    )
    level = "FULL" if durable else "NORMAL"

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, in _begin
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={level}",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # INSERT OR REPLACE must not slip past "never deleted"
            f"busy_timeout={BUSY_MS}",
            f"cache_size=-{CACHE_KIB if durable else COPY_CACHE_KIB}",
            "temp_store=MEMORY",
            f"secure_delete={'ON' if durable else 'OFF'}",  # what is forgotten is gone (P5)
        ):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _open(engine: Engine, folder: Path | None) -> None:
    """Make a file that is missing, and have its folder know it for good."""
    path = Path(str(engine.url.database))
    if folder is not None and not path.exists():
        make_private(path)
        with engine.connect():
            sync_folder(folder)


def make_private(path: Path) -> None:
    """Only its user reads a new file, whatever its folder allows; SQLite gives those beside
    it the same rights. One that is there is not opened: closing it again would let go of every
    lock that this process holds on it."""
    with suppress(OSError):  # SQLite meets the same trouble, and has words for it
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _begin(connection: Connection) -> None:
    """Lock for writing at the start: upgrading a read lock later can deadlock."""
    writes = connection.get_execution_options().get("takes_write_lock")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def sync_folder(folder: Path) -> None:
    """A new file survives a power cut only once its folder is on disk, too."""
    if os.name != "posix":
        return  # Windows has no such call and journals its folders
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _postgresql(url: URL) -> Engine:
    """With its time limits. Through a pooler that lends a server for one transaction at a
    time (``?pooler=transaction``), they are said in each transaction, and nothing is prepared:
    the next transaction may meet another server.
    """
    pooled = url.query.get("pooler") == "transaction"
    options = " ".join(f"-c {name}={ms}" for name, ms in LIMITS_MS.items())
    engine = create_engine(
        url.difference_update_query(["pooler"]),
        pool_size=8,
        max_overflow=8,
        pool_pre_ping=True,
        connect_args={"prepare_threshold": None} if pooled else {"options": options},
    )
    if pooled:
        event.listen(engine, "begin", _limit)
    return engine


def _limit(connection: Connection) -> None:
    """Limit the open transaction, in one round trip."""
    limits = "; ".join(f"SET LOCAL {name} = {ms}" for name, ms in LIMITS_MS.items())
    connection.exec_driver_sql(limits)

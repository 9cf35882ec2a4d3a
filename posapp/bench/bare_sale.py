"""What a sale costs at best: its rows, written by SQLite alone on a thread of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from posapp.database.engine import BUSY_MS, CACHE_KIB, sqlite_module

_OF_SALE = {  # parents first: what a sale writes, and the column that names the sale
    "sale": "id",
    "sale_line": "sale",
    "tender": "sale",
    "sale_person": "sale",
    "journal_entry": "of",
    "outbox": "of",
    "print_queue": "sale",
}
_LAST = "(SELECT id FROM sale ORDER BY epoch DESC, number DESC LIMIT 1)"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    f"cache_size=-{CACHE_KIB}",
    "temp_store=MEMORY",
)

Row = dict[str, Any]


@contextmanager
def bare_sales(folder: Path) -> Iterator[BareSales]:
    """A copy of the register's file with at least one sale in it, until the end."""
    copy = folder / "floor.db"
    with closing(_connect(folder / "register.db")) as own:
        own.execute("VACUUM INTO ?", (str(copy),))
    try:
        with closing(_connect(copy)) as raw, ThreadPoolExecutor(1) as writer:
            yield BareSales(raw, writer)
    finally:
        for path in folder.glob("floor.db*"):
            path.unlink()


class BareSales:
    """Writes the last sale's rows again and again, under new ids and numbers.

    Tables, indexes, triggers and what stands in them are the register's own; so are driver,
    WAL and ``synchronous=FULL``. No SQLAlchemy; nothing is read, checked or worked out.
    """

    def __init__(self, raw: Any, writer: ThreadPoolExecutor) -> None:
        self._raw, self._writer, self._count = raw, writer, 0
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
        self._rows = {table: self._read(table, column) for table, column in _OF_SALE.items()}

    def commit(self) -> float:
        """Milliseconds from asking the other thread until COMMIT has returned there."""
        self._count += 1
        work = [_insert(table, self._another(table)) for table in _OF_SALE if self._rows[table]]
        began = time.perf_counter()
        ended: float = self._writer.submit(self._write, work).result()
        return (ended - began) * 1000

    def _write(self, work: list[tuple[str, list[tuple[Any, ...]]]]) -> float:
        self._raw.execute("BEGIN IMMEDIATE")
        for statement, rows in work:
            self._raw.executemany(statement, rows)
        self._raw.execute("COMMIT")
        return time.perf_counter()

    def _read(self, table: str, column: str) -> list[Row]:
        """A table's rows about the last sale."""
        found = self._raw.execute(f'SELECT * FROM {table} WHERE "{column}" = {_LAST}')
        names = [one[0] for one in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def _another(self, table: str) -> list[Row]:
        """The rows as another sale's."""
        return [self._renamed(table, row) for row in self._rows[table]]

    def _renamed(self, table: str, row: Row) -> Row:
        made: Row = {
            name: f"{value}-{self._count}" if name in ("id", "sale", "of", "receipt") else value
            for name, value in row.items()
        }
        for counted in ("number", "sequence"):
            if counted in made:
                made[counted] += self._count
        if table in ("outbox", "print_queue"):
            del made["place"]  # SQLite counts it
        if made.get("body") == b"":  # told already, and emptied
            made["body"] = self._rows["sale"][0]["document"]
        return made


def _insert(table: str, rows: list[Row]) -> tuple[str, list[tuple[Any, ...]]]:
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return statement, [tuple(row.values()) for row in rows]


def _connect(path: Path) -> Any:
    """Used by one thread after the other, never by two at once."""
    return sqlite_module().connect(
        str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
    )

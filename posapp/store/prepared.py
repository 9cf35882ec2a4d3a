"""Statements of the path on which a customer waits: compiled once, then the driver's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]


class Prepared:
    """A statement whose text is kept for each kind of database it meets.

    SQLAlchemy would work out anew each time that it knows the statement, which takes two thirds
    of what a small one takes. Values are given as the driver wants them: text, whole numbers
    and bytes. Errors are told like those of any statement.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._known: dict[tuple[str, ...], SQLCompiler] = {}

    def run(self, db: Connection, *rows: Values) -> CursorResult[Any]:
        """Execute it with these values; an INSERT with several rows once for each."""
        first: Values = rows[0] if rows else {}
        compiled = self._compiled(db, tuple(first))
        given = [_given(compiled, row) for row in rows or ({},)]
        return db.exec_driver_sql(compiled.string, given if len(given) > 1 else given[0])

    def _compiled(self, db: Connection, names: tuple[str, ...]) -> SQLCompiler:
        key = (db.dialect.name, *names)
        found = self._known.get(key)
        if found is None:
            made = self._statement.compile(dialect=db.dialect, column_keys=names or None)
            assert isinstance(made, SQLCompiler)
            found = self._known[key] = made
        return found


def _given(compiled: SQLCompiler, row: Values) -> Any:
    """The values in the order or under the names in which the text asks for them."""
    places: Sequence[str] | None = compiled.positiontup
    if places is None:
        return {**compiled.params, **row}
    if len(places) == len(row):
        return tuple([row[name] for name in places])
    fixed = compiled.params  # such as a LIMIT
    return tuple([row[name] if name in row else fixed[name] for name in places])

"""Insert what nobody has inserted yet, without an error that would end the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(db: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether this row went in; False when one with the same key is there already."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing()
    written = db.execute(statement.returning(*table.primary_key))
    return written.one_or_none() is not None

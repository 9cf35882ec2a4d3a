"""Insert or change, in the one way that both databases understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insertion(db: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of this database's kind, which knows ON CONFLICT and ``excluded``."""
    if db.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert(db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows; one whose primary key is there already replaces the old row's values.

    Rows in the order of their keys keep two bulk writers from waiting for each other.
    """
    if not rows:
        return
    statement = insertion(db, table)
    keys = [column.name for column in table.primary_key]
    fresh = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    db.execute(statement.on_conflict_do_update(index_elements=keys, set_=fresh), rows)

"""Insert what nobody has inserted yet, without an error that would end the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(db: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether this row went in; False when one with the same key is there already."""
    return db.execute(_once(db.dialect.name, table), dict(row)).one_or_none() is not None


@cache
def _once(name: str, table: Table) -> Any:
    dialect = postgresql if name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing().returning(*table.primary_key)

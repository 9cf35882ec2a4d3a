"""How alembic reaches the database: on the connection it is given, in its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import String

from posapp.hub.tables import metadata
from posapp.hub.tables.base import Document, Moment


def plain(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Steps name plain column types: they must mean the same when our own types have moved."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Document):
        return "sa.Text()"
    if kind == "type" and isinstance(thing, String) and "postgresql" in thing._variant_mapping:
        return f"key({thing.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=plain,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()

"""What was asked once is answered alike for ever; and what changed, as hints."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, String, Table

from posapp.hub.tables.base import Moment, key, metadata

writes = Table(
    "write",
    metadata,
    Column("register", key(), primary_key=True),
    Column("key", key(), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("answer", LargeBinary),
    Column("at", Moment, nullable=False),
)

events = Table(
    "event",
    metadata,
    Column("id", key(), primary_key=True),
    # empty: for every store
    Column("store", key(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("of", key(), nullable=False),
    Column("customer", key(), nullable=False),
    Index(None, "store", "at"),
)

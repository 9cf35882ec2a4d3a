"""Sales as registers sent them, and what about them a person has to look into."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from posapp.domain.sale import Sale
from posapp.hub.tables.base import Document, Moment, key, metadata

sales = Table(
    "sale",
    metadata,
    Column("id", key(), primary_key=True),
    Column("store", key(), nullable=False),
    Column("register", key(), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("receipt", key(160), nullable=False, unique=True),
    Column("customer", key(), nullable=False, index=True),
    Column("business_date", Date, nullable=False),
    Column("sold_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("digest", key(), nullable=False),
    Column("document", Document(Sale), nullable=False),
    UniqueConstraint("register", "epoch", "number"),
    CheckConstraint("epoch >= 1 AND number >= 1", name="counts_from_one"),
)

# Money was taken, so the sale stands; these say what did not fit what the centre knew.
conflicts = Table(
    "sale_conflict",
    metadata,
    Column("sale", key(), primary_key=True),
    # cart_closed, cart_unknown, prepaid_short, promise_spent, hold_missing, receipt_twice
    Column("kind", String(20), primary_key=True),
    Column("of", key(), primary_key=True),
    Column("detail", String(200), nullable=False),
    Column("at", Moment, nullable=False),
)

# Who settled an exception, and how: of a sale (conflict or shortage), or of a register's copy.
# The first word stands; the exception itself stays as it was.
settlements = Table(
    "settlement",
    metadata,
    # id of the sale or register; then what its own table tells one from another by
    Column("subject", key(), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("of", key(), primary_key=True),
    Column("place", key(), primary_key=True),
    Column("store", key(), nullable=False),
    Column("customer", key(), nullable=False, index=True),
    Column("outcome", String(12), nullable=False),
    Column("note", String(200), nullable=False),
    Column("clerk", key(), nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint(
        "outcome IN ('found', 'replaced', 'refunded', 'told', 'other')", name="outcome"
    ),
    Index(None, "store", "at"),
)

coupon_uses = Table(
    "coupon_use",
    metadata,
    Column("code", key(40), primary_key=True),
    Column("sale", key(), primary_key=True),
    Column("customer", key(), nullable=False),
    Column("at", Moment, nullable=False),
)

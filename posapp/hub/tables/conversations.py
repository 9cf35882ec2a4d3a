"""What was said, and what was promised."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from posapp.domain.conversation import Attachment, Reaction
from posapp.hub.tables.base import Document, Moment, key, metadata

conversations = Table(
    "conversation",
    metadata,
    Column("id", key(), primary_key=True),
    Column("customer", key(), ForeignKey("customer.id"), nullable=False, index=True),
    Column("channel", String(20), nullable=False),
    Column("label", String(200), nullable=False),
    Column("can_reply", Boolean, nullable=False),
    Column("reply_until", Moment),
    Column("unread", Integer, nullable=False),
)

messages = Table(
    "message",
    metadata,
    Column("id", key(), primary_key=True),
    Column("conversation", key(), ForeignKey("conversation.id"), nullable=False),
    Column("customer", key(), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("direction", String(10), nullable=False),
    Column("sender", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sort_key", key(96), nullable=False),
    Column("skus", Document(tuple[str, ...]), nullable=False),
    Column("attachments", Document(tuple[Attachment, ...]), nullable=False),
    Column("reactions", Document(tuple[Reaction, ...]), nullable=False),
    Column("reply_to", key(), nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("delivery", String(20)),
    Index(None, "customer", "sort_key", unique=True),
)

promises = Table(
    "promise",
    metadata,
    Column("id", key(), primary_key=True),
    Column("customer", key(), ForeignKey("customer.id"), nullable=False, index=True),
    Column("text", String(2000), nullable=False),
    Column("by", String(200), nullable=False),
    Column("message", key(), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("percent_ppm", BigInteger, nullable=False),
    Column("amount_minor", BigInteger),
    Column("amount_currency", String(3)),
    Column("skus", Document(tuple[str, ...]), nullable=False),
    Column("state", String(20), nullable=False),
    CheckConstraint("percent_ppm BETWEEN 0 AND 1000000", name="percent"),
    CheckConstraint("amount_minor >= 0", name="amount"),
    CheckConstraint("state IN ('open', 'redeemed', 'declined', 'expired')", name="state"),
)

outgoing_mail = Table(
    "outgoing_mail",
    metadata,
    Column("id", key(), primary_key=True),
    Column("register", key(), nullable=False),
    Column("sale", key(), nullable=False),
    Column("customer", key(), nullable=False),
    Column("address", String(254), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("at", Moment, nullable=False),
)

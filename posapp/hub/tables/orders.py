"""Orders across channels, kept whole beside the columns they are found by."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from posapp.domain.orders import Order
from posapp.hub.tables.base import Document, Moment, key, metadata

orders = Table(
    "customer_order",
    metadata,
    Column("id", key(), primary_key=True),
    Column("number", key(160), nullable=False, unique=True),
    Column("receipt", key(160), unique=True),
    Column("customer", key(), nullable=False),
    Column("store", key(), nullable=False, index=True),
    Column("channel", String(20), nullable=False),
    Column("placed_at", Moment, nullable=False),
    Column("document", Document(Order), nullable=False),
    Index(None, "customer", "placed_at", "id"),
)

# What was bought together, for recommendations.
ordered = Table(
    "ordered_product",
    metadata,
    Column("order", key(), ForeignKey("customer_order.id"), primary_key=True),
    Column("sku", key(), primary_key=True, index=True),
)

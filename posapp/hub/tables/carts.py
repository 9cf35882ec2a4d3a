"""Online carts, their lines, and every edit that was ever applied to them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from posapp.hub.tables.base import Document, Moment, key, metadata

carts = Table(
    "cart",
    metadata,
    Column("id", key(), primary_key=True),
    Column("number", key(), nullable=False, unique=True),
    Column("customer", key(), nullable=False),
    # open | checked_out | cancelled; leased is open with a lease that is not over
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("label", String(200), nullable=False),
    Column("note", String(2000), nullable=False),
    Column("coupons", Document(tuple[str, ...]), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("paid_minor", BigInteger, nullable=False),
    # the register that serves it; paying holds its checkout's id once it asks for payment
    Column("leased_by", key(), nullable=False),
    Column("leased_to", String(64), nullable=False),
    Column("leased_until", Moment),
    Column("paying", key(), nullable=False),
    # the closed cart whose leftovers these are: at most one cart continues another
    Column("continues", key(), ForeignKey("cart.id"), unique=True),
    Column("closed_by", key(), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    CheckConstraint("paid_minor >= 0", name="paid"),
    CheckConstraint("state IN ('open', 'checked_out', 'cancelled')", name="state"),
    CheckConstraint("state <> 'checked_out' OR closed_by <> ''", name="closed_by_one"),
    Index(None, "customer", "state"),
)

lines = Table(
    "cart_line",
    metadata,
    Column("cart", key(), ForeignKey("cart.id"), primary_key=True),
    Column("sku", key(), primary_key=True),
    # as shown when the product is gone
    Column("name", String(300), nullable=False),
    Column("variant", String(300), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("seen_minor", BigInteger, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("place", Integer, nullable=False),
    Column("note", String(2000), nullable=False),
    CheckConstraint("quantity BETWEEN 1 AND 9999", name="quantity"),
    CheckConstraint("seen_minor >= 0", name="seen"),
)

operations = Table(
    "cart_operation",
    metadata,
    Column("id", key(), primary_key=True),
    Column("cart", key(), ForeignKey("cart.id"), nullable=False, index=True),
    Column("digest", key(), nullable=False),
    # of the cart, after it was applied
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

online_payments = Table(
    "online_payment",
    metadata,
    Column("id", key(), primary_key=True),
    Column("cart", key(), ForeignKey("cart.id"), nullable=False, index=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("amount_minor > 0", name="some"),
)

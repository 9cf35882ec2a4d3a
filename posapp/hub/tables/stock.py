"""Pieces by location, who they are set aside for, and every movement of them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    false,
)

from posapp.hub.tables.base import Moment, key, metadata

stock = Table(
    "stock",
    metadata,
    Column("sku", key(), primary_key=True),
    Column("location", key(), primary_key=True),
    Column("on_hand", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    CheckConstraint("on_hand >= 0", name="not_below_zero"),
    CheckConstraint("reserved >= 0 AND reserved <= on_hand", name="reserved_is_here"),
)

# One row per cause; the sum over a SKU and location is what is on hand there.
movements = Table(
    "stock_movement",
    metadata,
    Column("sku", key(), primary_key=True),
    Column("location", key(), primary_key=True),
    # id of the sale, delivery, count or payment that moved them
    Column("cause", key(96), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("quantity", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("kind IN ('received', 'sold', 'adjusted')", name="kind"),
)

checkouts = Table(
    "checkout",
    metadata,
    Column("id", key(), primary_key=True),
    Column("register", key(), nullable=False),
    Column("store", key(), nullable=False),
    Column("customer", key(), nullable=False),
    Column("expires_at", Moment, nullable=False),
)

# open -> claimed | released | expired; the three ends never change again.
reservations = Table(
    "reservation",
    metadata,
    Column("checkout", key(), ForeignKey("checkout.id"), primary_key=True),
    Column("sku", key(), primary_key=True),
    Column("location", key(), primary_key=True),
    Column("quantity", BigInteger, nullable=False),
    Column("state", String(12), nullable=False),
    Column("expires_at", Moment, nullable=False),
    CheckConstraint("quantity > 0", name="some"),
    CheckConstraint("state IN ('open', 'claimed', 'released', 'expired')", name="state"),
    Index(None, "state", "expires_at"),
    Index("ix_reservation_sku_state", "sku", "state"),
)

# So many pieces of every SKU on a store's shelf are sold by its own counters alone, so that it
# can go on selling them while it is cut off.
shares = Table(
    "store_share",
    metadata,
    Column("location", key(), primary_key=True),
    Column("pieces", BigInteger, nullable=False),
    CheckConstraint("pieces >= 0", name="pieces"),
)

# Of a store's share, so many pieces of every SKU may one register promise while it is cut off.
# Held for it: what it was told before counts until it has said that it knows better.
parts = Table(
    "store_share_part",
    metadata,
    Column("register", key(), ForeignKey("register.id"), primary_key=True),
    Column("location", key(), nullable=False, index=True),
    Column("pieces", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    CheckConstraint("pieces >= 0", name="pieces"),
    CheckConstraint("held >= pieces", name="held"),
)

# Sold and taken away although the centre knew of no free piece: for people to look into.
shortages = Table(
    "shortage",
    metadata,
    Column("sale", key(), primary_key=True),
    Column("sku", key(), primary_key=True),
    # where it was taken from; empty when it is to be shipped and no location had it
    Column("location", key(), primary_key=True),
    Column("quantity", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    # of what had been set aside for this sale, and was given back before the sale was told
    Column("expired", Boolean, nullable=False, server_default=false()),
    CheckConstraint("quantity > 0", name="some"),
)

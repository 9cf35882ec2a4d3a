"""The chain itself: stores, people, registers, and the keys that sign customer QRs."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table

from posapp.domain.fulfilment import Address, ShippingMethod
from posapp.hub.tables.base import Document, Moment, key, metadata

stores = Table(
    "store",
    metadata,
    Column("id", key(), primary_key=True),
    Column("chain", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("address", Document(Address), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("country", String(2), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("language", String(8), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("labels", Document(tuple[str, ...]), nullable=False),
    Column("shipping", Document(tuple[ShippingMethod, ...]), nullable=False),
    Column("receipt_header", String(2000), nullable=False),
    Column("receipt_footer", String(2000), nullable=False),
)

people = Table(
    "person",
    metadata,
    Column("store", key(), ForeignKey("store.id"), primary_key=True),
    Column("id", key(), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("verifier", String(300), nullable=False),
    Column("discount_limit_ppm", BigInteger, nullable=False),
    Column("language", String(8), nullable=False),
)

registers = Table(
    "register",
    metadata,
    Column("id", key(), primary_key=True),
    Column("store", key(), ForeignKey("store.id"), nullable=False, index=True),
    Column("label", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("public_key", LargeBinary(32), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("enrolled_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

# Of requests that are answered once. Kept a little longer than their window of time.
nonces = Table(
    "spent_nonce",
    metadata,
    Column("register", key(), primary_key=True),
    Column("nonce", key(), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

# Where each register's journal stood in each epoch, by its own last word.
register_heads = Table(
    "register_head",
    metadata,
    Column("register", key(), ForeignKey("register.id"), primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", key(), nullable=False),
    Column("at", Moment, nullable=False),
)

# Registers that found their books to be a copy, and began numbering anew.
register_copies = Table(
    "register_copy",
    metadata,
    Column("register", key(), ForeignKey("register.id"), primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("why", String(20), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", key(), nullable=False),
    Column("at", Moment, nullable=False),
)

enrolment_codes = Table(
    "enrolment_code",
    metadata,
    Column("digest", key(), primary_key=True),
    Column("store", key(), ForeignKey("store.id"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("spent_by", key()),
    Column("spent_at", Moment),
)

token_keys = Table(
    "token_key",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("private", LargeBinary(32), nullable=False),
    Column("public", LargeBinary(32), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("retired_at", Moment),
)

"""Who the customers are, how they are found, and who looked at them."""

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

from posapp.domain.customer import Consent
from posapp.domain.fulfilment import Address
from posapp.hub.tables.base import Document, Moment, key, metadata

customers = Table(
    "customer",
    metadata,
    Column("id", key(), primary_key=True),
    Column("token_id", key(24), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("email_key", key(254), nullable=False, index=True),
    Column("card", key(40), index=True),
    Column("language", String(8), nullable=False),
    Column("tier", String(64), nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("groups", Document(tuple[str, ...]), nullable=False),
    Column("consents", Document(tuple[Consent, ...]), nullable=False),
    Column("addresses", Document(tuple[Address, ...]), nullable=False),
    Column("credit_minor", BigInteger),
    Column("credit_currency", String(3)),
    Column("note", String(2000), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("erased_at", Moment),
    CheckConstraint("credit_minor >= 0", name="credit"),
    CheckConstraint(
        "(credit_minor IS NULL) = (credit_currency IS NULL)", name="credit_in_a_currency"
    ),
)

phones = Table(
    "customer_phone",
    metadata,
    Column("customer", key(), ForeignKey("customer.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("raw", String(64), nullable=False),
    Column("e164", key(20), index=True),
    Column("region", String(2), nullable=False),
    # the digits from last to first: "the number ends in 214" is then a prefix
    Column("backwards", key(64), nullable=False, index=True),
)

words = Table(
    "customer_word",
    metadata,
    Column("word", key(64), primary_key=True),
    Column("customer", key(), ForeignKey("customer.id"), primary_key=True, index=True),
)

looks = Table(
    "look",
    metadata,
    Column("id", key(), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("register", key(), nullable=False),
    Column("store", key(), nullable=False),
    Column("clerk", key(), nullable=False),
    Column("how", String(20), nullable=False),
    # "search" when the person was one of a masked list, "visit" when opened, "glance" when
    # a loyalty card was shown and nobody confirmed whose it is
    Column("what", String(20), nullable=False),
    Column("customer", key(), nullable=False),
    Index(None, "customer", "at"),
)

look_rates = Table(
    "look_rate",
    metadata,
    Column("register", key(), primary_key=True),
    Column("clerk", key(), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("count", Integer, nullable=False),
)

redeemed = Table(
    "redeemed_token",
    metadata,
    Column("store", key(), primary_key=True),
    Column("nonce", key(16), primary_key=True),
    Column("visit", key(), nullable=False),
    Column("at", Moment, nullable=False),
)

pages = Table(
    "customer_page",
    metadata,
    Column("customer", key(), ForeignKey("customer.id"), primary_key=True),
    # of the secret in the page's address; the secret itself is nowhere
    Column("digest", key(), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

# Kept for ever: a register that comes back after a year has to hear of it, too.
erasures = Table(
    "erasure",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("customer", key(), ForeignKey("customer.id"), nullable=False, unique=True),
    Column("at", Moment, nullable=False),
)

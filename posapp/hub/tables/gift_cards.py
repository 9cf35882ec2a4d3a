"""Gift cards, and amounts of them or of store credit that are set aside for a sale."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, String, Table

from posapp.hub.tables.base import Moment, key, metadata

gift_cards = Table(
    "gift_card",
    metadata,
    # SHA-256 of the number: who reads this table cannot spend
    Column("digest", key(), primary_key=True),
    Column("label", String(40), nullable=False),
    # without what is held
    Column("balance_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("expires_on", Date),
    CheckConstraint("balance_minor >= 0", name="not_below_zero"),
)

# held -> captured | released; the two ends never change again.
holds = Table(
    "hold",
    metadata,
    Column("id", key(), primary_key=True),
    Column("register", key(), nullable=False),
    # one of the two
    Column("gift_card", key(), nullable=False),
    Column("customer", key(), nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("state", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("amount_minor >= 0", name="not_below_zero"),
    CheckConstraint("state IN ('held', 'captured', 'released')", name="state"),
    CheckConstraint(
        "state = 'released' OR (gift_card = '') <> (customer = '')", name="of_one_of_the_two"
    ),
)

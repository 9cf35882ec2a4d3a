"""What the chain sells, at which terms, and what changed since a register last asked."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from posapp.domain.promotions import Promotion
from posapp.domain.tax import TaxRules
from posapp.hub.tables.base import Document, key, metadata

IMAGE_BYTES = 1_048_576

products = Table(
    "product",
    metadata,
    Column("sku", key(), primary_key=True),
    # minus the popularity: (rank, sku) ascending is the order of the snapshot
    Column("rank", BigInteger, nullable=False),
    Column("name", String(300), nullable=False),
    Column("gtin", key(14), nullable=False, index=True),
    Column("style", key(), nullable=False, index=True),
    Column("active", Boolean, nullable=False),
    # the product's canonical JSON with on_hand 0, so that a page is a joining of texts; a
    # step of the schema that goes with a new field of Product must put every product again,
    # else registers, who encode what they decoded, would find another checksum
    Column("body", Text, nullable=False),
    Index(None, "rank", "sku"),
)

# One row for each product and, in its stores' rows, for each count of pieces; location is
# empty for the product itself. A change sets number to NULL, numbering gives it the next one.
marks = Table(
    "catalogue_mark",
    metadata,
    Column("sku", key(), primary_key=True),
    Column("location", key(), primary_key=True),
    Column("number", BigInteger, index=True),
)

numbers = Table(
    "catalogue_number",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("last", BigInteger, nullable=False),
    CheckConstraint("one = 1", name="one"),
)

images = Table(
    "image",
    metadata,
    Column("name", key(200), primary_key=True),
    Column("media_type", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False),
    # whose message it came with; NULL for goods, whose pictures everybody may see
    Column("customer", key(), ForeignKey("customer.id"), index=True),
    CheckConstraint(f"length(content) <= {IMAGE_BYTES}", name="size"),
)

promotions = Table(
    "promotion",
    metadata,
    Column("id", key(), primary_key=True),
    Column("document", Document(Promotion), nullable=False),
)

tax_rules = Table(
    "tax_rules",
    metadata,
    Column("country", key(2), primary_key=True),
    Column("document", Document(TaxRules), nullable=False),
)

"""Tables of ``catalogue.db``: a copy the centre can send again.

There are two sets, 1 and 2. One is live; a new snapshot fills the other and takes its place
in one transaction, so search never sees an empty or a mixed catalogue. The first snapshot
of all fills the live set itself: what has arrived can be sold at once.

``rank`` counts from the most popular product; new products are appended. The words of a
product are in an FTS5 index without content of its own and without positions: it is half
the size, and only whole products are ever asked for.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

catalogue_tables = MetaData()
SETS = (1, 2)


def _product(number: int) -> Table:
    name = f"product_{number}"
    return Table(
        name,
        catalogue_tables,
        Column("rank", Integer, primary_key=True, nullable=False),
        Column("sku", Text(collation="NOCASE"), nullable=False),
        Column("gtin", Text, nullable=False),
        Column("style", Text, nullable=False),
        Column("document", LargeBinary, nullable=False),
        Index(f"{name}_sku", "sku"),
        Index(f"{name}_gtin", "gtin", sqlite_where=text("gtin <> ''")),
        Index(f"{name}_style", "style", sqlite_where=text("style <> ''")),
    )


product = {number: _product(number) for number in SETS}

state = Table(
    "catalogue_state",
    catalogue_tables,
    Column("one", Integer, primary_key=True, nullable=False),
    Column("live", Integer, nullable=False),
    Column("loading", Integer, nullable=False),
    Column("complete", Integer, nullable=False),
    Column("loaded", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("cursor", Text, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("changes_from", Text, nullable=False),
    Column("changes_cursor", Text, nullable=False),
    Column("change", Integer, nullable=False),
    CheckConstraint("one = 1", name="one_state"),
)

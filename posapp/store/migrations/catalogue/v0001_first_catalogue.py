"""Two sets of products with their word indexes, and how far the catalogue has come."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STEPS = """
CREATE TABLE catalogue_state (
    one INTEGER NOT NULL,
    live INTEGER NOT NULL,
    loading INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    loaded INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    cursor TEXT NOT NULL,
    checksum TEXT NOT NULL,
    changes_from TEXT NOT NULL,
    changes_cursor TEXT NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (one),
    CONSTRAINT one_state CHECK (one = 1)
);;

CREATE TABLE product_1 (
    rank INTEGER NOT NULL,
    sku TEXT COLLATE "NOCASE" NOT NULL,
    gtin TEXT NOT NULL,
    style TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (rank)
);;

CREATE INDEX product_1_gtin ON product_1 (gtin) WHERE gtin <> '';;

CREATE INDEX product_1_sku ON product_1 (sku);;

CREATE INDEX product_1_style ON product_1 (style) WHERE style <> '';;

CREATE TABLE product_2 (
    rank INTEGER NOT NULL,
    sku TEXT COLLATE "NOCASE" NOT NULL,
    gtin TEXT NOT NULL,
    style TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (rank)
);;

CREATE INDEX product_2_gtin ON product_2 (gtin) WHERE gtin <> '';;

CREATE INDEX product_2_sku ON product_2 (sku);;

CREATE INDEX product_2_style ON product_2 (style) WHERE style <> '';;

CREATE VIRTUAL TABLE words_1 USING fts5(
    words, content='', detail='none',
    columnsize=0, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');;

CREATE VIRTUAL TABLE terms_1 USING fts5vocab(words_1, 'row');;

CREATE VIRTUAL TABLE words_2 USING fts5(
    words, content='', detail='none',
    columnsize=0, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');;

CREATE VIRTUAL TABLE terms_2 USING fts5vocab(words_2, 'row');;

INSERT INTO catalogue_state VALUES (1, 1, 0, 0, 0, 0, '', '', '', '', 0);;
"""


def upgrade() -> None:
    for step in STEPS.split(";;"):
        if step.strip():
            op.get_bind().exec_driver_sql(step)

"""Sales, queues, and what was last heard from the centre."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STEPS = """
CREATE TABLE card_attempt (
    id TEXT NOT NULL,
    payment TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    started_at TEXT NOT NULL,
    state TEXT NOT NULL,
    reference TEXT NOT NULL,
    label TEXT NOT NULL,
    reason TEXT NOT NULL,
    sale TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT state_known
        CHECK (state IN ('started', 'approved', 'declined', 'cancelled', 'unknown', 'reversed'))
);;

CREATE INDEX card_attempt_by_state ON card_attempt (state, sale);;

CREATE TABLE journal_entry (
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "of" TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    person TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (sequence),
    CONSTRAINT journalled_once UNIQUE (kind, "of")
);;

CREATE TABLE known_customer (
    id TEXT NOT NULL,
    token TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    masked_phone TEXT NOT NULL,
    phone_digest TEXT NOT NULL,
    email_digest TEXT NOT NULL,
    tier TEXT NOT NULL,
    language TEXT NOT NULL,
    groups BLOB NOT NULL,
    carts BLOB NOT NULL,
    as_of TEXT NOT NULL,
    PRIMARY KEY (id)
);;

CREATE INDEX known_by_age ON known_customer (as_of);;

CREATE INDEX known_by_email ON known_customer (email_digest);;

CREATE INDEX known_by_phone ON known_customer (phone_digest);;

CREATE INDEX known_by_token ON known_customer (token);;

CREATE TABLE look (
    place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    visit TEXT NOT NULL,
    at TEXT NOT NULL,
    clerk TEXT NOT NULL,
    customer TEXT NOT NULL,
    how TEXT NOT NULL
);;

CREATE TABLE outbox (
    place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    "of" TEXT NOT NULL,
    body BLOB NOT NULL,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_try TEXT NOT NULL,
    CONSTRAINT told_once UNIQUE (id),
    CONSTRAINT state_known CHECK (state IN ('waiting', 'sent', 'parked'))
);;

CREATE INDEX outbox_by_state ON outbox (state, place);;

CREATE TABLE parked_cart (
    id TEXT NOT NULL,
    parked_at TEXT NOT NULL,
    clerk TEXT NOT NULL,
    clerk_name TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (id)
);;

CREATE TABLE sale (
    id TEXT NOT NULL,
    store TEXT NOT NULL,
    register TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    clerk TEXT NOT NULL,
    customer TEXT NOT NULL,
    sold_at TEXT NOT NULL,
    business_date TEXT NOT NULL,
    currency TEXT NOT NULL,
    pieces INTEGER NOT NULL,
    items INTEGER NOT NULL,
    discounts INTEGER NOT NULL,
    shipping INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    rounding INTEGER NOT NULL,
    grand INTEGER NOT NULL,
    tendered INTEGER NOT NULL,
    change INTEGER NOT NULL,
    rescued INTEGER NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT receipt_number_once UNIQUE (register, epoch, number),
    CONSTRAINT receipt_once UNIQUE (receipt),
    CONSTRAINT number_counts_from_one CHECK (number > 0),
    CONSTRAINT tenders_cover_the_sale CHECK (tendered - change = grand)
);;

CREATE INDEX sale_by_date ON sale (business_date);;

CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);;

CREATE TABLE shop (
    one INTEGER NOT NULL,
    version TEXT NOT NULL,
    as_of TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (one),
    CONSTRAINT one_shop CHECK (one = 1)
);;

CREATE TABLE sign_in_failure (
    one INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (one),
    CONSTRAINT one_count CHECK (one = 1)
);;

CREATE TABLE print_queue (
    place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    sale TEXT NOT NULL,
    copy INTEGER NOT NULL,
    drawer INTEGER NOT NULL,
    queued_at TEXT NOT NULL,
    state TEXT NOT NULL,
    repeats INTEGER NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT queued_once UNIQUE (id),
    CONSTRAINT state_known
        CHECK (state IN ('waiting', 'printing', 'printed', 'uncertain', 'dropped')),
    FOREIGN KEY(sale) REFERENCES sale (id)
);;

CREATE INDEX print_by_state ON print_queue (state, place);;

CREATE TABLE sale_line (
    sale TEXT NOT NULL,
    place INTEGER NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    variant TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    original INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    net INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    origin TEXT NOT NULL,
    fulfilment TEXT NOT NULL,
    PRIMARY KEY (sale, place),
    CONSTRAINT something_was_sold CHECK (quantity <> 0),
    FOREIGN KEY(sale) REFERENCES sale (id)
);;

CREATE TABLE sale_person (
    sale TEXT NOT NULL,
    salt BLOB NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (sale),
    FOREIGN KEY(sale) REFERENCES sale (id)
);;

CREATE TABLE tender (
    sale TEXT NOT NULL,
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    reference TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (sale, place),
    FOREIGN KEY(sale) REFERENCES sale (id)
);;

CREATE TRIGGER sale_never_updated
BEFORE UPDATE ON sale
BEGIN SELECT RAISE(ABORT, 'sale is a fact and never changes'); END;;

CREATE TRIGGER sale_never_deleted
BEFORE DELETE ON sale
BEGIN SELECT RAISE(ABORT, 'sale is a fact and never changes'); END;;

CREATE TRIGGER sale_line_never_updated
BEFORE UPDATE ON sale_line
BEGIN SELECT RAISE(ABORT, 'sale_line is a fact and never changes'); END;;

CREATE TRIGGER sale_line_never_deleted
BEFORE DELETE ON sale_line
BEGIN SELECT RAISE(ABORT, 'sale_line is a fact and never changes'); END;;

CREATE TRIGGER tender_never_updated
BEFORE UPDATE ON tender
BEGIN SELECT RAISE(ABORT, 'tender is a fact and never changes'); END;;

CREATE TRIGGER tender_never_deleted
BEFORE DELETE ON tender
BEGIN SELECT RAISE(ABORT, 'tender is a fact and never changes'); END;;

CREATE TRIGGER journal_entry_never_updated
BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is a fact and never changes'); END;;

CREATE TRIGGER journal_entry_never_deleted
BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is a fact and never changes'); END;;

CREATE TRIGGER look_never_updated
BEFORE UPDATE ON look
BEGIN SELECT RAISE(ABORT, 'look is a fact and never changes'); END;;

CREATE TRIGGER look_never_deleted
BEFORE DELETE ON look
BEGIN SELECT RAISE(ABORT, 'look is a fact and never changes'); END;;

CREATE TRIGGER sale_person_never_updated
BEFORE UPDATE ON sale_person
BEGIN SELECT RAISE(ABORT, 'a person is erased, never rewritten'); END;;

CREATE TRIGGER sale_number_without_gap
BEFORE INSERT ON sale
WHEN NEW.number <> 1 + coalesce((SELECT max(number)
FROM sale
WHERE register = NEW.register AND epoch = NEW.epoch), 0)
BEGIN SELECT RAISE(ABORT, 'receipt numbers count up by one'); END;;
"""


def upgrade() -> None:
    for step in STEPS.split(";;"):
        if step.strip():
            op.get_bind().exec_driver_sql(step)

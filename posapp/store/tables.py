"""Tables of ``register.db``: facts, queues, and what was last heard from the centre.

Money is whole minor units. Times are UTC, ISO 8601 with microseconds, so that text order is
time order. Facts refuse UPDATE and DELETE; see ``FACTS``.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

register_tables = MetaData()


def text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=False)


def integer(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False)


def _of_sale() -> Column[str]:
    return Column("sale", Text, ForeignKey("sale.id"), primary_key=True, nullable=False)


def _among(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


sale = Table(
    "sale",
    register_tables,
    text("id", key=True),
    text("store"),
    text("register"),
    integer("epoch"),
    integer("number"),
    text("receipt"),
    text("clerk"),
    text("customer"),
    text("sold_at"),
    text("business_date"),
    text("currency"),
    integer("pieces"),
    integer("items"),
    integer("discounts"),
    integer("shipping"),
    integer("tax"),
    integer("rounding"),
    integer("grand"),
    integer("tendered"),
    integer("change"),
    integer("rescued"),
    Column("document", LargeBinary, nullable=False),
    UniqueConstraint("register", "epoch", "number", name="receipt_number_once"),
    UniqueConstraint("receipt", name="receipt_once"),
    CheckConstraint("number > 0", name="number_counts_from_one"),
    CheckConstraint("tendered - change = grand", name="tenders_cover_the_sale"),
    Index("sale_by_date", "business_date"),
)

sale_line = Table(
    "sale_line",
    register_tables,
    _of_sale(),
    integer("place", key=True),
    text("sku"),
    text("name"),
    text("variant"),
    integer("quantity"),
    integer("original"),
    integer("unit_price"),
    integer("discount"),
    integer("net"),
    integer("tax"),
    integer("gross"),
    text("origin"),
    text("fulfilment"),
    CheckConstraint("quantity <> 0", name="something_was_sold"),
)

tender = Table(
    "tender",
    register_tables,
    _of_sale(),
    integer("place", key=True),
    text("id"),
    text("kind"),
    integer("amount"),
    text("reference"),
    text("label"),
)

# Names, addresses and notes stand apart from the chained fact, so that a person can be
# erased and every total and the chain stay valid. The fact holds a salted digest of them.
sale_person = Table(
    "sale_person",
    register_tables,
    _of_sale(),
    Column("salt", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
)

journal_entry = Table(
    "journal_entry",
    register_tables,
    integer("sequence", key=True),
    text("kind"),
    text("of"),
    integer("epoch"),
    text("at"),
    text("body"),
    text("person"),
    text("previous"),
    text("hash"),
    UniqueConstraint("kind", "of", name="journalled_once"),
)

outbox = Table(
    "outbox",
    register_tables,
    integer("place", key=True),
    text("id"),
    text("kind"),
    text("of"),
    Column("body", LargeBinary, nullable=False),
    text("made_at"),
    text("state"),
    text("reason"),
    integer("attempts"),
    text("next_try"),
    UniqueConstraint("id", name="told_once"),
    _among("state", "waiting", "sent", "parked"),
    Index("outbox_by_state", "state", "place"),
    sqlite_autoincrement=True,
)

print_queue = Table(
    "print_queue",
    register_tables,
    integer("place", key=True),
    text("id"),
    Column("sale", Text, ForeignKey("sale.id"), nullable=False),
    integer("copy"),
    integer("drawer"),
    text("queued_at"),
    text("state"),
    integer("repeats"),
    text("reason"),
    UniqueConstraint("id", name="queued_once"),
    _among("state", "waiting", "printing", "printed", "uncertain", "dropped"),
    Index("print_by_state", "state", "place"),
    sqlite_autoincrement=True,
)

card_attempt = Table(
    "card_attempt",
    register_tables,
    text("id", key=True),
    text("payment"),
    integer("amount"),
    text("currency"),
    text("started_at"),
    text("state"),
    text("reference"),
    text("label"),
    text("reason"),
    text("sale"),
    _among("state", "started", "approved", "declined", "cancelled", "unknown", "reversed"),
    Index("card_attempt_by_state", "state", "sale"),
)

parked_cart = Table(
    "parked_cart",
    register_tables,
    text("id", key=True),
    text("parked_at"),
    text("clerk"),
    text("clerk_name"),
    Column("document", LargeBinary, nullable=False),
)

known_customer = Table(
    "known_customer",
    register_tables,
    text("id", key=True),
    text("token"),
    text("name"),
    text("name_key"),
    text("masked_phone"),
    text("phone_digest"),
    text("email_digest"),
    text("tier"),
    text("language"),
    Column("groups", LargeBinary, nullable=False),
    Column("carts", LargeBinary, nullable=False),
    text("as_of"),
    Index("known_by_token", "token"),
    Index("known_by_phone", "phone_digest"),
    Index("known_by_email", "email_digest"),
    Index("known_by_age", "as_of"),
)

look = Table(
    "look",
    register_tables,
    integer("place", key=True),
    text("visit"),
    text("at"),
    text("clerk"),
    text("customer"),
    text("how"),
    sqlite_autoincrement=True,
)

shop = Table(
    "shop",
    register_tables,
    integer("one", key=True),
    text("version"),
    text("as_of"),
    Column("document", LargeBinary, nullable=False),
    CheckConstraint("one = 1", name="one_shop"),
)

setting = Table("setting", register_tables, text("name", key=True), text("value"))

wrong_pin = Table(
    "wrong_pin",
    register_tables,
    text("kind", key=True),
    integer("failures"),
    text("first_at"),
    text("last_at"),
    CheckConstraint("kind IN ('sign_in', 'manager', 'day')", name="kind_known"),
)

FACTS = ("sale", "sale_line", "tender", "journal_entry", "look")


def guards() -> tuple[str, ...]:
    """The triggers that keep facts as they are, and receipt numbers without a gap."""
    frozen = tuple(
        f"CREATE TRIGGER {table}_never_{verb.lower()}d BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is a fact and never changes'); END"
        for table in FACTS
        for verb in ("UPDATE", "DELETE")
    )
    return (
        *frozen,
        "CREATE TRIGGER sale_person_never_updated BEFORE UPDATE ON sale_person "
        "BEGIN SELECT RAISE(ABORT, 'a person is erased, never rewritten'); END",
        "CREATE TRIGGER sale_number_without_gap BEFORE INSERT ON sale "
        "WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM sale "
        "WHERE register = NEW.register AND epoch = NEW.epoch), 0) "
        "BEGIN SELECT RAISE(ABORT, 'receipt numbers count up by one'); END",
    )

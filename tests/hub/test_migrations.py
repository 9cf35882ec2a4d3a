"""The schema's history leads to the tables that the program works with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, column, func, insert, inspect, select, table, text, update
from sqlalchemy.exc import IntegrityError

from posapp.database.engine import Database, as_text
from posapp.hub import migrating
from posapp.hub.migrating import State
from posapp.hub.tables import metadata
from tests.hub.test_receipts import NOTHING_SOLD

WHEN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
CUSTOMER = {
    **{"id": "k1", "token_id": "t1", "points": 0, "made_at": WHEN},
    **dict.fromkeys(("name", "email", "email_key", "language", "tier", "note"), ""),
    **dict.fromkeys(("groups", "consents", "addresses"), ()),
}
CART = {
    **{"id": "c1", "number": "C-1", "customer": "k1", "state": "open", "version": 1},
    **dict.fromkeys(("label", "note", "leased_by", "leased_to", "paying", "closed_by"), ""),
    **{"coupons": (), "currency": "EUR", "paid_minor": 0, "made_at": WHEN, "updated_at": WHEN},
}
LINE = {
    **{"cart": "c1", "sku": "A", "name": "", "variant": "", "quantity": 1, "seen_minor": 1},
    **{"added_at": WHEN, "place": 0, "note": ""},
}
SALE = {
    **{"id": "s1", "store": "12", "register": "r1", "epoch": 1, "number": 1, "digest": ""},
    **{"receipt": "12-1-1-000001", "customer": "k1", "business_date": WHEN.date()},
    **{"sold_at": WHEN, "recorded_at": WHEN, "document": NOTHING_SOLD},
}
HOLD = {
    **{"id": "h1", "register": "r1", "gift_card": "g1", "customer": "", "amount_minor": 1},
    **{"currency": "EUR", "state": "held", "at": WHEN},
}
PROMISE = {
    **{"id": "p1", "customer": "k1", "text": "", "by": "", "message": "", "made_at": WHEN},
    **{"percent_ppm": 0, "skus": (), "state": "open"},
}
RESERVATION = {
    **{"checkout": "q1", "sku": "A", "location": "1", "quantity": 1, "state": "open"},
    **{"expires_at": WHEN},
}
CHECKOUT = {"id": "q1", "register": "r1", "store": "12", "customer": "k1", "expires_at": WHEN}
PAID = {"id": "o1", "cart": "c1", "amount_minor": 1, "currency": "EUR", "at": WHEN}
MOVEMENT = {
    **{"sku": "A", "location": "1", "cause": "d1", "kind": "received", "quantity": 5},
    **{"at": WHEN},
}
OLD_ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("customer", CUSTOMER),
    ("customer_word", {"word": "ana", "customer": "k1"}),
    ("cart", CART),
    ("cart_line", LINE),
    ("cart_operation", {"id": "e1", "cart": "c1", "digest": "", "version": 1, "at": WHEN}),
    ("online_payment", PAID),
    ("stock", {"sku": "A", "location": "1", "on_hand": 5, "reserved": 1}),
    ("stock_movement", MOVEMENT),
    ("checkout", CHECKOUT),
    ("reservation", RESERVATION),
    ("shortage", {"sale": "s1", "sku": "A", "location": "1", "quantity": 1, "at": WHEN}),
    ("sale", SALE),
    ("gift_card", {"digest": "g1", "label": "", "balance_minor": 5, "currency": "EUR"}),
    ("hold", HOLD),
    ("promise", PROMISE),
    ("redeemed_token", {"store": "12", "nonce": "n1", "visit": "v1", "at": WHEN}),
    ("write", {"register": "r1", "key": "k", "digest": b"", "at": WHEN}),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database."""
    if request.param == "sqlite":
        return as_text(tmp_path / "hub.db")
    fresh: str = request.getfixturevalue("fresh_postgresql")
    return fresh


def shape(db: Connection) -> dict[str, Any]:
    """Everything that a database can tell about its tables."""
    asked = inspect(db)
    return {
        name: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"]) for c in asked.get_columns(name)
            ],
            "key": asked.get_pk_constraint(name),
            "foreign": sorted(map(str, asked.get_foreign_keys(name))),
            "unique": sorted(map(str, asked.get_unique_constraints(name))),
            "indexes": sorted(map(str, asked.get_indexes(name))),
            "checks": sorted(map(str, asked.get_check_constraints(name))),
        }
        for name in asked.get_table_names()
        if name != "alembic_version"
    }


def test_migrated_database_has_the_tables_of_the_program(url: str) -> None:
    migrating.upgrade(url)
    database = Database(url)
    with database.reading() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        migrated = shape(db)
    with database.writing() as db:
        metadata.drop_all(db)
        metadata.create_all(db)
        assert shape(db) == migrated
    database.close()


def test_migrating_twice_is_migrating_once(url: str) -> None:
    migrating.upgrade(url)
    migrating.upgrade(url)
    database = Database(url)
    with database.reading() as db:
        assert migrating.state(db) is State.CURRENT
    database.close()


def test_j9_newer_database_is_refused_and_left_untouched(url: str) -> None:
    migrating.upgrade(url)
    database = Database(url)
    with database.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (migrating.upgrade, migrating.prepare):
        with pytest.raises(migrating.WrongSchema, match="newer"):
            attempt(url)
    with database.reading() as db:
        assert migrating.state(db) is State.NEWER
    database.close()


def test_empty_database_is_made_ready_where_nobody_else_uses_it(url: str) -> None:
    if url.startswith("sqlite"):
        migrating.prepare(url)
        migrating.prepare(url)
        return
    with pytest.raises(migrating.WrongSchema, match="migrate"):
        migrating.prepare(url)


@pytest.mark.parametrize("since", ["0001", "0006"])
def test_p5_steps_of_the_schema_keep_what_a_chain_has_already(url: str, since: str) -> None:
    """With rows that refer to each other, which SQLite makes anew table by table."""
    database = Database(url)
    migrating._upgrade(database, since)
    with database.writing() as db:
        for name, row in OLD_ROWS:
            _insert_as_it_was(db, name, row)
        filled = _filled(db)
        before = _rows_of(db, filled)
    for step in (f"{number:04}" for number in range(int(since) + 1, 10_000)):
        migrating._upgrade(database, step)
        with database.reading() as db:
            assert _rows_of(db, filled) == before, step
            if migrating.state(db) is State.CURRENT:
                break
    with pytest.raises(IntegrityError), database.writing() as db:
        db.execute(text("DELETE FROM customer"))
    database.close()


def _insert_as_it_was(db: Connection, name: str, row: dict[str, Any]) -> None:
    """Into the columns that the table has by now."""
    there = {found["name"] for found in inspect(db).get_columns(name)}
    columns = [column(c.name, c.type) for c in metadata.tables[name].c if c.name in there]
    values = {key: value for key, value in row.items() if key in there}
    db.execute(insert(table(name, *columns)).values(values))


def _filled(db: Connection) -> dict[str, list[str]]:
    """By table, the columns that were filled."""
    return {
        name: sorted(row.keys() & {found["name"] for found in inspect(db).get_columns(name)})
        for name, row in OLD_ROWS
    }


def _rows_of(db: Connection, filled: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: sorted(
            str(tuple(row))
            for row in db.execute(select(*map(text, columns)).select_from(table(name)))
        )
        for name, columns in filled.items()
    }


# What the database refuses on its own, whatever the program does: table, row, what is wrong.
WRONG: tuple[tuple[str, str, dict[str, Any], dict[str, Any]], ...] = (
    ("stock", "not_below_zero", {"sku": "A", "location": "1"}, {"on_hand": -1}),
    ("stock", "reserved_is_here", {"sku": "A", "location": "1"}, {"reserved": 6}),
    ("stock", "reserved_is_here", {"sku": "A", "location": "1"}, {"reserved": -1}),
    ("reservation", "some", {"sku": "A"}, {"quantity": 0}),
    ("reservation", "state", {"sku": "A"}, {"state": "sold"}),
    ("stock_movement", "kind", {"sku": "A"}, {"kind": "lost"}),
    ("shortage", "some", {"sku": "A"}, {"quantity": 0}),
    ("sale", "counts_from_one", {"id": "s1"}, {"number": 0}),
    ("sale", "counts_from_one", {"id": "s1"}, {"epoch": 0}),
    ("cart", "closed_by_one", {"id": "c1"}, {"state": "checked_out"}),
    ("cart", "paid", {"id": "c1"}, {"paid_minor": -1}),
    ("cart", "state", {"id": "c1"}, {"state": "paid"}),
    ("cart_line", "quantity", {"cart": "c1"}, {"quantity": 0}),
    ("cart_line", "seen", {"cart": "c1"}, {"seen_minor": -1}),
    ("gift_card", "not_below_zero", {"digest": "g1"}, {"balance_minor": -1}),
    ("hold", "of_one_of_the_two", {"id": "h1"}, {"customer": "k1"}),
    ("hold", "not_below_zero", {"id": "h1"}, {"amount_minor": -1}),
    ("hold", "state", {"id": "h1"}, {"state": "spent"}),
    ("customer", "credit", {"id": "k1"}, {"credit_minor": -1, "credit_currency": "EUR"}),
    ("customer", "credit_in_a_currency", {"id": "k1"}, {"credit_minor": 5}),
    ("promise", "percent", {"id": "p1"}, {"percent_ppm": 1_000_001}),
    ("promise", "amount", {"id": "p1"}, {"amount_minor": -1}),
    ("promise", "state", {"id": "p1"}, {"state": "kept"}),
    ("online_payment", "some", {"id": "o1"}, {"amount_minor": 0}),
)


def test_t1_s1_money_and_stock_are_held_by_the_database_itself(url: str) -> None:
    """docs/hub.md lists them; both databases have them by the schema's history."""
    migrating.upgrade(url)
    database = Database(url)
    with database.writing() as db:
        for table, row in OLD_ROWS:
            db.execute(insert(metadata.tables[table]).values(row))
    for name, check, where, values in WRONG:
        wrong = metadata.tables[name]
        mine = [wrong.c[column] == value for column, value in where.items()]
        with pytest.raises(IntegrityError, match=check), database.writing() as db:
            assert db.execute(update(wrong).where(*mine).values(values)).rowcount == 1, name
    database.close()


def test_s1_what_there_is_once_is_there_once(url: str) -> None:
    """One row for each key: of a sale, its receipt and its number, a write, a used QR."""
    migrating.upgrade(url)
    database = Database(url)
    with database.writing() as db:
        for table, row in OLD_ROWS:
            db.execute(insert(metadata.tables[table]).values(row))
    sale = dict(OLD_ROWS)["sale"]
    for other in (
        {"number": 2, "receipt": "12-1-1-000002"},
        {"id": "s2", "number": 2},
        {"id": "s2", "receipt": "12-1-1-000002"},
    ):
        with pytest.raises(IntegrityError), database.writing() as db:
            db.execute(insert(metadata.tables["sale"]).values({**sale, **other}))
    for name in ("write", "redeemed_token", "reservation", "stock_movement", "cart_operation"):
        row = dict(OLD_ROWS)[name]
        with pytest.raises(IntegrityError), database.writing() as db:
            db.execute(insert(metadata.tables[name]).values(row))
    database.close()


def count(db: Connection, name: str) -> int:
    return db.scalar(select(func.count()).select_from(metadata.tables[name])) or 0

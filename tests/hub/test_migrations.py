"""The schema's history leads to the tables that the program works with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from posapp.database.engine import Database
from posapp.hub import migrating
from posapp.hub.migrating import State
from posapp.hub.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/hub.db"
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


def test_J9_newer_database_is_refused_and_left_untouched(url: str) -> None:
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

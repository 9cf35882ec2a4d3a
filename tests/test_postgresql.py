"""The server that other tests stand on."""

from __future__ import annotations

import psycopg


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def test_a_fresh_database_is_empty_and_can_be_written(fresh_postgresql: str) -> None:
    with psycopg.connect(_plain(fresh_postgresql)) as db:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert db.execute(tables).fetchone() == (0,)
        db.execute("CREATE TABLE cart (id int)")


def test_what_one_test_wrote_the_next_does_not_see(fresh_postgresql: str) -> None:
    with psycopg.connect(_plain(fresh_postgresql)) as db:
        assert db.execute("SELECT to_regclass('public.cart')").fetchone() == (None,)

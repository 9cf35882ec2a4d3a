"""The server that other tests stand on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from tests.postgresql import fresh_database

MINE = "SELECT datname FROM pg_database WHERE datname LIKE 't%' AND length(datname) = 33"


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(_plain(url)) as db:
        yield db


def test_a_fresh_database_is_empty_and_can_be_written(fresh_postgresql: str) -> None:
    with connected(fresh_postgresql) as db:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert db.execute(tables).fetchone() == (0,)
        db.execute("CREATE TABLE cart (id int)")


def test_what_one_test_wrote_the_next_does_not_see_and_nothing_of_it_stays(
    postgresql_url: str,
) -> None:
    with connected(postgresql_url) as server:
        before = set(server.execute(MINE).fetchall())
    with fresh_database(postgresql_url) as first, fresh_database(postgresql_url) as second:
        with connected(first) as db:
            db.execute("CREATE TABLE cart (id int)")
        with connected(second) as db:
            assert db.execute("SELECT to_regclass('public.cart')").fetchone() == (None,)
        with connected(postgresql_url) as server:
            now = set(server.execute(MINE).fetchall())
        names = {(url.partition("@/")[2].partition("?")[0],) for url in (first, second)}
        assert names == now - before
        left_open = psycopg.connect(_plain(first))
    with connected(postgresql_url) as server:
        assert set(server.execute(MINE).fetchall()) == before
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()

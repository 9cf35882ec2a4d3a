"""Faults that the sweep of the window is there for, planted before the register runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from posapp.domain.errors import PosError
from posapp.services import selling
from posapp.services.register import Register
from posapp.store import settings

LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500000) "
    "SELECT max(i) FROM n"
)
FREE = 12  # the first syncs of each thread are not slow
_price = selling.price


def _commits(register: Register) -> None:
    for _ in range(FREE):
        with register.books.journal.writing() as db:
            settings.put(db, "planted", register.new_id())


def _asks(register: Register) -> None:
    with suppress(PosError):
        register.central.attention()


def _queries(register: Register) -> None:
    with register.books.catalogue.reading() as db:
        db.exec_driver_sql(LONG).all()


COMMITS = "a commit is made on the GUI thread"
ASKS = "the centre is asked on the GUI thread"
QUERIES = "a long query is made on the GUI thread"
PLANTS: dict[str, Callable[[Register], None]] = {
    COMMITS: _commits,
    ASKS: _asks,
    QUERIES: _queries,
}


def plant(fault: str) -> None:
    """Plant one, where a cart is priced; or nothing when there is none to plant."""
    if not fault:
        return

    def price(register: Register, *cart: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            PLANTS[fault](register)
        return _price(register, *cart)

    cast(Any, selling).price = price

"""Faults that the sweep of the window is there for, planted before the register runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from posapp.domain.errors import PosError
from posapp.services import selling
from posapp.services.register import Register
from posapp.store import settings
from posapp.ui.background import Background

LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500000) "
    "SELECT max(i) FROM n"
)
WRITES_ITSELF = logging.getLogger("planted")
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


def _looks(register: Register) -> None:
    with suppress(PosError):
        selling.find(register, "planted")


def _logs(register: Register) -> None:
    if not WRITES_ITSELF.handlers:
        WRITES_ITSELF.addHandler(logging.FileHandler(register.folder / "posapp.log"))
    WRITES_ITSELF.warning("planted")


def _ends(_register: Register) -> None:
    """Nothing while it sells: see ``plant``."""


COMMITS = "a commit is made on the GUI thread"
ASKS = "the centre is asked on the GUI thread"
LOOKS = "a look-up is made on the GUI thread"
LOGS = "the log is written on the GUI thread"
ENDS = "the window that is closed waits on the GUI thread"
QUERIES = "a long query is made on the GUI thread"
PLANTS: dict[str, Callable[[Register], None]] = {
    COMMITS: _commits,
    ASKS: _asks,
    LOOKS: _looks,
    LOGS: _logs,
    ENDS: _ends,
    QUERIES: _queries,
}


def _finishes_now(
    background: Background, last: Callable[[], object], done: Callable[[], None]
) -> None:
    background.close()
    last()
    done()


def plant(fault: str) -> None:
    """Plant one, where a cart is priced; or nothing when there is none to plant."""
    if not fault:
        return

    def price(register: Register, *cart: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            PLANTS[fault](register)
        return _price(register, *cart)

    cast(Any, selling).price = price
    if fault == ENDS:
        cast(Any, Background).finish = _finishes_now

"""Faults that the sweeps of the journal are there for, planted before the register runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Timer
from typing import Any, cast

from sqlalchemy import Pool, event, update

from posapp.domain.sale import Sale
from posapp.services import checkout
from posapp.services.keeping import write_whole
from posapp.services.receipt_making import escpos
from posapp.services.register import Register
from posapp.store import journal, outbox, schema, settings, tables
from posapp.store.books import JOURNAL
from posapp.store.journal import Head
from tests.services.till import WORDS

Plant = Callable[[], None]
_PLANTED = cast(Any, checkout)
_complete, _record, _next_number = checkout.complete, checkout._record, journal.next_number


def second_transaction() -> None:
    """The message to the centre is written after the sale, in a transaction of its own."""

    def complete(register: Register, *paying: Any) -> Sale:
        kept: list[tuple[Any, ...]] = []
        _PLANTED.outbox = type("Later", (), {"append": lambda _, db, *row: kept.append(row)})()
        sale = _complete(register, *paying)
        with register.books.journal.writing() as db:
            for row in kept:
                outbox.append(db, *row)
        return sale

    _PLANTED.complete = complete


def number_outside() -> None:
    """The receipt number comes from a counter of its own, before the sale's transaction."""

    def complete(register: Register, *paying: Any) -> Sale:
        with register.books.journal.writing() as db:
            last = settings.get(db, "counter") or str(_next_number(db, register.id, 1) - 1)
            number = int(last) + 1
            settings.put(db, "counter", str(number))
        _numbered(number)
        return _complete(register, *paying)

    _PLANTED.complete = complete


def no_unique_key() -> None:
    """The counter is a file that is written after the sale, and no key refuses a repeat."""

    def complete(register: Register, *paying: Any) -> Sale:
        counter = register.folder / "counter"
        number = int(counter.read_text()) + 1 if counter.exists() else _first(register)
        _numbered(number)
        sale = _complete(register, *paying)
        write_whole(counter, str(number).encode())
        return sale

    _PLANTED.complete = complete


def print_first() -> None:
    """The receipt goes to the printer while the sale is not yet committed."""

    def record(register: Register, db: Any, sale: Sale) -> Head:
        stands = _record(register, db, sale)
        db.execute(update(tables.print_queue).values(state="printed"))
        register.printer.print(escpos(register, sale, WORDS, copy=False))
        return stands

    _PLANTED._record = record


def normal() -> None:
    """The journal is opened with ``synchronous=NORMAL``."""
    cast(Any, schema).REGISTER = schema.Schema("register", schema.REGISTER.head, durable=False)


def off() -> None:
    """The journal is never synced at all."""

    def unsynced(connection: Any, *_: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    event.listen(Pool, "checkout", unsynced)


def written_later() -> None:
    """The clerk sees the sale confirmed half a second before it is written."""

    def record(register: Register, db: Any, sale: Sale) -> Head:
        def late() -> None:
            with register.books.journal.writing() as later:
                _record(register, later, sale)

        Timer(0.5, late).start()
        return journal.head(db)

    _PLANTED._record = record


def loosen(folder: Path, fault: str) -> None:
    """Take the database's own keys and triggers away where they would hide the fault."""
    if fault not in (NUMBER_OUTSIDE, NO_UNIQUE_KEY):
        return
    with closing(sqlite3.connect(folder / JOURNAL)) as db:
        db.execute("DROP TRIGGER sale_number_without_gap")
        if fault == NO_UNIQUE_KEY:
            query = "SELECT sql FROM sqlite_master WHERE name = 'sale'"
            (made,) = db.execute(query).fetchone()
            triggers = db.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sale'"
            ).fetchall()
            for key in ("UNIQUE (register, epoch, number)", "UNIQUE (receipt)"):
                assert key in made
                made = made.replace(key, "CHECK (1)")
            db.execute("DROP TABLE sale")
            db.execute(made)
            for (trigger,) in triggers:
                db.execute(trigger)
        db.commit()


def _numbered(number: int) -> None:
    cast(Any, journal).next_number = lambda *_: number


def _first(register: Register) -> int:
    with register.books.journal.reading() as db:
        return _next_number(db, register.id, register.epoch)


SECOND_TRANSACTION = "the outbox row is written in a second transaction"
NUMBER_OUTSIDE = "the receipt number is taken outside the transaction"
NO_UNIQUE_KEY = "a unique key is missing"
PRINT_FIRST = "the receipt is printed before the commit"
NORMAL = "synchronous=NORMAL"
WRITTEN_LATER = "the sale is confirmed before it is written"
OFF = "synchronous=OFF"
PLANTS: dict[str, Plant] = {
    SECOND_TRANSACTION: second_transaction,
    NUMBER_OUTSIDE: number_outside,
    NO_UNIQUE_KEY: no_unique_key,
    PRINT_FIRST: print_first,
    NORMAL: normal,
    OFF: off,
    WRITTEN_LATER: written_later,
}


def plant(fault: str) -> None:
    """Plant one, or nothing when there is none to plant."""
    if fault:
        PLANTS[fault]()

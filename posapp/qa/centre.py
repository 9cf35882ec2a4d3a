"""A centre of one's own: the real hub as a process, with the demo chain, and a look inside.

What it holds is read through the hub's own query functions from its database, so a test
checks what is true there and not what a screen says.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, func, select

from posapp.database.engine import as_text
from posapp.domain.customer import Customer
from posapp.domain.orders import Order
from posapp.domain.sale import Sale
from posapp.domain.webcart import Operation, OperationKind, WebCart
from posapp.hub import (
    cart_edits,
    carts,
    customers,
    migrating,
    orders,
    populate,
    registers,
    stock,
    tokens,
)
from posapp.hub.app import open_hub
from posapp.hub.settings import Settings
from posapp.hub.tables import customers as customer_tables
from posapp.hub.tables import sales as sale_tables
from posapp.hub.tables.stock import reservations

T = TypeVar("T")
START_S = 60
STOP_S = 20


def fill(
    database: Path, wanted: populate.Wanted, told: Callable[[str], None] | None = None
) -> None:
    """Make a database with the demo chain in it; nothing happens when it has one already."""
    url = as_text(database)
    migrating.upgrade(url)
    hub = open_hub(Settings(url))
    try:
        populate.populate(hub, wanted, told or (lambda _: None))
    finally:
        hub.close()


def copy(filled: Path, to: Path) -> None:
    """A centre of one's own from a filled database that no process has open."""
    shutil.copyfile(filled, to)


class Centre:
    """The hub on one SQLite file. ``start`` and ``stop`` it, or use ``with``.

    Attributes:
        url: where it answers, known after the first start and then kept.
        hub: for looking inside, from this process.
    """

    def __init__(self, database: Path, *arguments: str) -> None:
        """``arguments``: further words for ``posapp hub serve``."""
        self._database = as_text(database)
        self._arguments = arguments
        self._port = 0
        self._process: subprocess.Popen[str] | None = None
        self.url = ""
        self.hub = open_hub(Settings(self._database))

    def start(self) -> Self:
        """Start the process and wait until it answers.

        Raises:
            RuntimeError: it ended instead.
        """
        command = [sys.executable, "-m", "posapp", "hub", "serve"]
        place = ["--database", self._database, "--port", str(self._port)]
        self._process = subprocess.Popen(
            [*command, *place, *self._arguments], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the centre ended with {self._process.wait(START_S)}")
        self.url = json.loads(line)["url"]
        self._port = int(self.url.rsplit(":", 1)[1])
        return self

    def stop(self) -> None:
        """Stop the process, as a system does when it shuts down; the data stays."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP_S)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def is_killed(self) -> None:
        """End the process as kill -9 does, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self.stop()

    def close(self) -> None:
        """Stop, and let go of the database."""
        self.stop()
        self.hub.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def enrolment_code(self, store: str) -> str:
        """A one-time code that lets one register into this store."""
        return self.hub.write(lambda db: registers.make_code(db, self.hub, store))

    def qr(self, customer: str, store: str = "", age_s: float = 0) -> str:
        """What the customer's phone shows now, or showed some seconds ago; for one store
        only, or for any."""
        then = replace(self.hub, clock=lambda: self.hub.clock() - timedelta(seconds=age_s))
        return then.write(lambda db: tokens.issue(db, then, customer, store))

    def customer(self, customer: str) -> Customer:
        return self._read(lambda db: customers.read(db, customer))

    def customer_ids(self) -> tuple[str, ...]:
        """Everybody whom the centre knows."""
        wanted = select(customer_tables.customers.c.id)
        return self._read(lambda db: tuple(db.scalars(wanted)))

    def open_carts(self, customer: str) -> tuple[WebCart, ...]:
        return self._read(lambda db: carts.open_of(db, self.hub, customer))

    def cart(self, cart: str) -> WebCart:
        return self._read(lambda db: carts.read(db, self.hub, cart))

    def edits_on_phone(self, cart: str, sku: str, quantity: int) -> None:
        """The customer adds pieces, or takes some away when ``quantity`` is negative."""
        kind = OperationKind.ADD if quantity > 0 else OperationKind.SUB
        edit = Operation(self.hub.new_id(), kind, sku, abs(quantity))
        self.hub.write(lambda db: cart_edits.apply(db, self.hub, cart, [edit]))

    def order(self, number: str) -> Order:
        """By order or receipt number."""
        return self._read(lambda db: orders.read(db, number))

    def sales(self, register: str = "") -> tuple[Sale, ...]:
        """Every recorded sale, in the order of its registers' journals."""
        table = sale_tables.sales
        wanted = select(table.c.document).order_by(table.c.register, table.c.number)
        if register:
            wanted = wanted.where(table.c.register == register)
        return tuple(self._read(lambda db: db.scalars(wanted).all()))

    def conflicts(self) -> int:
        """Sales that did not fit what the centre knew, for people to look into."""
        count = select(func.count()).select_from(sale_tables.conflicts)
        return self._read(lambda db: db.scalar(count)) or 0

    def finds_short(self, sale: Sale) -> None:
        """It turns out that there was no piece of the first thing sold."""
        short = [stock.Pieces(sale.lines[0].sku, sale.store, 1)]
        now = self.hub.clock()
        self.hub.write(lambda db: stock.fell_short(db, short, sale.id, now))

    def pieces(self, sku: str, store: str) -> int:
        """On hand there, reserved or not."""
        levels = self._read(lambda db: stock.levels(db, [sku], self.hub.clock()))
        return sum(level.on_hand for level in levels if level.location == store)

    def open_reservations(self) -> int:
        count = select(func.count()).where(reservations.c.state == "open")
        return self._read(lambda db: db.scalar(count)) or 0

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self.hub.read(work)

"""Registers on real databases; the centre is away unless a test brings one."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from uuid6 import uuid7

from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.contract import wire
from posapp.database.engine import as_text
from posapp.devices.drawer import PrinterDrawer
from posapp.devices.printer import NoPrinter, TcpPrinter
from posapp.devices.receipts import Paper
from posapp.devices.terminal import NoTerminal
from posapp.devices.terminal_tcp import TcpTerminal
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.qa.printer import PrinterSimulator
from posapp.qa.terminal import TerminalSimulator
from posapp.services.register import Current, Register, close_register
from posapp.store import catalogue, settings, shops
from posapp.store.books import Books, open_books
from posapp.store.sealing import Seal
from tests.services.shop import PRODUCTS, SHOP, START, STORE
from tests.store import shelf

if TYPE_CHECKING:
    from tests.hub.conftest import Centre
    from tests.services.centre import Counter

SEAL = Seal(b"s" * 32)

# No test writes into the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@dataclass
class Clock:
    """The register's clock, moved by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


def fill(books: Books, products: tuple[Product, ...] = PRODUCTS) -> None:
    """Bring a small catalogue down, as sync does."""
    documents = [wire.canonical(product) for product in products]
    with books.catalogue.writing() as db:
        catalogue.begin(db)
        page = catalogue.Arrived(products, documents, "c", "", len(products), "0")
        catalogue.load(db, page)
        catalogue.finish(db)


def nowhere() -> str:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def make_register(folder: Path, clock: Callable[[], datetime]) -> Register:
    """A register whose centre is away, without printer or terminal."""
    books = open_books(folder)
    with books.journal.writing() as db:
        shops.put(db, SHOP, clock(), SEAL)
        if not settings.get(db, settings.SALT):
            settings.put(db, settings.SALT, "salt")
    with books.catalogue.reading() as db:
        empty = not shelf.products(db)
    if empty:
        fill(books)
    return Register(
        id="r-3",
        label="3",
        store_id=STORE,
        epoch=1,
        folder=folder,
        books=books,
        central=Central(nowhere(), Identity("r-3", secrets.token_bytes(32))),
        printer=NoPrinter(),
        paper=Paper(),
        drawer=PrinterDrawer(NoPrinter()),
        terminal=NoTerminal(),
        seal=SEAL,
        clock=clock,
        new_id=lambda: str(uuid7()),
        current=Current(SHOP, clock()),
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(tmp_path: Path, clock: Clock) -> Iterator[Register]:
    register = make_register(tmp_path / "register", clock)
    yield register
    close_register(register)


@pytest.fixture
def printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@pytest.fixture
def printing(register: Register, printer: PrinterSimulator) -> Register:
    """The register with a printer and a drawer."""
    transport = TcpPrinter("127.0.0.1", printer.port, answer_s=1.0, print_s=2.0)
    return replace(register, printer=transport, drawer=PrinterDrawer(transport))


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    with TerminalSimulator() as simulator:
        yield simulator


@pytest.fixture
def charging(register: Register, terminal: TerminalSimulator) -> Register:
    """The register with a card terminal."""
    return replace(register, terminal=TcpTerminal("127.0.0.1", terminal.port, charge_s=5.0))


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A real centre; each counter gets a store of its own in it."""
    from posapp.database.engine import Database
    from posapp.hub.settings import Settings
    from posapp.hub.tables import metadata
    from tests.hub.conftest import running

    url = as_text(tmp_path_factory.mktemp("hub") / "hub.db")
    database = Database(url)
    metadata.create_all(database.engine)
    database.close()
    with running(Settings(url)) as centre:
        yield centre


@pytest.fixture
def here(centre: Centre, tmp_path: Path) -> Iterator[Counter]:
    """A register at the centre, let in by its own enrolment."""
    from tests.services.centre import counter

    with counter(centre, tmp_path / "register") as made:
        yield made


@pytest.fixture
def ana(centre: Centre) -> Customer:
    """A customer of the chain with a phone and an e-mail address of her own."""
    from tests.hub.store import make_customer, new_id

    number = f"+3934712{int(new_id()[:6], 16) % 100_000:05}"
    return make_customer(centre.hub, "Ana Kovač", number, f"{new_id()}@example.org")

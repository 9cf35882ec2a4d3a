"""What all examples share: a centre of two processes, the line to it, a terminal; and for each
example a store, a register, a customer and goods of its own."""

from __future__ import annotations

import os
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, insert

from posapp.database.engine import as_text
from posapp.domain.catalogue import Product
from posapp.domain.money import Money
from posapp.domain.people import Clerk, Role
from posapp.domain.webcart import Operation, OperationKind
from posapp.hub import cart_edits, carts, catalogue, gift_cards, promotions, stock
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.settings import Settings
from posapp.hub.tables import chain, metadata
from posapp.qa.network import Line
from posapp.qa.terminal import TerminalSimulator
from posapp.services import enrolling
from posapp.services.keeping import new_key
from posapp.store.books import open_books
from tests.hub.conftest import running
from tests.hub.shopping import TAX
from tests.hub.store import Store, make_customer, make_store, new_id

KINDS = 3  # of goods
RECEIVED = 9  # pieces of each
GIFT = Money(20_00)


@dataclass
class Clock:
    """The register's: runs, and jumps when somebody sets it."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True)
class Shop:
    """One example's: nobody else sells here.

    Attributes:
        folder: the register's data. ``gift``: number of a gift card of ``GIFT``.
        cart: id of the customer's online cart, with one piece of the first product.
    """

    store: Store
    register: str
    folder: Path
    clerk: Clerk
    goods: tuple[Product, ...]
    customer: str
    cart: str
    gift: str


@dataclass
class Scene:
    """Attributes:
    urls: of two processes of one centre; the line leads to one of them.
    """

    hub: Hub
    urls: tuple[str, str]
    line: Line
    terminal: TerminalSimulator
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def shop(self) -> Shop:
        """A store with goods and a register that has never sold."""
        store = make_store(self.hub)
        folder = self.folder / f"register-{next(self.numbers)}"
        shutil.copytree(self.folder / "template", folder)
        register = self._enrolled(store, folder)
        ana, gift = make_customer(self.hub), f"G{new_id()[:12]}"
        goods = tuple(
            Product(f"C{n}-{new_id()}", "Thing", Money(900 + 250 * n), on_hand=RECEIVED)
            for n in range(KINDS)
        )

        def put(db: Connection) -> str:
            catalogue.put_products(db, list(goods))
            pieces = [stock.Pieces(product.sku, store.id, RECEIVED) for product in goods]
            stock.receive(db, pieces, f"d-{store.id}", self.hub.clock())
            gift_cards.put_cards(db, [gift_cards.GiftCard(gift, GIFT)])
            cart = carts.create(db, self.hub, ana.id)
            first = Operation(f"first-{cart}", OperationKind.ADD, goods[0].sku, 1)
            cart_edits.apply(db, self.hub, cart, (first,))
            return cart

        cart = self.hub.write(put)
        clerk = Clerk(store.clerk, "Mira", Role.CLERK, "")
        return Shop(store, register, folder, clerk, goods, ana.id, cart, gift)

    def behaves(self) -> None:
        """The line as it is on a good day."""
        self.line.behaves()
        self.line.comes_back()
        self.line.moves_to(self.urls[0])

    def _enrolled(self, store: Store, folder: Path) -> str:
        """Let the register of this folder into the chain, as enrolment would."""
        name = f"r{new_id()}"
        row = {
            "id": name,
            "store": store.id,
            "label": "3",
            "name": "Chance",
            "public_key": b64decode(new_key(folder)),
            "epoch": 1,
            "enrolled_at": self.hub.clock(),
        }
        self.hub.write(lambda db: db.execute(insert(chain.registers), row))
        where = enrolling.Settings(
            self.line.url, name, store.id, "3", 1, terminal=self.terminal.address
        )
        enrolling.save(folder, where)
        return name


@contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    """Everything that examples share."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    settings = Settings(as_text(folder / "hub.db"), part_budget_s=15)
    with ExitStack() as open_things:
        first = open_hub(settings)
        metadata.create_all(first.database.engine)
        first.close()
        here, there = (open_things.enter_context(running(settings)) for _ in range(2))
        line = open_things.enter_context(Line(here.url))
        terminal = open_things.enter_context(TerminalSimulator())
        here.hub.write(lambda db: promotions.put_tax_rules(db, TAX))
        open_books(folder / "template").close()
        yield Scene(here.hub, (here.url, there.url), line, terminal, folder)
        for hub in (here.hub, there.hub):
            hub.close()

"""A register with real books on a real centre, and a line between them that can be cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.database.engine import as_text
from posapp.domain.errors import PosError
from posapp.hub.app import open_hub
from posapp.hub.settings import Settings
from posapp.hub.tables import metadata
from posapp.services.link import LinkState
from posapp.services.register import Current, Register, close_register
from posapp.store import shops
from tests.hub.conftest import Centre, running
from tests.hub.shopping import Shopping, make_shopping
from tests.hub.store import make_store
from tests.services.conftest import Clock, make_register


@dataclass
class Line:
    """The line to the centre: everything goes through until it is told otherwise.

    Attributes:
        asked: names of the operations asked for. ``fails``: operation to the error it meets;
            ``after_effect``: the error comes although the centre has done it.
    """

    central: Central
    asked: list[str] = field(default_factory=list)
    fails: dict[str, PosError] = field(default_factory=dict)
    after_effect: bool = False

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.central, name)
        if name == "now":  # asks nobody
            return real

        def ask(*args: Any) -> Any:
            self.asked.append(name)
            error = self.fails.get(name)
            if error and not self.after_effect:
                raise error
            answer = real(*args)
            if error:
                raise error
            return answer

        return ask


def link(register: Register) -> LinkState:
    """What the badge says now."""
    return register.current.link.state


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    url = as_text(tmp_path_factory.mktemp("hub") / "hub.db")
    hub = open_hub(Settings(url))
    metadata.create_all(hub.database.engine)
    hub.close()
    with running(Settings(url)) as centre:
        yield centre


@pytest.fixture
def shopping(centre: Centre) -> Shopping:
    """A store of its own at the centre, with an enrolled register."""
    store = make_store(centre.hub)
    return make_shopping(centre, store, store.register(centre.hub, centre.url))


@pytest.fixture
def line(shopping: Shopping) -> Iterator[Line]:
    key = shopping.register.key
    assert key is not None
    identity = Identity(shopping.register.id, key.private_bytes_raw())
    central = Central(shopping.centre.url, identity)
    yield Line(central)
    central.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(
    tmp_path: Path, clock: Clock, shopping: Shopping, line: Line
) -> Iterator[Register]:
    """The same register, at the counter: an empty catalogue and the centre's profile."""
    made = make_register(tmp_path / "register", clock)
    made.central.close()
    with made.books.catalogue.writing() as db:
        db.exec_driver_sql("UPDATE catalogue_state SET complete = 0, changes_cursor = ''")
        db.exec_driver_sql("DELETE FROM product_1")
        db.exec_driver_sql("INSERT INTO words_1(words_1) VALUES('delete-all')")
    shop = line.central.shop()
    assert shop is not None
    with made.books.journal.writing() as db:
        shops.put(db, shop, clock(), made.seal)
    register = replace(
        made,
        id=shopping.register.id,
        label=shopping.register.id,
        store_id=shopping.store.id,
        central=line,
        current=Current(shop, clock()),
    )
    yield register
    close_register(register)

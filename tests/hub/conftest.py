"""A real centre on each database, over real HTTP; each test makes a store of its own in it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest
import uvicorn

from posapp.database.engine import as_text
from posapp.domain.customer import Customer
from posapp.hub.app import create_app, open_hub
from posapp.hub.hub import Hub
from posapp.hub.serving import LIMITS
from posapp.hub.settings import Settings
from posapp.hub.tables import metadata
from tests.hub.client import Client
from tests.hub.store import Store, make_customer, make_store
from tests.postgresql import fresh_database


@dataclass(frozen=True)
class Centre:
    """A running hub and where it answers."""

    hub: Hub
    url: str


class _Server(uvicorn.Server):
    """Says when it is ready, so that nobody has to look again and again."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def running(settings: Settings) -> Iterator[Centre]:
    """A hub on a free loopback port, in a thread of this process."""
    hub = open_hub(settings)
    app = create_app(settings, hub)
    config = uvicorn.Config(app, log_config=None, **LIMITS)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = _Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        assert server.ready.wait(30)
        try:
            yield Centre(hub, f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(30)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty database with the tables of the centre, shared by all tests; a new one when
    the tests come back from the other kind, in whatever order they run."""
    with ExitStack() as kept:
        if request.param == "sqlite":
            url = as_text(tmp_path_factory.mktemp("hub") / "hub.db")
        else:
            server = request.getfixturevalue("postgresql_url")
            url = kept.enter_context(fresh_database(server))
        hub = open_hub(Settings(url))
        metadata.create_all(hub.database.engine)
        hub.close()
        yield url


@pytest.fixture(scope="session")
def centre(database_url: str) -> Iterator[Centre]:
    """With patience: machines are slow, and tests of all kinds guess from one place."""
    with running(Settings(database_url, part_budget_s=15, guesses_per_minute=10_000)) as centre:
        yield centre


@pytest.fixture
def store(centre: Centre) -> Store:
    """A store nobody else has, with a clerk."""
    return make_store(centre.hub)


@pytest.fixture
def register(centre: Centre, store: Store) -> Client:
    """An enrolled register of ``store``."""
    return store.register(centre.hub, centre.url)


@pytest.fixture
def ana(centre: Centre) -> Customer:
    """A customer whom nobody has looked at yet."""
    return make_customer(centre.hub)

"""Where duels are fought: a real centre, and a line that loses a fifth of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.exc import IntegrityError

from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.database.engine import as_text
from posapp.domain.errors import Unreachable
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.settings import Settings
from posapp.hub.tables import metadata
from posapp.qa.faults import Fault, Mischief
from posapp.qa.network import Line
from tests import postgresql
from tests.hub.client import Client
from tests.hub.conftest import Centre, running
from tests.hub.shopping import Shopping, make_shopping
from tests.hub.store import Store, make_store

T = TypeVar("T")
LOST = 0.2  # of the answers
TRIES = 40
NO_LIMIT = 10**9


class NeverAnswered(Exception):
    """However often it was asked."""


@dataclass(frozen=True)
class Counter:
    """A register as the centre knows it; it and its own client ask over the bad line."""

    shop: Shopping
    signing: Client
    central: Central


@dataclass(frozen=True)
class Arena:
    """The centre, the address over the bad line, and two counters of one store."""

    hub: Hub
    url: str
    counters: tuple[Counter, Counter]

    @property
    def shop(self) -> Shopping:
        return self.counters[0].shop


@contextmanager
def arena(database_url: str, seed: int) -> Iterator[Arena]:
    """Make one on an empty database."""
    hub = open_hub(Settings(database_url))
    metadata.create_all(hub.database.engine)
    hub.close()
    with ExitStack() as open_things:
        busy = Settings(database_url, page_per_minute=NO_LIMIT)
        where = open_things.enter_context(running(busy))
        line = open_things.enter_context(Line(where.url))
        store = make_store(where.hub)
        first, second = (_counter(where, store, line.url, open_things) for _ in range(2))
        line.misbehaves(Mischief(seed, LOST, (Fault.CUT_AFTER,)))
        yield Arena(where.hub, line.url, (first, second))
        where.hub.close()


def _counter(where: Centre, store: Store, url: str, open_things: ExitStack) -> Counter:
    client = store.register(where.hub, where.url)
    assert client.key is not None
    central = Central(url, Identity(client.id, client.key.private_bytes_raw()))
    open_things.callback(central.close)
    signing = Client(url, client.id, client.key)
    open_things.callback(signing.http.close)
    return Counter(make_shopping(where, store, client), signing, central)


@contextmanager
def database(folder: Path, backend: str) -> Iterator[str]:
    """The URL of an empty database on ``sqlite`` or ``postgresql``."""
    if backend == "sqlite":
        yield as_text(folder / "hub.db")
    else:
        with postgresql.server() as url:
            yield url


def persistently(ask: Callable[[], T]) -> T:
    """The answer, asked for again as long as it is lost; a refusal is an answer.

    Raises:
        NeverAnswered: it was lost too often.
    """
    for _ in range(TRIES):
        try:
            return ask()
        except Unreachable:
            continue
    raise NeverAnswered


def together(*work: Callable[[], None]) -> list[str]:
    """Let them all work at the same time; what went wrong, in words."""
    with ThreadPoolExecutor(len(work)) as pool:
        doing = [pool.submit(each) for each in work]
    broken = []
    for each in doing:
        try:
            each.result()
        except NeverAnswered:
            broken.append("never answered, however often it was asked")
        except IntegrityError as error:
            broken.append(f"only the database itself refused it: {error.orig}")
    return broken


@contextmanager
def planted(
    faults: dict[str, Callable[[pytest.MonkeyPatch], None]], name: str
) -> Iterator[None]:
    """Plant a fault in this process, and take it out again; none for no name."""
    with pytest.MonkeyPatch.context() as patch:
        if name:
            faults[name](patch)
        yield

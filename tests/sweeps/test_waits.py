"""What the sweep of the window counts as held up, and what a busy computer does to it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event, Thread, get_ident

import pytest

from posapp.database.engine import Database
from posapp.ui.watchdog import stack_of
from tests.sweeps.steady.planted import LONG
from tests.sweeps.steady.waits import Waits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc")
HELD_S = 0.3


@dataclass
class Late:
    """An event loop that is away all the while."""

    late_s: float = 1.0
    thread: int = field(default_factory=get_ident)

    @property
    def stack(self) -> str:
        return stack_of(self.thread)


@pytest.fixture
def blocks() -> Iterator[list[str]]:
    """Where this thread was held up."""
    told: list[str] = []
    waits = Waits(Late(), told.append)
    yield told
    waits.stop()


@pytest.fixture
def database() -> Iterator[Database]:
    made = Database("sqlite:///:memory:")
    yield made
    made.close()


def asks(database: Database, question: str) -> None:
    with database.reading() as db:
        db.exec_driver_sql(question).all()


def test_a1_a_wait_for_the_network_is_told_once(blocks: list[str]) -> None:
    near, far = socket.socketpair()
    with near, far:
        late = Thread(target=lambda: (Event().wait(HELD_S), far.send(b"x")))
        late.start()
        with near.makefile("rb") as wire:
            wire.read(1)
        late.join()
    assert len(blocks) == 1
    assert "in readinto" in blocks[0]


def test_a1_a_query_that_looks_through_everything_is_told(
    blocks: list[str], database: Database
) -> None:
    asks(database, LONG)
    assert len(blocks) == 1
    assert "in do_execute" in blocks[0]


def somebody_else_computes(database: Database) -> None:
    """A thread that keeps Python to itself: what this one asks waits, and not for a disk."""
    other = Thread(target=lambda: max(range(6_000_000)))
    other.start()
    while other.is_alive():
        asks(database, "SELECT 1")


def it_computes_itself(_database: Database) -> None:
    max(n * n % 7 for n in range(1_500_000))


@pytest.mark.parametrize("act", [somebody_else_computes, it_computes_itself])
def test_a_busy_computer_is_no_wait(
    blocks: list[str], database: Database, act: Callable[[Database], None]
) -> None:
    act(database)
    assert blocks == []

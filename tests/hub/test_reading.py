"""The parts of a visit: read by one thread while all goes well, and each for itself else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from posapp.contract.problems import Problem
from posapp.hub import reading
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.reading import THREADS, Reading
from tests.hub.conftest import Centre

Read = Callable[[Connection], str]


@contextmanager
def threads_of_its_own(centre: Centre, budget_s: float = 15) -> Iterator[Hub]:
    settings = replace(centre.hub.settings, part_budget_s=budget_s)
    hub = replace(centre.hub, settings=settings, parts={})
    try:
        yield hub
    finally:
        for pool in hub.parts.values():
            pool.shutdown()


@contextmanager
def hanging() -> Iterator[Read]:
    """A part that hangs until everything else has been tried."""
    over = threading.Event()

    def read(_db: Connection) -> str:
        over.wait(60)
        return "late"

    try:
        yield read
    finally:
        over.set()


def test_parts_share_a_thread_and_a_transaction_while_all_goes_well(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE_S", 15)
    seen: list[tuple[int, int]] = []

    def note(db: Connection) -> str:
        seen.append((threading.get_ident(), id(db)))
        return "read"

    with threads_of_its_own(centre) as hub:
        visit = Reading(hub)
        visit.start(carts=note, promises=note, orders=note)
        found = [visit.finish(name, "") for name in ("carts", "promises", "orders")]
    assert found == ["read"] * 3
    assert len(seen) == 3
    assert len(set(seen)) == 1
    assert [part.error for part in visit.parts] == ["", "", ""]


def test_a_part_that_hangs_holds_up_none_that_waits_behind_it(centre: Centre) -> None:
    with threads_of_its_own(centre) as hub, hanging() as hangs:
        visit = Reading(hub)
        visit.start(orders=hangs, carts=lambda _db: "carts")
        assert visit.finish("carts", "") == "carts"
        assert [part.error for part in visit.parts] == [""]


def test_visits_that_hang_leave_threads_for_the_parts_of_the_next_one(centre: Centre) -> None:
    with threads_of_its_own(centre) as hub, hanging() as hangs:
        for _ in range(THREADS + 1):
            Reading(hub).start(orders=hangs)
        visit = Reading(hub)
        visit.start(carts=lambda _db: "carts")
        assert visit.finish("carts", "") == "carts"


def test_a_part_that_breaks_ends_the_transaction_and_the_rest_has_the_next_one(
    centre: Centre,
) -> None:
    with threads_of_its_own(centre) as hub:
        visit = Reading(hub)
        visit.start(
            orders=lambda db: db.scalar(text("SELECT nothing FROM nowhere")),
            carts=lambda db: db.scalar(text("SELECT 'carts'")),
        )
        assert visit.finish("orders", "none") == "none"
        assert visit.finish("carts", "") == "carts"
        assert [part.error for part in visit.parts] == ["broken", ""]


def test_a_bug_in_a_part_is_no_part_that_is_broken(centre: Centre) -> None:
    def wrong(_db: Connection) -> str:
        raise ZeroDivisionError

    with threads_of_its_own(centre) as hub:
        visit = Reading(hub)
        visit.start(orders=wrong)
        with pytest.raises(ZeroDivisionError):
            visit.finish("orders", "")


def test_without_the_customer_there_is_no_visit_and_the_register_asks_again(
    centre: Centre,
) -> None:
    with threads_of_its_own(centre, budget_s=0.05) as hub, hanging() as hangs:
        visit = Reading(hub)
        visit.start(customer=hangs)
        with pytest.raises(Refusal) as refused:
            visit.must("customer")
    assert refused.value.problem is Problem.BUSY

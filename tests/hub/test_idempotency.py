"""S1 at the centre: what was asked once is done once and answered alike for ever."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import OperationalError

from posapp.contract import paths, wire
from posapp.contract.messages import CustomerReply, NewCustomer
from posapp.contract.problems import Problem
from posapp.database import engine
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.idempotency import idempotent
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import enrolment_codes
from posapp.hub.tables.customers import customers
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.store import Store, new_id


def a_customer(store: Store) -> NewCustomer:
    return NewCustomer(f"k{new_id()}", "Ida", "", "", "it", "IT", (), store.clerk)


def mark(hub: Hub, store: Store, name: str) -> Any:
    """An effect that can be counted: one more row."""

    def effect(db: Connection) -> str:
        row = {"digest": f"{name}{new_id()[:8]}", "store": store.id, "expires_at": hub.clock()}
        db.execute(insert(enrolment_codes).values(row))
        return name

    return effect


def marks(hub: Hub, name: str) -> int:
    with hub.database.reading() as db:
        mine = enrolment_codes.c.digest.startswith(name)
        return db.scalar(select(func.count()).where(mine)) or 0


def test_s1_same_key_and_body_is_the_stored_answer_for_ever(
    centre: Centre, store: Store, register: Client
) -> None:
    asked = a_customer(store)
    first = register.post(paths.CUSTOMERS, asked)
    with centre.hub.database.writing() as db:
        mine = customers.c.id == asked.id
        db.execute(customers.update().where(mine).values(name="changed since"))
    assert register.post(paths.CUSTOMERS, asked).content == first.content


def test_s1_same_key_with_another_body_is_refused(store: Store, register: Client) -> None:
    asked = a_customer(store)
    read(register.post(paths.CUSTOMERS, asked), CustomerReply)
    answer = register.post(paths.CUSTOMERS, replace(asked, name="Somebody else"))
    assert (answer.status_code, problem(answer).code) == (422, "key_reused")


def test_s1_key_of_a_write_is_the_id_in_its_body(store: Store, register: Client) -> None:
    asked = a_customer(store)
    for key in ("", "another", "x" * 65):
        answer = register.post(paths.CUSTOMERS, asked, key=key)
        assert problem(answer).code == "invalid"


def test_s1_captured_write_played_again_changes_nothing(
    centre: Centre, store: Store, register: Client
) -> None:
    asked = a_customer(store)
    body = wire.encode(asked)
    headers = {
        **register.authorization("POST", paths.CUSTOMERS, body),
        "Idempotency-Key": asked.id,
    }
    url = register.url + paths.CUSTOMERS
    answers = [register.http.post(url, body, headers=headers, timeout=10) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    with centre.hub.database.reading() as db:
        assert db.scalar(select(func.count()).where(customers.c.id == asked.id)) == 1


def test_s1_keys_of_two_registers_do_not_meet(centre: Centre, store: Store) -> None:
    name, hub = new_id(), centre.hub
    for register in ("one", "two"):
        idempotent(hub, register, name, b"x", mark(hub, store, name))
    assert marks(hub, name) == 2


def test_s1_refused_write_leaves_nothing_and_may_be_asked_again(
    centre: Centre, store: Store
) -> None:
    name, hub = new_id(), centre.hub
    effect = mark(hub, store, name)

    def refused(db: Connection) -> str:
        effect(db)
        raise Refusal(Problem.STOCK_CHANGED)

    with pytest.raises(Refusal):
        idempotent(hub, "r", name, b"x", refused)
    assert marks(hub, name) == 0
    assert idempotent(hub, "r", name, b"x", effect) == wire.encode(name)
    assert marks(hub, name) == 1


def test_s1_write_in_flight_is_told_to_come_back(centre: Centre, store: Store) -> None:
    name, hub = new_id(), centre.hub
    effect, started, go_on = mark(hub, store, name), threading.Event(), threading.Event()

    def slow(db: Connection) -> Any:
        started.set()
        assert go_on.wait(10)
        return effect(db)

    with ThreadPoolExecutor(1) as other:
        first = other.submit(idempotent, hub, "r", name, b"x", slow)
        assert started.wait(10)
        with pytest.raises(Refusal) as refusal:
            idempotent(hub, "r", name, b"x", effect)
        go_on.set()
        assert first.result(10) == wire.encode(name)
    assert refusal.value.problem is Problem.IN_FLIGHT
    assert refusal.value.response.status_code == 409
    assert refusal.value.response.headers["Retry-After"] == "1"
    assert marks(hub, name) == 1


def test_s1_two_processes_that_do_the_same_at_once_do_it_once(
    centre: Centre, store: Store
) -> None:
    """Another hub on the same database stands for the other process."""
    other = open_hub(centre.hub.settings)
    names = [new_id() for _ in range(10)]
    try:
        for name in names:
            both = threading.Barrier(2)

            def ask(hub: Hub, name: str = name, both: threading.Barrier = both) -> bytes:
                both.wait(10)
                return idempotent(hub, "r", name, b"x", mark(hub, store, name))

            with ThreadPoolExecutor(2) as pool:
                assert set(pool.map(ask, (centre.hub, other))) == {wire.encode(name)}
    finally:
        other.close()
    assert {marks(centre.hub, name) for name in names} == {1}


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_s1_transaction_that_the_database_asks_to_repeat_is_repeated(
    centre: Centre, store: Store, state: str
) -> None:
    name, hub, tries = new_id(), centre.hub, []
    effect = mark(hub, store, name)

    class Conflict(Exception):
        sqlstate = state

    def unlucky(db: Connection) -> Any:
        done = effect(db)
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("…", {}, Conflict())
        return done

    assert idempotent(hub, "r", name, b"x", unlucky) == wire.encode(name)
    assert (len(tries), marks(hub, name)) == (3, 1)


def test_database_that_stays_locked_is_busy_and_no_bug(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    hasty = open_hub(centre.hub.settings)

    def lock(db: Connection) -> None:
        if db.dialect.name == "postgresql":
            db.execute(text("SET LOCAL lock_timeout = 50"))
            db.execute(text("LOCK TABLE look IN EXCLUSIVE MODE"))

    with centre.hub.database.writing() as holding:
        lock(holding)
        with pytest.raises(Refusal) as refusal:
            hasty.write(lock)
    hasty.close()
    assert refusal.value.problem is Problem.BUSY
    assert refusal.value.response.status_code == 503

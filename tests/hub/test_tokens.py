"""The customer's QR at the centre."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from posapp.contract import paths
from posapp.contract.messages import How, Opening
from posapp.contract.signing import read_token, token_text
from posapp.database.engine import as_text
from posapp.domain.customer import Customer
from posapp.domain.visit import Visit
from posapp.hub import cli, tokens
from posapp.hub.app import open_hub
from posapp.hub.settings import Settings
from posapp.hub.tables.base import metadata
from posapp.hub.tables.chain import token_keys
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.store import Store, make_store, new_id


class Undone(Exception):
    """What a test did is not to stay."""


def token_for(centre: Centre, customer: Customer, store: str = "", age_s: float = 0) -> str:
    """A QR that was issued some seconds ago."""
    clock = centre.hub.clock
    then = replace(centre.hub, clock=lambda: clock() - timedelta(seconds=age_s))
    return then.read(lambda db: tokens.issue(db, then, customer.id, store))


def opening(store: Store, token: str) -> Opening:
    return Opening(f"v{new_id()}", How.QR, store.clerk, token)


def test_scanned_qr_opens_the_visit_of_its_customer(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    asked = opening(store, token_for(centre, ana))
    visit = read(register.post(paths.VISITS, asked), Visit)
    assert (visit.id, visit.customer) == (asked.id, ana)


def test_qr_fits_version_6(centre: Centre, ana: Customer) -> None:
    assert len(token_for(centre, ana)) <= 154


def test_qr_is_used_up_in_a_store(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    token = token_for(centre, ana)
    read(register.post(paths.VISITS, opening(store, token)), Visit)
    again = register.post(paths.VISITS, opening(store, token))
    assert (again.status_code, problem(again).code) == (410, "token_used")
    neighbour = store.register(centre.hub, centre.url)
    assert problem(neighbour.post(paths.VISITS, opening(store, token))).code == "token_used"


def test_repeated_opening_redeems_nothing_twice(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    asked = opening(store, token_for(centre, ana))
    first = read(register.post(paths.VISITS, asked), Visit)
    for _ in range(4):
        assert read(register.post(paths.VISITS, asked), Visit).customer == first.customer


def test_qr_for_any_store_is_good_once_in_each(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    token, other = token_for(centre, ana), make_store(centre.hub)
    read(register.post(paths.VISITS, opening(store, token)), Visit)
    elsewhere = other.register(centre.hub, centre.url)
    read(elsewhere.post(paths.VISITS, opening(other, token)), Visit)


def test_qr_for_one_store_is_good_there_alone(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    other = make_store(centre.hub)
    token = token_for(centre, ana, other.id)
    assert problem(register.post(paths.VISITS, opening(store, token))).code == (
        "token_wrong_store"
    )
    there = other.register(centre.hub, centre.url)
    read(there.post(paths.VISITS, opening(other, token)), Visit)


@pytest.mark.parametrize(("age_s", "good"), [(0, True), (59, True), (67, False), (-7, False)])
def test_qr_is_good_for_a_minute(
    centre: Centre, store: Store, register: Client, ana: Customer, age_s: float, good: bool
) -> None:
    answer = register.post(paths.VISITS, opening(store, token_for(centre, ana, age_s=age_s)))
    assert answer.status_code == (200 if good else 410)
    if not good:
        assert problem(answer).code == "token_too_old"


def test_damaged_qr_is_told_apart(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    good = token_for(centre, ana)
    _, payload, signature = read_token(good)
    changed = bytes([*payload[:2], payload[2] ^ 1, *payload[3:]])
    for bad in (
        good[:-3],
        good + "AB",
        "P1:",
        "hello",
        "P1:" + "é" * 100,
        "P1:" + "9" * 10_000,
        token_text(changed, signature),
        token_text(payload, bytes(64)),
        token_text(bytes([1, 250, *payload[2:]]), signature),
    ):
        answer = register.post(paths.VISITS, opening(store, bad))
        assert (answer.status_code, problem(answer).code) == (400, "token_damaged"), bad[:20]


def test_qr_of_a_retired_key_is_damaged(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    hub = centre.hub
    number = hub.write(lambda db: tokens.make_key(db, hub))
    token = token_for(centre, ana)
    assert read_token(token)[0].key == number
    hub.write(lambda db: tokens.retire_key(db, hub, number))
    answer = register.post(paths.VISITS, opening(store, token))
    assert problem(answer).code == "token_damaged"


def test_p6_a_key_that_was_stolen_is_renewed_and_retired_by_a_command(
    database_url: str, centre: Centre, ana: Customer, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> list[int] | None:
        done = cli.main(["qr-key", "--database", database_url, *words])
        told = capsys.readouterr()
        assert not done or told.err
        keys: list[int] | None = None if done else json.loads(told.out)["keys"]
        return keys

    old = read_token(token_for(centre, ana))[0].key
    both = run() or []
    new = both[-1]
    assert old in both
    assert read_token(token_for(centre, ana))[0].key == new
    others = [run("--retire", str(key)) for key in both[:-1]]
    assert others[-1] == [new]
    assert run("--retire", str(new)) is None
    assert run("--retire", str(old)) is None
    assert read_token(token_for(centre, ana))[0].key == new


def test_p6_keys_are_renewed_beyond_the_last_number_that_a_qr_can_name(
    centre: Centre, ana: Customer
) -> None:
    """The number that was retired first is taken again, and none that is still believed."""
    hub = centre.hub
    with suppress(Undone), hub.database.writing() as db:
        db.execute(update(token_keys).values(retired_at=None))
        had = db.execute(select(token_keys)).all()
        row = {**had[0]._mapping}
        free = {*range(1, 256)} - {each.number for each in had}
        db.execute(insert(token_keys), [{**row, "number": each} for each in free])
        for number in (9, 7):
            tokens.retire_key(db, hub, number)
        for number in (9, 7):
            assert tokens.make_key(db, hub) == number
            assert read_token(tokens.issue(db, hub, ana.id))[0].key == number
        assert [key.id for key in tokens.keys(db)][-2:] == ["9", "7"]
        with pytest.raises(tokens.NoNumber):
            tokens.make_key(db, hub)
        raise Undone


def test_renewing_is_refused_in_words_when_every_number_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = as_text(tmp_path / "hub.db")
    monkeypatch.setattr(tokens, "NUMBERS", range(1, 2))
    hub = open_hub(Settings(url))
    metadata.create_all(hub.database.engine)
    hub.close()
    assert [cli.main(["qr-key", "--database", url]) for _ in range(2)] == [0, 1]
    assert "retire old ones first" in capsys.readouterr().err


def test_visit_opens_by_a_qr_or_by_a_customer_and_never_by_both(
    centre: Centre, store: Store, register: Client, ana: Customer
) -> None:
    token = token_for(centre, ana)
    for asked in (
        Opening(new_id(), How.QR, store.clerk),
        Opening(new_id(), How.QR, store.clerk, "", ana.id),
        Opening(new_id(), How.PHONE, store.clerk, token),
        Opening(new_id(), How.QR, store.clerk, token, ana.id),
    ):
        assert problem(register.post(paths.VISITS, asked)).code == "invalid"
    read(register.post(paths.VISITS, opening(store, token)), Visit)

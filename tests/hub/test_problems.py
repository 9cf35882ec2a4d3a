"""Whatever goes wrong is a problem document, and tells nothing that it should not."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import Connection

from posapp.contract import paths
from posapp.contract.messages import Event, EventKind
from posapp.hub import searching
from posapp.hub.auth import check_sane
from posapp.hub.problems import Refusal
from tests.hub.client import Client, problem
from tests.hub.conftest import Centre
from tests.hub.store import NOON, Store


def test_unknown_path_is_not_found(centre: Centre) -> None:
    for target in ("/", "/v1", "/v1/nothing", "/v1/shop/", "/docs", "/openapi.json", "/%00"):
        assert problem(Client(centre.url).get(target)).code == "not_found", target


def test_wrong_method_is_said_to_be_wrong(centre: Centre) -> None:
    answer = Client(centre.url).send("DELETE", paths.SHOP, b"", {})
    assert answer.status_code == 405
    assert problem(answer).code == "method_not_allowed"
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b'{"how":"sms","text":"x","region":"IT","clerk":"c"}',
        b'{"how":"name","text":7,"region":"IT","clerk":"c"}',
        b'{"how":"name","text":"secret-value","region":null,"clerk":"c"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"how":"name","text":"\\ud800","region":"IT","clerk":"c"}',
    ],
)
def test_p1_body_that_is_no_message_is_refused(register: Client, body: bytes) -> None:
    answer = register.send("POST", paths.SEARCH, body, {})
    assert (answer.status_code, problem(answer).code) == (422, "invalid")
    assert "secret-value" not in answer.text


def test_body_that_is_too_large_is_refused(register: Client) -> None:
    answer = register.send("POST", paths.SEARCH, b"x" * (256 * 1024 + 1), {})
    assert (answer.status_code, problem(answer).code) == (413, "too_large")


def test_body_without_a_length_is_bounded_as_well(register: Client) -> None:
    def endless() -> bytes:  # a chunk of it
        return b"x" * 65_536

    answer = register.http.post(
        register.url + paths.SEARCH, data=(endless() for _ in range(40)), timeout=10
    )
    assert problem(answer).code in {"too_large", "unauthorised"}
    assert answer.status_code == 413


@pytest.mark.parametrize("query", ["wait=26", "wait=-1", "wait=x", "wait=nan", "cursor=*"])
def test_question_that_makes_no_sense_is_refused(register: Client, query: str) -> None:
    answer = register.get(f"{paths.EVENTS}?{query}")
    assert (answer.status_code, problem(answer).code) == (422, "invalid")


def test_p3_bug_shows_and_logs_nothing_of_what_was_sent(
    store: Store,
    register: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_db: Connection, asked: object) -> None:
        raise KeyError(f"bug with {asked}")

    monkeypatch.setattr(searching, "search", broken)
    caplog.set_level(logging.INFO)
    body = b'{"how":"name","text":"secret-value","region":"IT","clerk":"c"}'
    answer = register.send("POST", paths.SEARCH, body, {})
    assert (answer.status_code, problem(answer).code) == (500, "internal")
    assert problem(answer).detail == ""
    ours = [record for record in caplog.records if record.name == "posapp.hub"]
    assert ["KeyError" in record.getMessage() for record in ours] == [True]
    assert "test_problems.py" in ours[0].getMessage()
    assert not any("secret-value" in record.getMessage() for record in ours)


@pytest.mark.parametrize(
    "value",
    [
        "a\0b",
        "x" * 20_001,
        2**53 + 1,
        -(2**53) - 1,
        NOON.replace(tzinfo=None),
        NOON.replace(year=1),
        NOON.replace(year=9999),
    ],
)
def test_p1_what_no_column_can_keep_is_refused_wherever_it_stands(value: Any) -> None:
    for message in (value, ("fine", (value,)), Event(EventKind.CART, value)):
        with pytest.raises(Refusal):
            check_sane(message)
    check_sane((NOON, "x" * 20_000, 2**53, None, EventKind.CART, True))

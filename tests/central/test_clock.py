"""S6: the time a request is signed with is the centre's, whatever clock this computer has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from posapp.central.clock import CentreClock
from posapp.central.identity import Identity
from posapp.central.transport import Transport
from posapp.contract import wire
from posapp.contract.problems import ProblemDocument
from tests.central.conftest import Centre

REFUSED = ProblemDocument("clock", 401, "clock", now_s=2_000_000_000)


@pytest.fixture
def talk(centre: Centre, identity: Identity) -> Iterator[Transport]:
    talk = Transport(centre.url, identity, wall=lambda: 86_400.0)
    yield talk
    talk.close()


def signed_at(centre: Centre) -> list[int]:
    found = (re.search(r'at="(\d+)"', asked.headers["Authorization"]) for asked in centre.asked)
    return [int(match[1]) for match in found if match]


def test_s6_refused_for_the_time_is_asked_once_more_by_the_centres(
    centre: Centre, talk: Transport
) -> None:
    centre.answers(REFUSED, 401)
    assert talk.ask("POST", "/v1/sales", b"{}", largest=1_000).status == 401
    first, second = signed_at(centre)
    assert first == 86_400
    assert 0 <= second - 2_000_000_000 < 60
    assert [asked.body for asked in centre.asked] == [b"{}", b"{}"]


def test_s6_what_was_learnt_stays_learnt(centre: Centre, talk: Transport) -> None:
    centre.answers(REFUSED, 401)
    talk.ask("GET", "/", largest=1_000)
    centre.answers(b"{}")
    talk.ask("GET", "/", largest=1_000)
    assert signed_at(centre)[-1] >= 2_000_000_000


@pytest.mark.parametrize("now_s", [-1, 2**41, None])
def test_s6_time_that_cannot_be_is_not_learnt(
    centre: Centre, talk: Transport, now_s: int | None
) -> None:
    centre.answers(ProblemDocument("clock", 401, "clock", now_s=now_s), 401)
    talk.ask("GET", "/", largest=1_000)
    assert set(signed_at(centre)) == {86_400}


@pytest.mark.parametrize("code", ["unauthorised", "revoked", "something"])
def test_other_refusals_are_not_asked_again(centre: Centre, talk: Transport, code: str) -> None:
    centre.answers(ProblemDocument(code, 401, code), 401)
    talk.ask("GET", "/", largest=1_000)
    centre.answers(b"<html>", 401)
    talk.ask("GET", "/", largest=1_000)
    assert len(centre.asked) == 2


def test_s6_setting_the_clock_changes_nothing_once_the_centre_has_spoken() -> None:
    wall, steady = [500.0], [10.0]
    clock = CentreClock(lambda: wall[0], lambda: steady[0])
    assert clock.now_s() == 500
    clock.learn(9_000)
    wall[0], steady[0] = 0.0, 12.5
    assert clock.now_s() == 9_002
    assert wire.encode(clock.now_s()) == b"9002"


def test_s6_clock_before_1970_is_no_reason_to_break() -> None:
    assert CentreClock(lambda: -1e9).now_s() == 0

"""P4, P6: what strangers and registers may take: connections, time, guesses, looks, links."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import requests
from starlette.requests import Request

from posapp.contract import paths
from posapp.contract.messages import Enrolled, How, Opening, Search
from posapp.domain.customer import Customer
from posapp.hub import auth, patience, registers
from posapp.hub.guarding import HEADERS
from posapp.hub.hub import Hub
from posapp.hub.phone import addresses
from posapp.hub.problems import Refusal
from posapp.hub.serving import Discreet
from posapp.hub.settings import Settings
from posapp.hub.tidying import tidy
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre, running
from tests.hub.store import Store, make_store, new_id
from tests.hub.test_phone import phone_of
from tests.hub.test_registers import enrolment

WAIT_S = 30
HEAD = b"GET /v1/capabilities HTTP/1.1\r\nHost: x\r\n"


@contextmanager
def connected(centre: Centre) -> Iterator[socket.socket]:
    host, _, port = centre.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=WAIT_S) as line:
        yield line


def hangs_up(line: socket.socket) -> bool:
    """Whether the other end closes the line instead of answering."""
    try:
        return line.recv(4_096) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("said", [b"", b"G", HEAD, HEAD + b"X-A: " + b"a" * 100])
def test_p6_connection_that_never_ends_its_question_is_closed(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 0.2)
    with connected(centre) as line:
        line.sendall(said)
        assert hangs_up(line)


def test_p6_dripping_a_question_does_not_buy_more_time(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 0.3)
    with connected(centre) as line:
        line.settimeout(0.05)
        began, open_ = time.monotonic(), True
        while open_ and time.monotonic() - began < WAIT_S:
            try:
                line.sendall(b"G")
                open_ = line.recv(10) != b""
            except TimeoutError:
                continue
            except ConnectionError:
                open_ = False
        assert not open_


def test_p6_second_question_on_a_line_has_its_limit_too(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connected(centre) as line:
        line.sendall(HEAD + b"\r\n")
        assert line.recv(4_096).startswith(b"HTTP/1.1 200")
        monkeypatch.setattr(patience, "HEAD_S", 0.2)
        line.sendall(HEAD)
        assert hangs_up(line)


def test_p6_endless_head_is_refused(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 3_600)
    with connected(centre) as line:
        line.settimeout(8)  # a hub that goes on listening fails here
        line.sendall(HEAD + b"X-A: " + b"a" * (patience.HEAD_BYTES + 4_096))
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_p6_answers_that_nobody_takes_close_the_line(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, lost = threading.Event(), patience.Impatient.connection_lost

    def gone(self: patience.Impatient, exc: Exception | None) -> None:
        lost(self, exc)
        over.set()

    monkeypatch.setattr(patience, "ANSWER_S", 0.2)
    monkeypatch.setattr(patience.Impatient, "connection_lost", gone)
    with connected(centre) as line:
        line.settimeout(0.3)
        with suppress(OSError):  # the hub stops reading, too
            line.sendall(b"GET /page/page.js HTTP/1.1\r\nHost: x\r\n\r\n" * 20_000)
        assert over.wait(8), "a hub that waits for ever fails here"


@pytest.mark.parametrize("most", [None, 1], ids=["not http", "too many"])
def test_p1_what_the_server_answers_by_itself_is_guarded_too(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, most: int | None
) -> None:
    made = patience.Impatient.connection_made

    def few(self: patience.Impatient, transport: asyncio.Transport) -> None:
        made(self, transport)
        self.limit_concurrency = most or self.limit_concurrency

    monkeypatch.setattr(patience.Impatient, "connection_made", few)
    with connected(centre) as line:
        line.sendall(HEAD + b"\r\n" if most else b"no http\r\n\r\n")
        said = b""
        while piece := line.recv(4_096):
            said += piece
    assert said.startswith(b"HTTP/1.1 503" if most else b"HTTP/1.1 400")
    head = said.partition(b"\r\n\r\n")[0].decode().lower().splitlines()[1:]
    names = [each.partition(":")[0] for each in head]
    assert {name.lower() for name in HEADERS} <= set(names)
    assert len(names) == len(set(names))
    assert "server" not in names


def test_p6_patient_question_of_a_slow_line_is_answered(centre: Centre) -> None:
    """Ten seconds are many: a head in three pieces is no attack."""
    with connected(centre) as line:
        for piece in (HEAD[:10], HEAD[10:], b"\r\n"):
            line.sendall(piece)
        assert line.recv(4_096).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("who", ["", 'Register id="r1", at="1", nonce="{n}", signature="{s}"'])
def test_p6_a_strangers_large_body_is_not_taken_in(centre: Centre, who: str) -> None:
    """Answered while most of it is still to come; a thousand of them would fill the memory."""
    signed = who.format(n="n" * 16, s="A" * 88)
    head = f"POST {paths.SALES} HTTP/1.1\r\nHost: x\r\nContent-Length: {8 * 1024 * 1024}\r\n"
    with connected(centre) as line:
        line.sendall(f"{head}Authorization: {signed}\r\n\r\n".encode() + b" " * 2 * auth.BODY)
        assert line.recv(4_096).startswith(b"HTTP/1.1 401")


def test_p6_a_register_may_send_much_at_once(register: Client) -> None:
    answer = register.send("POST", paths.SALES, b" " * 2 * auth.BODY, {})
    assert problem(answer).code == "invalid"


def test_p6_guessing_enrolment_codes_has_its_limit(database_url: str) -> None:
    with running(Settings(database_url, guesses_per_minute=3)) as centre:
        store, client = make_store(centre.hub), Client(centre.url)
        code = centre.hub.write(lambda db: registers.make_code(db, centre.hub, store.id))
        for _ in range(3):
            assert problem(client.post(paths.ENROL, enrolment("WRONG"))).code == "code_spent"
        refused = client.post(paths.ENROL, enrolment(code))
        assert problem(refused).code == "too_many"
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        later = replace(centre.hub, clock=lambda: centre.hub.clock() + timedelta(minutes=1))
        later.guesses.must_be_few("127.0.0.1", later.clock(), 3)


def test_p6_right_codes_are_not_counted_as_guesses(database_url: str) -> None:
    with running(Settings(database_url, guesses_per_minute=1)) as centre:
        store, client = make_store(centre.hub), Client(centre.url)
        for _ in range(3):
            code = centre.hub.write(lambda db: registers.make_code(db, centre.hub, store.id))
            read(client.post(paths.ENROL, enrolment(code)), Enrolled)


def test_p4_look_ups_are_counted_by_all_processes_together(
    database_url: str, store: Store, register: Client, ana: Customer
) -> None:
    asked = Search(How.PHONE, "+39 340 000", "IT", store.clerk)
    few = Settings(database_url, searches_per_minute=4)
    with running(few) as first, running(few) as second:
        here, there = (replace(register, url=centre.url) for centre in (first, second))
        for where in (here, there, here, there):
            assert where.post(paths.SEARCH, asked).status_code == 200
        for where in (here, there):
            assert problem(where.post(paths.SEARCH, asked)).code == "too_many"
            opening = Opening(new_id(), How.NAME, store.clerk, customer=ana.id)
            assert where.post(paths.VISITS, opening).status_code == 200


def test_p6_register_is_revoked_at_all_processes_at_once(
    database_url: str, centre: Centre, register: Client
) -> None:
    with running(Settings(database_url)) as second:
        elsewhere = replace(register, url=second.url)
        assert elsewhere.get(paths.SHOP).status_code == 200
        centre.hub.write(lambda db: registers.revoke(db, centre.hub, register.id))
        assert problem(elsewhere.get(paths.SHOP)).code == "revoked"


@pytest.fixture
def sundial(centre: Centre) -> Iterator[list[timedelta]]:
    """What the running centre's clock is ahead; the last one counts."""
    ahead = [timedelta()]
    clock = centre.hub.clock

    def now() -> datetime:
        return clock() + ahead[-1]

    object.__setattr__(centre.hub, "clock", now)
    yield ahead
    object.__setattr__(centre.hub, "clock", clock)


def test_p6_link_that_nobody_opens_ends(
    centre: Centre, ana: Customer, sundial: list[timedelta]
) -> None:
    phone = phone_of(centre, ana)
    sundial.append(addresses.LIVES - timedelta(minutes=1))
    assert requests.get(phone.address, timeout=WAIT_S).status_code == 200
    sundial.append(addresses.LIVES + timedelta(minutes=1))
    for part in ("", "/state", "/code", "/code.svg", "/products", "/images/x"):
        assert phone.get(part).status_code == 404, part
    assert phone.edits("new", {"id": new_id(), "kind": "add"}).status_code in {404, 422}


def test_p6_link_that_is_used_goes_on_but_not_for_ever(
    centre: Centre, ana: Customer, sundial: list[timedelta]
) -> None:
    phone = phone_of(centre, ana)
    days = 0
    while days < addresses.LONGEST.days - 6:
        days += 6
        sundial.append(timedelta(days=days))
        assert phone.get("/state").status_code == 200, days
    sundial.append(addresses.LONGEST + timedelta(minutes=1))
    assert phone.get("/state").status_code == 404
    assert phone_of(centre, ana).get("/state").status_code == 200


def test_p6_ended_links_are_swept_away_and_good_ones_kept(
    centre: Centre, ana: Customer
) -> None:
    hub = centre.hub
    phone = phone_of(centre, ana)
    tidy_at(hub, timedelta(days=1))
    assert phone.get("/state").status_code == 200
    tidy_at(hub, addresses.LIVES + timedelta(minutes=1))
    assert phone.get("/state").status_code == 404


def tidy_at(hub: Hub, ahead: timedelta) -> None:
    later = replace(hub, clock=lambda: hub.clock() + ahead)
    hub.write(lambda db: tidy(db, later))


def test_p6_a_strangers_nonsense_fills_no_log(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line for each request would let anybody fill the disk of the centre."""
    heard: list[logging.LogRecord] = []
    keeps, log = logging.Handler(), logging.getLogger("uvicorn.error")
    monkeypatch.setattr(keeps, "emit", heard.append)
    log.addHandler(keeps)
    try:
        for nonsense in (b"no http", HEAD + b"Connection: Upgrade\r\nUpgrade: websocket"):
            with connected(centre) as line:
                line.sendall(nonsense + b"\r\n\r\n")
                assert line.recv(4_096)
    finally:
        log.removeHandler(keeps)
    assert heard
    assert [record.getMessage() for record in heard if Discreet().filter(record)] == []


def test_p6_who_hangs_up_half_way_is_no_bug_of_ours() -> None:
    """A bug leaves two pages in the log: anybody could have filled the disk with them."""

    async def hangs_up() -> dict[str, str]:
        return {"type": "http.disconnect"}

    app = SimpleNamespace(state=SimpleNamespace(hub=None))
    scope = {"type": "http", "method": "POST", "headers": [], "query_string": b"", "app": app}
    request = Request(scope | {"raw_path": paths.SALES.encode()}, hangs_up)
    with pytest.raises(Refusal) as refused:
        asyncio.run(auth.sent(request))
    assert refused.value.document.detail == "hung up"

"""The line does to requests what it is told, and nothing to the others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from posapp.qa.faults import Fault, Mischief
from posapp.qa.network import Line

ANSWER = b'{"done": "as you asked"}'
NOT_DONE = {Fault.DROP, Fault.CUT_BEFORE, Fault.LATE, Fault.ERROR_BEFORE}
UNHARMED = {Fault.DELAY, Fault.THROTTLE, Fault.DRIP, Fault.TWICE}


class Target(ThreadingHTTPServer):
    """Notes the bodies of requests, in the order of their coming."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.heard: list[bytes] = []
        self.hears = threading.Condition()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def note(self, body: bytes) -> None:
        with self.hears:
            self.heard.append(body)
            self.hears.notify_all()

    def waits_for(self, number: int) -> list[bytes]:
        with self.hears:
            assert self.hears.wait_for(lambda: len(self.heard) >= number, 10)
            return list(self.heard)


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Target)
        self.server.note(body)
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_request(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def target() -> Iterator[Target]:
    with Target() as target:
        thread = threading.Thread(target=target.serve_forever, args=(0.02,))
        thread.start()
        yield target
        target.shutdown()
        thread.join()


@pytest.fixture
def line(target: Target) -> Iterator[Line]:
    with Line(target.url) as line:
        line.delay_s = 0.001
        yield line


def ask(line: Line, body: bytes = b"1", path: str = "/v1/sales") -> bytes:
    """What came back, if it was an answer of the target."""
    with requests.post(
        line.url + path, data=body, timeout=(5, 0.5), allow_redirects=False
    ) as r:
        return r.content if r.status_code == 200 else b""


def answered(line: Line, body: bytes = b"1", path: str = "/v1/sales") -> bool:
    try:
        return ask(line, body, path) == ANSWER
    except requests.RequestException:
        return False


def test_a_line_left_alone_passes_everything_on(line: Line, target: Target) -> None:
    with requests.Session() as register:
        for number in range(3):
            got = register.post(line.url, data=b"%d" % number, timeout=5)
            assert got.content == ANSWER
    assert target.heard == [b"0", b"1", b"2"]
    assert not line.met


@pytest.mark.parametrize("fault", Fault)
def test_a_request_meets_the_fault_it_was_told_to(
    line: Line, target: Target, fault: Fault
) -> None:
    line.next(fault)
    assert answered(line) is (fault in UNHARMED)
    assert line.met == {fault: 1}
    assert answered(line, b"2")
    done = {Fault.TWICE: [b"1", b"1", b"2"], **{each: [b"2"] for each in NOT_DONE}}
    expected = done.get(fault, [b"1", b"2"])
    assert sorted(target.waits_for(len(expected))) == expected


def test_a_late_request_is_overtaken_and_comes_all_the_same(line: Line, target: Target) -> None:
    line.next(Fault.LATE)
    assert not answered(line, b"late")
    assert answered(line, b"2") and answered(line, b"3")
    assert target.waits_for(3).index(b"late") > target.heard.index(b"2")
    line.next(Fault.LATE)
    assert not answered(line, b"later")
    line.behaves()
    assert target.waits_for(4)[-1] == b"later"


def test_only_the_requests_meant_meet_it(line: Line, target: Target) -> None:
    line.next(Fault.CUT_BEFORE, on="/v1/sales")
    assert answered(line, path="/v1/shop")
    assert not answered(line, path="/v1/sales")
    assert answered(line, path="/v1/sales")


def test_the_same_seed_makes_the_same_mischief() -> None:
    def fates(seed: int) -> list[Fault | None]:
        mischief = Mischief(seed, 0.5, on="/v1")
        return [mischief.fault("/v1/sales?x=1", number) for number in range(200)]

    assert fates(1) == fates(1) != fates(2)
    assert set(fates(1)) == {None, *Fault}
    assert 60 < fates(1).count(None) < 140
    assert Mischief(1, 1.0, on="/v1").fault("/page", 1) is None


def test_mischief_ends_when_the_line_behaves(line: Line, target: Target) -> None:
    line.misbehaves(Mischief(1, 1.0, (Fault.CUT_BEFORE,)))
    assert not answered(line) and not answered(line)
    line.behaves()
    assert answered(line)


def test_a_silent_line_answers_nobody_until_it_comes_back(line: Line, target: Target) -> None:
    line.falls_silent()
    with pytest.raises(requests.ReadTimeout):
        ask(line)
    line.comes_back()
    assert answered(line)
    assert target.heard == [b"1"]


def test_a_plug_pulled_is_noticed_at_once_and_put_back(line: Line) -> None:
    line.goes_away()
    with pytest.raises(requests.ConnectionError):
        ask(line)
    line.comes_back()
    assert answered(line)

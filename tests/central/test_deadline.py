"""Who sends a byte now and then holds nobody for ever: a request has a time as a whole."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import cycle
from pathlib import Path

import pytest

from posapp.central import transport
from posapp.central.transport import Transport
from posapp.domain.errors import Unreachable
from posapp.line import deadline
from tests.central.test_tls import a_chain

WHOLE_S = 0.4
EVERY_S = 0.02
MANY = 1_500  # bytes that are dripped before the far end gives up: half a minute
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
HEAD = b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 10_000
BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n"
CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HANDSHAKE = b"\x16\x03\x03\x40\x00" + b"\x02" * 10_000
Serves = Callable[[socket.socket], None]


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "WHOLE_S", WHOLE_S)


@contextmanager
def far_end(serves: Serves, scheme: str = "http") -> Iterator[Transport]:
    """One connection to a server that behaves like this; its thread ends with the line."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answers() -> None:
        with suppress(OSError), closing(listening.accept()[0]) as line:
            serves(line)

    thread = threading.Thread(target=answers)
    thread.start()
    talk = Transport(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}")
    try:
        yield talk
    finally:
        talk.close()
        with suppress(OSError):  # in case nobody came
            socket.create_connection(listening.getsockname()).close()
        listening.close()
        thread.join()


def drips(first: bytes, then: bytes, hung_up: threading.Event) -> Serves:
    """Sends a byte now and then until the other side has hung up."""

    def serves(line: socket.socket) -> None:
        line.recv(65536)
        line.settimeout(EVERY_S)
        line.sendall(first)
        for byte, _ in zip(cycle(then), range(MANY), strict=False):
            try:
                if line.recv(65536) == b"":
                    break
            except TimeoutError:
                line.sendall(bytes([byte]))
            except OSError:
                break
        else:
            return
        hung_up.set()

    return serves


@pytest.mark.parametrize(
    ("first", "then", "scheme"),
    [
        (b"", HEAD, "http"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: yes\r\n", "http"),
        (BODY, b"x", "http"),
        (CHUNKS, b"1\r\nx\r\n", "http"),
        (b"", HANDSHAKE, "https"),
    ],
    ids=["status", "headers", "body", "chunks", "handshake"],
)
def test_p1_an_answer_that_drips_is_given_up_wherever_it_does(
    first: bytes, then: bytes, scheme: str
) -> None:
    hung_up, before = threading.Event(), set(threading.enumerate())
    with far_end(drips(first, then, hung_up), scheme) as talk:
        with pytest.raises(Unreachable, match="too slow"):
            talk.ask("GET", "/", largest=100_000)
    assert hung_up.is_set()
    assert set(threading.enumerate()) <= before


def test_p1_one_who_does_not_take_the_question_is_given_up() -> None:
    """A body larger than what the systems keep between them, taken a little at a time."""
    asked = threading.Event()

    def serves(line: socket.socket) -> None:
        while not asked.is_set() and line.recv(10):
            asked.wait(EVERY_S)

    with far_end(serves) as talk:
        with pytest.raises(Unreachable):
            talk.ask("POST", "/", b"x" * 40_000_000, largest=100)
        asked.set()


def test_p1_dripping_within_tls_has_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = a_chain(tmp_path)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(chain.certificate, chain.key)
    made = deadline.trusting()
    made.load_verify_locations(chain.authority)
    monkeypatch.setattr("posapp.line.session.trusting", lambda: made)
    hung_up = threading.Event()
    dripping = drips(b"HTTP/1.1 200 OK\r\n", HEAD, hung_up)

    def serves(line: socket.socket) -> None:
        with served.wrap_socket(line, server_side=True) as secret:
            dripping(secret)

    with far_end(serves, "https") as talk:
        with pytest.raises(Unreachable, match="too slow"):
            talk.ask("GET", "/", largest=100_000)


def test_a_thread_that_was_in_a_hurry_has_time_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline goes with the request, and a kept connection keeps none of it."""
    monkeypatch.setattr(transport, "WHOLE_S", 60.0)

    def serves(line: socket.socket) -> None:
        for _ in range(2):
            line.recv(65536)
            line.sendall(GOOD)

    with far_end(serves) as talk:
        assert talk.ask("GET", "/", largest=100).body == b"{}"
        assert deadline.left_s() > 3600
        assert talk.ask("GET", "/", largest=100).body == b"{}"


def test_a_request_that_has_no_time_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "WHOLE_S", 0.0)
    with far_end(lambda line: None) as talk, pytest.raises(Unreachable, match="too slow"):
        talk.ask("GET", "/", largest=100)


def test_a_line_on_which_nobody_answers_the_knock_ends_with_the_requests_time() -> None:
    """As with a cable that is out beyond the next switch: no refusal, and no connection."""
    with closing(socket.socket()) as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        knocks = [socket.socket() for _ in range(4)]  # one is taken; the system drops the rest
        for knock in knocks:
            knock.setblocking(False)
            knock.connect_ex(full.getsockname())
        talk = Transport(f"http://127.0.0.1:{full.getsockname()[1]}")
        with pytest.raises(Unreachable, match="too slow"):
            talk.ask("GET", "/", largest=100)
        talk.close()
        for knock in knocks:
            knock.close()

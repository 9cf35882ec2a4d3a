"""Talking to the centre is signed, bounded, and safe whatever comes back."""

from __future__ import annotations

import re
import socket
import threading
import time
from base64 import b64decode
from http.server import BaseHTTPRequestHandler

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from posapp.central.client import Central
from posapp.central.identity import Identity, new_private_key
from posapp.central.transport import Transport, checked
from posapp.contract.messages import Capabilities
from posapp.contract.signing import signed_text
from posapp.domain.errors import BadReply, Unreachable
from tests.central.conftest import Centre

HEADER = re.compile(r'Register id="r3", at="(\d+)", nonce="(\w{32})", signature="([^"]+)"')
HELLO = Capabilities("test", "1")


def test_p6_each_request_is_signed_with_the_registers_own_key(
    centre: Centre, central: Central, identity: Identity
) -> None:
    centre.answers(b'{"levels": []}')
    central.stock(("A B/ä", "C"))
    asked = centre.asked[0]
    assert asked.target == "/v1/stock?sku=A+B%2F%C3%A4&sku=C"
    match = HEADER.fullmatch(asked.headers["Authorization"])
    assert match is not None
    assert abs(int(match[1]) - time.time()) < 60
    text = signed_text("GET", asked.target, asked.body, int(match[1]), match[2])
    key = Ed25519PublicKey.from_public_bytes(b64decode(identity.public_key))
    key.verify(b64decode(match[3]), text)


def test_a_private_key_is_never_shown() -> None:
    assert "private" not in repr(Identity("r3", new_private_key()))
    assert new_private_key() != new_private_key()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
        "http://[::ffff:10.0.0.1]",
        "https://user:word@example.com",
        "https://example.com?x=1",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://",
        "127.0.0.1:80",
        "https://exa[mple",
        "https://example.com:port",
        "",
    ],
)
def test_p7_only_tls_or_this_computer_itself_is_talked_to(address: str) -> None:
    with pytest.raises(Unreachable):
        checked(address)


@pytest.mark.parametrize(
    "address",
    ["https://hub.example", "http://localhost:1/", "http://127.9.9.9", "http://[::1]:8"],
)
def test_p7_those_are_safe(address: str) -> None:
    assert checked(address) == address.rstrip("/")


def test_p7_nothing_in_the_environment_changes_where_or_how_we_ask(
    centre: Centre, central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/dev/null")
    centre.answers(HELLO)
    assert central.capabilities() == HELLO


def test_p7_a_certificate_nobody_vouches_for_is_not_believed(centre: Centre) -> None:
    with pytest.raises(Unreachable):
        Central(centre.url.replace("http:", "https:")).capabilities()


def test_a_redirect_is_not_followed(centre: Centre, central: Central) -> None:
    centre.answers(b"", 302, Location=f"{centre.url}/elsewhere")
    with pytest.raises(BadReply):
        central.capabilities()
    assert len(centre.asked) == 1


def test_a_cookie_is_not_kept(centre: Centre, central: Central) -> None:
    centre.answers(HELLO, Set_Cookie="tracked=yes")
    central.capabilities()
    central.capabilities()
    assert "Cookie" not in centre.asked[1].headers


def test_an_announced_flood_is_refused_unread(centre: Centre, central: Central) -> None:
    centre.says(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{")
    with pytest.raises(BadReply, match="too large"):
        central.capabilities()


def test_an_unannounced_flood_is_cut(centre: Centre, central: Central) -> None:
    def flood(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        sent = 0
        try:
            while sent < 64 * 1024 * 1024:
                sent += handler.wfile.write(b" " * 65536)
        except ConnectionError:
            flooded.append(sent)

    flooded: list[int] = []
    centre.behaves = flood
    with pytest.raises(BadReply, match="too large"):
        central.capabilities()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
        b"HTTP/9.9 999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n{}",
    ],
)
def test_a_line_that_breaks_is_no_answer(centre: Centre, central: Central, raw: bytes) -> None:
    centre.says(raw)
    with pytest.raises(Unreachable):
        central.capabilities()


def test_nobody_there_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable):
        Central(f"http://127.0.0.1:{port}").capabilities()


def test_silence_has_its_limit(centre: Centre) -> None:
    hung_up = threading.Event()

    def silence(_handler: BaseHTTPRequestHandler) -> None:
        hung_up.wait(10)

    centre.behaves = silence
    talk = Transport(centre.url)
    with pytest.raises(Unreachable):
        talk.ask("GET", "/v1/capabilities", largest=100, read_s=0.05)
    hung_up.set()


def test_many_threads_ask_at_once(centre: Centre, central: Central) -> None:
    centre.answers(HELLO)
    heard: list[Capabilities] = []

    def ask() -> None:
        heard.extend(central.capabilities() for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [HELLO] * 160

"""P1: an export makes the centre ask the named hosts, and nobody else."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, repeat
from pathlib import Path

import pytest

from posapp.hub.imports import pictures
from posapp.hub.imports.pictures import NotFetched

PNG = b"\x89PNG\r\n\x1a\n"
FINE = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
NAMED = {"cdn.example", "localhost", "127.0.0.1"}


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x.png",
        "https://evil.example\\@cdn.example/x.png",
        "https://cdn.example\\@evil.example/x.png",
        "https://evil.example#@cdn.example/x.png",
        "https://evil.example?@cdn.example/x.png",
        "https://user:word@cdn.example/x.png",
        "https://cdn.example@evil.example/x.png",
        "https://cdn.example.evil.example/x.png",
        "https://cdn.example%2f@evil.example/x.png",
        "https://evil.example\t@cdn.example/x.png",
        "http://cdn.example/x.png",
        "http://169.254.169.254\\@localhost/latest",
        "http://2130706433/x.png",
        "http://0x7f.1/x.png",
        "file:///etc/passwd",
        "ftp://cdn.example/x.png",
        "//cdn.example/x.png",
        "https://[/x.png",
        "https://cdn.example:port/x.png",
        "\u202ehttps://cdn.example/x.png",
        "",
        "x" * 100_000,
    ],
)
def test_p1_an_address_that_leads_elsewhere_is_never_asked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def asked(*where: object, **_more: object) -> None:
        raise AssertionError(f"asked {where}")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr(socket, "create_connection", asked)
    with pytest.raises(NotFetched):
        pictures.fetch(address, NAMED)


@contextmanager
def shop(heard: list[bytes], *says: bytes) -> Iterator[str]:
    """A picture server that answers once, piece by piece; the address of its picture."""

    def serve() -> None:
        line, _ = listening.accept()
        with line, suppress(OSError):
            heard.append(line.recv(4_096))
            for piece in says:
                line.sendall(piece)
                gone.wait(0.02)

    gone = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = threading.Thread(target=serve)
        serving.start()
        where = listening.getsockname()
        try:
            yield f"http://127.0.0.1:{where[1]}/x.png"
        finally:
            gone.set()
            socket.create_connection(where).close()  # where nobody came
            serving.join()


def test_p1_nothing_of_this_computer_goes_along_to_the_old_shop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No password that its user keeps for that host, and no proxy that would read along."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ana password word\n", "utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    heard: list[bytes] = []
    with shop(heard, FINE + b"Content-Length: 8\r\n\r\n" + PNG) as address:
        _, content = pictures.fetch(address, NAMED)
    assert content == PNG
    assert b"authorization" not in heard[0].lower()
    assert b"accept-encoding: identity" in heard[0].lower()


@pytest.mark.parametrize(
    ("begins", "drips"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (FINE + b"Content-Length: 90000\r\n\r\n", b"x"),
    ],
)
def test_p1_an_old_shop_that_drips_is_given_up_wherever_it_does(
    monkeypatch: pytest.MonkeyPatch, begins: bytes, drips: bytes
) -> None:
    monkeypatch.setattr(pictures, "WHOLE_S", 0.2)
    dripping = chain((begins,), repeat(drips, 90))
    with shop([], *dripping) as address, pytest.raises(NotFetched, match="too slow"):
        pictures.fetch(address, NAMED)


def test_p1_a_bomb_stays_packed() -> None:
    """What was asked for plain and comes packed is kept as it came: no picture."""
    packed = gzip.compress(PNG + bytes(9_000_000))
    head = FINE + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    with shop([], head + packed) as address:
        assert pictures.fetch(address, NAMED)[1] == packed

"""A request's time as a whole: connecting, TLS, asking, and every byte of head and body.

A socket's own timeout is one of silence: who sends a byte now and then holds a thread for as
long as they like. Here each wait of a thread that is in a hurry lasts as long as is left of
the whole at the most. Only the system's own look-up of a name is out of reach; it gives up by
its own rules.
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

_mine = threading.local()


class TooSlow(Exception):
    """The whole time is over."""


@contextmanager
def within(whole_s: float) -> Iterator[None]:
    """Whatever this thread waits for on the sockets below ends when this time is over.

    Raises:
        TooSlow: something failed, and it is over.
    """
    _mine.ends_s = time.monotonic() + whole_s
    try:
        yield
    except (OSError, urllib3.exceptions.HTTPError) as error:
        if left_s() <= 0:
            raise TooSlow from error
        raise
    finally:
        _mine.ends_s = math.inf


def left_s() -> float:
    """Seconds that this thread has left; infinite where it is in no hurry."""
    ends_s: float = getattr(_mine, "ends_s", math.inf)
    return ends_s - time.monotonic()


class _Hurried:
    """Waits no longer than its timeout, and no longer than its thread has left."""

    _patience: float | None = None

    def settimeout(self, value: float | None, /) -> None:
        self._patience = value
        self._wait_at_most(value)

    def connect(self, *args: Any) -> None:
        self._hurry()
        super().connect(*args)  # type: ignore[misc]  # mixed into sockets, here as below

    def do_handshake(self, *args: Any) -> None:
        self._hurry()
        super().do_handshake(*args)  # type: ignore[misc]

    def recv_into(self, *args: Any) -> int:
        self._hurry()
        count: int = super().recv_into(*args)  # type: ignore[misc]
        return count

    def send(self, *args: Any) -> int:
        self._hurry()
        count: int = super().send(*args)  # type: ignore[misc]
        return count

    def sendall(self, *args: Any) -> None:
        self._hurry()
        super().sendall(*args)  # type: ignore[misc]

    def _hurry(self) -> None:
        left = left_s()
        if left <= 0:
            raise TimeoutError("no time left")
        if left < math.inf:
            self._wait_at_most(left if self._patience is None else min(left, self._patience))

    def _wait_at_most(self, value: float | None) -> None:
        super().settimeout(value)  # type: ignore[misc]


class _Socket(_Hurried, socket.socket):
    """Plain."""


class _TlsSocket(_Hurried, ssl.SSLSocket):
    """Over TLS."""


def _reached(line: HTTPConnection) -> socket.socket:
    """A socket that is connected to the first address of the host that answers."""
    failed: OSError = OSError("no address")
    host, port = line.host, line.port
    for family, kind, protocol, _, where in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        made = _Socket(family, kind, protocol)
        try:
            for option in line.socket_options or ():
                made.setsockopt(*option)
            made.settimeout(line.timeout)
            made.connect(where)
        except OSError as error:
            made.close()
            failed = error
        else:
            return made
    raise failed


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _reached(self)


class _Tls(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _reached(self)


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Tls


def hurried(pools: urllib3.PoolManager) -> None:
    """Let connections of these pools keep deadlines."""
    pools.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}


def trusting() -> ssl.SSLContext:
    """Verifies by the system's certificate store, too; its connections keep deadlines.

    Python's own default context would write the keys of each connection where
    ``SSLKEYLOGFILE`` says.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    context.sslsocket_class = _TlsSocket
    return context

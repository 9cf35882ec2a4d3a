"""A real HTTP server that answers what the test tells it to, or breaks as told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.contract import wire

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Centre:
    """The far end. ``behaves`` is what the next requests meet."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    behaves: Behaviour = field(default=lambda handler: handler.send_error(500))

    def answers(self, message: Any, status: int = 200, **headers: str) -> None:
        body = message if isinstance(message, bytes) else wire.encode(message)

        def behave(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.behaves = behave

    def says(self, raw: bytes) -> None:
        """Send these bytes as they are and hang up."""

        def behave(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(raw)
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_WR)

        self.behaves = behave


@pytest.fixture
def centre() -> Iterator[Centre]:
    centre = Centre()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            centre.asked.append(Asked(self.command, self.path, dict(self.headers), body))
            centre.behaves(self)

        do_GET = do_POST = handle_any  # noqa: N815

        def log_message(self, *_text: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        centre.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield centre
        server.shutdown()
        thread.join()


@pytest.fixture
def identity() -> Identity:
    return Identity("r3", bytes(range(32)))


@pytest.fixture
def central(centre: Centre, identity: Identity) -> Iterator[Central]:
    central = Central(centre.url, identity)
    yield central
    central.close()

"""Runs the centre: one process or several on one socket, told to stop without cutting off."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from posapp.contract import wire
from posapp.hub.app import create_app
from posapp.hub.patience import Impatient
from posapp.hub.settings import Settings
from posapp.line.here import loopback

SETTINGS = "POSAPP_HUB_SETTINGS"  # how worker processes are told; never logged
STOP_S = 10
# What strangers may take of the server, and what it says of itself: nothing.
LIMITS: dict[str, Any] = {
    "http": Impatient,
    "ws": "none",
    "access_log": False,
    "server_header": False,
    "limit_concurrency": 1_000,
    "timeout_keep_alive": 5,
}
START_S = 60


class Unsafe(Exception):
    """Plain http is for this computer alone."""


@dataclass(frozen=True)
class Place:
    """Where to listen. ``port`` 0: any free one. Both certificate files, or neither."""

    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    private_key: Path | None = None

    @property
    def scheme(self) -> str:
        return "https" if self.certificate else "http"


def serve(settings: Settings, place: Place, workers: int = 1) -> int:
    """Serve until told to stop; the exit code. Says the address as one line of JSON.

    Raises:
        Unsafe: plain http on an address that others can reach.
        OSError: the address is taken, or not this computer's.
    """
    if place.certificate is None and not loopback(place.host):
        raise Unsafe(place.host)
    os.environ[SETTINGS] = wire.encode(settings).decode()
    config = uvicorn.Config(
        "posapp.hub.serving:application",
        factory=True,
        workers=workers,
        log_config=LOGGING,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.private_key,
        timeout_graceful_shutdown=STOP_S,
        **LIMITS,
    )
    with _listening(place) as listening:
        url = _url(place, listening)
        if workers == 1:
            return _alone(config, listening, url)
        _Several(config, [listening], url).run()
        return 0


def application() -> FastAPI:
    """What each worker process runs."""
    return create_app(wire.decode(os.environ[SETTINGS], Settings))


class Discreet(logging.Filter):
    """Drops the server's own report of a bug, whose last line may quote what was sent;
    ``app`` has logged where it broke already. And what any stranger could fill a disk with: a
    line for each request that is none."""

    DROPPED = (
        "Exception in ASGI application",
        "Invalid HTTP request received",
        "Unsupported upgrade request",
        "No supported WebSocket library",
    )

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(self.DROPPED)


class _One(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _say(self._url)


class _Several(Multiprocess):
    """Says where its workers listen once all of them do."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], url: str) -> None:
        super().__init__(config, sockets)
        self._url = url

    def init_processes(self) -> None:
        super().init_processes()
        if all(worker.wait_until_ready(START_S, self.should_exit) for worker in self.processes):
            _say(self._url)


def _alone(config: uvicorn.Config, listening: socket.socket, url: str) -> int:
    server = _One(config, url)
    for name in ("SIGTERM", "SIGBREAK"):  # uvicorn sends itself what stopped it once more
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda _number, _frame: None)
    with contextlib.suppress(KeyboardInterrupt):
        server.run([listening])
    return 0 if server.started else 1


@contextlib.contextmanager
def _listening(place: Place) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as listening:
        if os.name == "posix":  # elsewhere it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((place.host, place.port))
        listening.set_inheritable(True)
        yield listening


def _url(place: Place, listening: socket.socket) -> str:
    host = f"[{place.host}]" if ":" in place.host else place.host
    return f"{place.scheme}://{host}:{listening.getsockname()[1]}"


def _say(url: str) -> None:
    sys.stdout.write(json.dumps({"url": url}) + "\n")
    sys.stdout.flush()


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"discreet": {"()": "posapp.hub.serving.Discreet"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["discreet"],
        }
    },
    "loggers": {
        "uvicorn": {"level": "WARNING"},
        "posapp": {"level": "INFO"},
    },
    "root": {"level": "WARNING", "handlers": ["stderr"]},
}

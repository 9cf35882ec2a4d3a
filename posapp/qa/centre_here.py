"""The centre in a thread of this process: there in 50 ms, for tests that never kill it."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Self

import uvicorn

from posapp.hub.app import create_app
from posapp.hub.settings import Settings
from posapp.qa.centre import START_S, STOP_S, Centre

POLL_S = 0.05  # news written by ``hub``, which looks in from outside, is heard this soon


class _Server(uvicorn.Server):
    """Says when it answers, so that nobody has to look again and again."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class CentreHere(Centre):
    """Like ``Centre``, started and stopped in the same way, on the same port each time."""

    def __init__(self, database: Path) -> None:
        super().__init__(database)
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._listening: socket.socket | None = None

    def start(self) -> Self:
        app = create_app(Settings(self._database, poll_s=POLL_S, part_budget_s=15, demo=True))
        self._app = app
        self._server = _Server(uvicorn.Config(app, log_config=None, access_log=False))
        self._listening = listening = socket.create_server(("127.0.0.1", self._port))
        self._port = listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._thread = threading.Thread(
            target=self._server.run, args=([listening],), daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(START_S):
            raise RuntimeError("the centre does not answer")
        return self

    def stop(self) -> None:
        if self._server is None or self._thread is None or self._listening is None:
            return
        self._app.state.hub.bell.close()
        self._server.should_exit = True
        self._thread.join(STOP_S)
        self._listening.close()
        self._server = self._thread = self._listening = None

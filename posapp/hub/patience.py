"""A connection that never gets to the point is closed: heads have a limit of time and size,
and an answer that is not taken has one of time.

uvicorn bounds none of them for this parser: a thousand connections that send or take a byte a
minute would keep every register out. Bodies have limits of their own in ``auth``. What uvicorn
answers by itself (400, and 503 when there are too many connections) is guarded like the rest.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.datastructures import MutableHeaders
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from posapp.hub.guarding import Guarded, guard

HEAD_S = 10.0  # from the first moment of a connection or a request to the end of its head
HEAD_BYTES = 32 * 1024
ANSWER_S = 90.0  # without the reader taking anything of it; registers give up after 60


class Impatient(HttpToolsProtocol):
    """Gives up a request whose head takes too long or grows too large."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._giving_up: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._got_there()
            return
        self._wait()
        self._head += len(data)
        if self._head > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("Request head too large.")

    def connection_lost(self, exc: Exception | None) -> None:
        self._got_there()
        self._taken()
        self.pipeline.clear()  # nobody is there to answer any more
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taken()
        self._unread = self.loop.call_later(ANSWER_S, self.transport.abort)

    def resume_writing(self) -> None:
        self._taken()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        headers = MutableHeaders()
        headers["Content-Type"] = "text/plain; charset=utf-8"
        headers["Content-Length"] = str(len(msg))
        headers["Connection"] = "close"
        guard(headers, self.scheme or "http")
        lines = [b"%s: %s\r\n" % header for header in headers.raw]
        self.transport.write(
            b"HTTP/1.1 400 Bad Request\r\n" + b"".join(lines) + b"\r\n" + msg.encode("ascii")
        )
        self.transport.close()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        guarded: Any = app if app is self.app else Guarded(app)
        super()._start_asgi_task(cycle, guarded)

    def _wait(self) -> None:
        if self._giving_up is None:
            self._giving_up = self.loop.call_later(HEAD_S, self.transport.abort)

    def _got_there(self) -> None:
        self._head = 0
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _taken(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

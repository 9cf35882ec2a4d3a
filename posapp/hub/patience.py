"""A connection that never gets to the point is closed: heads have a limit of time and size.

uvicorn bounds neither for this parser: a thousand connections that send a byte a minute would
keep every register out. Bodies have limits of their own in ``auth``.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 10.0  # from the first moment of a connection or a request to the end of its head
HEAD_BYTES = 32 * 1024


class Impatient(HttpToolsProtocol):
    """Gives up a request whose head takes too long or grows too large."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._giving_up: asyncio.TimerHandle | None = None
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
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._giving_up is None:
            self._giving_up = self.loop.call_later(HEAD_S, self.transport.abort)

    def _got_there(self) -> None:
        self._head = 0
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

"""The line between a register and the centre, with a hand on the plug.

A TCP relay on loopback: real bytes on a real wire, delayed, cut before or after the effect,
or gone altogether.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

CHUNK = 65_536
PATIENCE_S = 30


class Line:
    """Relays connections to a target. Start it with ``with``, or ``start`` and ``close``.

    Attributes:
        url: where the register connects instead of the centre.
    """

    def __init__(self, target_url: str) -> None:
        where = urlsplit(target_url)
        assert where.hostname is not None
        self._target = (where.hostname, where.port or 80)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._changed = threading.Event()
        self._delay_s = 0.0
        self._away = False
        self._ended = False
        self._replies_to_lose = 0
        self._threads: list[threading.Thread] = []

    def goes_away(self) -> None:
        """Pull the plug: open connections break, new ones are refused."""
        self._away = True
        self._cut()

    def comes_back(self) -> None:
        """Plug in again, at full speed."""
        self._away = False
        self._delay_s = 0.0
        self._changed.set()

    def is_slow(self, delay_s: float) -> None:
        """From now on every reply takes so much longer."""
        self._changed.clear()
        self._delay_s = delay_s

    def loses_replies(self, count: int) -> None:
        """The next ``count`` replies are cut after the centre has done its work."""
        with self._lock:
            self._replies_to_lose = count

    def moves_to(self, target_url: str) -> None:
        """The centre now answers elsewhere; connections that are open break."""
        where = urlsplit(target_url)
        assert where.hostname is not None
        self._target = (where.hostname, where.port or 80)
        self._cut()

    def start(self) -> Self:
        self._run(self._accept)
        return self

    def close(self) -> None:
        self._away = self._ended = True
        self._changed.set()
        with socket.socket() as last:  # wakes accept, on every system
            last.connect_ex(self._listening.getsockname())
        self._listening.close()
        self._cut()
        for thread in self._threads:
            thread.join(PATIENCE_S)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, work: object, *arguments: object) -> None:
        assert callable(work)
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self._ended:
                near.close()
                return
            if self._away:
                near.close()
            else:
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._target, PATIENCE_S)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        for each in (near, far):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open |= {near, far}
        self._run(self._pump, near, far, False)
        self._run(self._pump, far, near, True)

    def _pump(self, source: socket.socket, sink: socket.socket, is_reply: bool) -> None:
        with contextlib.suppress(OSError):  # a side hung up, or the plug was pulled
            while chunk := source.recv(CHUNK):
                if is_reply and self._lost():
                    break
                if is_reply and self._delay_s:
                    self._changed.wait(self._delay_s)
                sink.sendall(chunk)
        self._hang_up(source, sink)

    def _lost(self) -> bool:
        with self._lock:
            lost = self._replies_to_lose > 0
            self._replies_to_lose -= lost
        return lost

    def _cut(self) -> None:
        with self._lock:
            everything = list(self._open)
        self._hang_up(*everything)

    def _hang_up(self, *ends: socket.socket) -> None:
        with self._lock:
            self._open -= set(ends)
        for end in ends:
            with contextlib.suppress(OSError):  # it was not connected any more
                end.shutdown(socket.SHUT_RDWR)
            end.close()

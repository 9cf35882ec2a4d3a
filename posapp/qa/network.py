"""The line between a register and the centre, with a hand on the plug: docs/qa.md.

A proxy on loopback: real bytes on a real wire, which knows where one HTTP request ends, so
that each can meet a fault of its own: lost before or after its effect, doubled, late, garbled.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections import Counter, deque
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from posapp.qa import faults
from posapp.qa.faults import Fault, Mischief
from posapp.qa.http_wire import Broken, read_message, start_of_body, target_of

PATIENCE_S = 30
PIECE = 1_024
LATE_BY = 2  # requests that overtake a late one


@dataclass(frozen=True)
class _Asked:
    """One request: its bytes, where to, and the how many-eth to that place."""

    raw: bytes
    target: str
    number: int


class Line:
    """Passes requests on to a target. Start it with ``with``, or ``start`` and ``close``.

    Attributes:
        url: where the register connects instead of the centre.
        met: how often each fault was met.
        delay_s: of ``DELAY``; between two bytes of ``DRIP``. ``bytes_per_s``: of
            ``THROTTLE``.
    """

    def __init__(self, target_url: str) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.met: Counter[Fault] = Counter()
        self.delay_s, self.bytes_per_s = 0.05, 20_000.0
        self._target = _place(target_url)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._changed = threading.Event()
        self._slow_s = 0.0
        self._away = self._silent = False
        self._ended = threading.Event()
        self._replies_to_lose = 0
        self._next: deque[tuple[str, Fault]] = deque()
        self._mischief: Mischief | None = None
        self._asked: Counter[str] = Counter()
        self._late: list[tuple[int, bytes]] = []
        self._threads: list[threading.Thread] = []

    # What can be done to it

    def goes_away(self) -> None:
        """Pull the plug: open connections break, new ones are refused."""
        self._away = True
        self._cut()

    def falls_silent(self) -> None:
        """Let nothing through, and let nobody know: no refusal, no answer, no end."""
        self._silent = True

    def comes_back(self) -> None:
        """Plug in again, at full speed; what fell silent is told that it broke."""
        silent = self._silent
        self._away = self._silent = False
        self._slow_s = 0.0
        self._changed.set()
        if silent:
            self._cut()

    def is_slow(self, delay_s: float) -> None:
        """From now on every answer takes so much longer."""
        self._changed.clear()
        self._slow_s = delay_s

    def loses_replies(self, count: int) -> None:
        """The next ``count`` answers are cut after the centre has done its work."""
        with self._lock:
            self._replies_to_lose = count

    def next(self, *met: Fault, on: str = "/") -> None:
        """The next requests whose target begins so meet these faults, in this order."""
        with self._lock:
            self._next.extend((on, fault) for fault in met)

    def misbehaves(self, mischief: Mischief) -> None:
        """From now on chance decides, until it ``behaves``."""
        self._mischief = mischief

    def behaves(self) -> None:
        """No more mischief; what was late arrives now."""
        self._mischief = None
        with self._lock:
            self._next.clear()
            late, self._late = self._late, []
        for _, raw in late:
            self._deliver(raw)

    def moves_to(self, target_url: str) -> None:
        """The centre now answers elsewhere; connections that are open break."""
        self._target = _place(target_url)
        self._cut()

    def start(self) -> Self:
        self._run(self._accept)
        return self

    def close(self) -> None:
        self._away = True
        self._ended.set()
        self._changed.set()
        with socket.socket() as last:  # wakes accept, on every system
            last.connect_ex(self._listening.getsockname())
        self._listening.close()
        self._cut()
        while self._threads:  # who accepts is the first; after it none is added
            self._threads.pop(0).join(PATIENCE_S)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # How it works: a thread for each connection, one request after the other

    def _run(self, work: object, *arguments: object) -> None:
        assert callable(work)
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        thread.start()  # first: whoever closes may join it at once
        self._threads = [*(each for each in self._threads if each.is_alive()), thread]

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self._ended.is_set():
                near.close()
                return
            if self._away:
                near.close()
            else:
                self._keep(near)
                self._run(self._serve, near)

    def _serve(self, near: socket.socket) -> None:
        far: list[socket.socket] = []
        gone = (OSError, ValueError, Broken)  # a side hung up, or the plug was pulled
        with contextlib.suppress(*gone), near.makefile("rb") as wire:
            while self._wakes(near, far) and (raw := read_message(wire)):
                asked = self._count(raw)
                if not self._answer(near, far, asked, self._fate(asked)):
                    break
        self._hang_up(near, *far)

    def _wakes(self, near: socket.socket, far: list[socket.socket]) -> bool:
        """Wait until the register says something; False when the centre hung up."""
        ready, _, _ = select.select([near, *far], [], [])
        if far and far[0] in ready:
            if near not in ready:
                return False
            self._hang_up(far.pop())
        return True

    def _count(self, raw: bytes) -> _Asked:
        target = target_of(raw)
        with self._lock:
            self._asked[target.partition("?")[0]] += 1
            number, now = self._asked[target.partition("?")[0]], self._asked.total()
            due = [late for ripe, late in self._late if ripe <= now]
            self._late = [(ripe, late) for ripe, late in self._late if ripe > now]
        for late in due:
            self._deliver(late)
        return _Asked(raw, target, number)

    def _fate(self, asked: _Asked) -> Fault | None:
        """What this request meets: what was ordered first, then chance."""
        with self._lock:
            fault = Fault.DROP if self._silent else None
            if fault is None and self._next and asked.target.startswith(self._next[0][0]):
                fault = self._next.popleft()[1]
            if fault is None and self._replies_to_lose:
                self._replies_to_lose -= 1
                fault = Fault.CUT_AFTER
            if fault is None and self._mischief is not None:
                fault = self._mischief.fault(asked.target, asked.number)
            if fault is not None:
                self.met[fault] += 1
        return fault

    def _answer(
        self, near: socket.socket, far: list[socket.socket], asked: _Asked, fault: Fault | None
    ) -> bool:
        """Let it meet its fate; whether the connection goes on."""
        match fault:
            case Fault.DROP:
                return bool(near.recv(1))  # until the register gives up
            case Fault.CUT_BEFORE:
                return False
            case Fault.LATE:
                with self._lock:
                    self._late.append((self._asked.total() + LATE_BY, asked.raw))
                return False
            case Fault.ERROR_BEFORE:
                near.sendall(faults.error(asked.target, asked.number))
                return False
            case Fault.TWICE:
                self._run(self._deliver, asked.raw)
        reply = self._ask(far, asked.raw)
        if self._slow_s:
            self._changed.wait(self._slow_s)
        if self._silent:
            return bool(near.recv(1))
        return bool(reply) and self._reply(near, asked, reply, fault)

    def _reply(
        self, near: socket.socket, asked: _Asked, reply: bytes, fault: Fault | None
    ) -> bool:
        """Bring back the answer, or what became of it; whether the connection goes on."""
        match fault:
            case Fault.DRIP:
                return self._crawl(near, reply, 1, self.delay_s)
            case Fault.THROTTLE:
                return self._crawl(near, reply, PIECE, PIECE / self.bytes_per_s)
            case Fault.DELAY:
                self._ended.wait(self.delay_s)
        broken = {
            Fault.CUT_AFTER: b"",
            Fault.CUT_WITHIN: reply[: (start_of_body(reply) + len(reply)) // 2],
            Fault.GARBAGE: faults.garbage(asked.target, asked.number),
            Fault.ERROR_AFTER: faults.error(asked.target, asked.number),
        }
        near.sendall(broken.get(fault, reply) if fault else reply)
        return fault not in broken

    def _crawl(self, near: socket.socket, reply: bytes, size: int, pause_s: float) -> bool:
        for start in range(0, len(reply), size):
            near.sendall(reply[start : start + size])
            if self._ended.wait(pause_s):
                return False
        return True

    def _ask(self, far: list[socket.socket], raw: bytes) -> bytes:
        """The centre's answer, over the connection kept for this one; nothing when it broke."""
        if not far:
            far.append(socket.create_connection(self._target, PATIENCE_S))
            self._keep(far[0])
            far[0].settimeout(None)
        far[0].sendall(raw)
        with far[0].makefile("rb") as wire:
            return read_message(wire, is_reply=True)

    def _deliver(self, raw: bytes) -> None:
        """Bring the centre a request whose answer nobody waits for."""
        far: list[socket.socket] = []
        with contextlib.suppress(OSError, Broken):  # nobody would hear of it
            self._ask(far, raw)
        self._hang_up(*far)

    def _keep(self, end: socket.socket) -> None:
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open.add(end)

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


def _place(url: str) -> tuple[str, int]:
    where = urlsplit(url)
    assert where.hostname is not None
    return where.hostname, where.port or 80

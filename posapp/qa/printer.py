"""A receipt printer on a socket, which gets into every trouble on demand."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

from posapp.qa.escpos import PrintHead, Slip, commands

__all__ = ["PrinterSimulator", "Slip"]

_TICK_S = 0.02
_FIXED_BITS = 0x12


class PrinterSimulator:
    """Listens on loopback from ``start`` to ``close``; also a context manager.

    Attributes:
        port: where it listens, known after ``start``.
        raw: all bytes that ever arrived.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.raw = b""
        self._head = PrintHead()
        self._pending: list[bytes] = []
        self._bytes_left: int | None = None
        self._cover_open = self._silent = False
        self._delay_s = 0.0
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> PrinterSimulator:
        listener = socket.create_server(("127.0.0.1", self.port))
        listener.settimeout(_TICK_S)
        self.port = listener.getsockname()[1]
        self._stop.clear()
        self._thread = threading.Thread(target=self._serve, args=(listener,), daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop listening and cut what is connected."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def __enter__(self) -> PrinterSimulator:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        """For ``printer_at``."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def slips(self) -> tuple[Slip, ...]:
        """All pieces of paper so far, the unfinished one included."""
        with self._changed:
            unfinished = (self._head.slip,) if self._head.slip != Slip() else ()
            return (*self._head.slips, *unfinished)

    @property
    def kicks(self) -> int:
        """How often the drawer was opened."""
        with self._changed:
            return self._head.kicks

    @property
    def strange(self) -> bytes:
        """Control bytes of no command that a receipt has; empty for clean jobs."""
        with self._changed:
            return self._head.strange

    def waits_until(
        self, holds: Callable[[PrinterSimulator], bool], within_s: float = 5.0
    ) -> bool:
        """Wait for something to become true of this printer; say whether it did."""
        with self._changed:
            return self._changed.wait_for(lambda: holds(self), within_s)

    def runs_out_of_paper(self, after_rows: int = 0) -> None:
        """The roll ends, now or after so many more rows."""
        with self._changed:
            self._head.rows_left = after_rows

    def gets_paper(self) -> None:
        """A new roll: what waited in the buffer is printed now."""
        with self._changed:
            self._head.rows_left = None

    def opens_cover(self) -> None:
        with self._changed:
            self._cover_open = True

    def closes_cover(self) -> None:
        with self._changed:
            self._cover_open = False

    def switches_off(self) -> None:
        """Power off: nobody listens, and the buffer is lost."""
        self.close()
        self._pending.clear()

    def switches_on(self) -> None:
        """Power on again at the same port."""
        self.start()

    def falls_silent(self, silent: bool = True) -> None:
        """It prints, but answers no question, like many cheap ones."""
        with self._changed:
            self._silent = silent

    def hangs_up(self, after_bytes: int) -> None:
        """Cut the connection once after so many more bytes."""
        with self._changed:
            self._bytes_left = after_bytes

    def slows_down(self, delay_s: float) -> None:
        """Wait so long before everything it reads."""
        with self._changed:
            self._delay_s = delay_s

    def _serve(self, listener: socket.socket) -> None:
        with listener:
            while not self._stop.is_set():
                try:
                    wire, _ = listener.accept()
                except TimeoutError:
                    self._print_pending()
                    continue
                with wire, contextlib.suppress(ConnectionError):
                    self._talk(wire)

    def _talk(self, wire: socket.socket) -> None:
        wire.settimeout(_TICK_S)
        buffer = b""
        while not self._stop.is_set():
            try:
                chunk = wire.recv(4096)
            except TimeoutError:
                wire.sendall(self._print_pending())
                continue
            self._stop.wait(self._delay_s)
            buffer += self._arrives(chunk)
            for command in commands(buffer):
                buffer = buffer[len(command) :]
                wire.sendall(self._take(command))
            wire.sendall(self._print_pending())
            if not chunk:
                return

    def _arrives(self, chunk: bytes) -> bytes:
        with self._changed:
            if self._bytes_left is not None and self._bytes_left <= len(chunk):
                self.raw += chunk[: self._bytes_left]
                self._bytes_left = None
                raise ConnectionAbortedError
            if self._bytes_left is not None:
                self._bytes_left -= len(chunk)
            self.raw += chunk
            return chunk

    def _take(self, command: bytes) -> bytes:
        """Do a real-time command at once, put others in the buffer."""
        with self._changed:
            if command[:2] == b"\x10\x04":
                return b"" if self._silent else bytes([self._state(command[2])])
            if command[:2] == b"\x10\x14":
                self._head.kicks += 1
                self._changed.notify_all()
            else:
                self._pending.append(command)
            return b""

    def _print_pending(self) -> bytes:
        """Print what can be printed; return the answers that were asked for in it."""
        answers = b""
        with self._changed:
            while self._pending and self._can_print:
                answers += self._head.obey(self._pending.pop(0))
            self._changed.notify_all()
            return b"" if self._silent else answers

    @property
    def _can_print(self) -> bool:
        return not self._cover_open and self._head.rows_left != 0

    def _state(self, which: int) -> int:
        """The answer to DLE EOT 1 (general), 2 (why offline) or 4 (paper)."""
        paper_out = self._head.rows_left == 0
        bits = {
            1: 0x08 * (not self._can_print),
            2: 0x04 * self._cover_open | 0x20 * paper_out,
            4: 0x60 * paper_out,
        }
        return _FIXED_BITS | bits.get(which, 0)

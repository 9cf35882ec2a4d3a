"""Receipt printers: what became of a job is always known, or known to be unknown."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from posapp.devices.receipts import drawer_kick, drawer_kick_at_once
from posapp.domain.errors import BadDeviceAddress

_DLE_EOT = b"\x10\x04"
_REPORT_PAPER = b"\x1dr\x01"  # answered in its turn, so only after all before it is printed
_POLL_S = 0.25
_MOST_REPLIES = 4096


class PrinterState(Enum):
    """ABSENT: none is set up, receipts stay on the screen. UNKNOWN: it is there, but answers
    no question or reports an error of another kind."""

    READY = "ready"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    ABSENT = "absent"


class Sent(Enum):
    """How much of a job is on paper. After PERHAPS a repeat has to say COPY."""

    NOTHING = "nothing"
    PERHAPS = "perhaps"
    ALL = "all"


@dataclass(frozen=True)
class Printed:
    """What became of one job, and the state the printer was found in last."""

    state: PrinterState
    sent: Sent

    @property
    def done(self) -> bool:
        return self.sent is Sent.ALL


class Printer(Protocol):
    """Takes ESC/POS jobs. Calls block for as long as the printer's time limits say, so they
    belong in a background thread; they may come from several. None raises for a printer in
    trouble: that is an answer."""

    def status(self) -> PrinterState:
        """The state now."""
        ...

    def print(self, job: bytes, /) -> Printed:
        """Print a job, unless the printer says beforehand that it cannot."""
        ...

    def pulse(self, pin: int = 0, /) -> PrinterState:
        """Open the drawer at this pin now, paper or not; never later."""
        ...


class NoPrinter:
    """No printer is set up."""

    def status(self) -> PrinterState:
        return PrinterState.ABSENT

    def print(self, _job: bytes, /) -> Printed:
        return Printed(PrinterState.ABSENT, Sent.NOTHING)

    def pulse(self, _pin: int = 0, /) -> PrinterState:
        return PrinterState.ABSENT


@dataclass(frozen=True)
class FilePrinter:
    """Appends jobs to a file, or to a device file such as a shared printer's port."""

    path: Path

    def status(self) -> PrinterState:
        ready = self.path.parent.is_dir() and not self.path.is_dir()
        return PrinterState.READY if ready else PrinterState.UNREACHABLE

    def print(self, job: bytes, /) -> Printed:
        if self.status() is not PrinterState.READY:
            return Printed(PrinterState.UNREACHABLE, Sent.NOTHING)
        try:
            with self.path.open("ab") as out:
                out.write(job)
        except OSError:
            return Printed(PrinterState.UNREACHABLE, Sent.PERHAPS)
        return Printed(PrinterState.READY, Sent.ALL)

    def pulse(self, pin: int = 0, /) -> PrinterState:
        return self.print(drawer_kick(pin)).state


class TcpPrinter:
    """An ESC/POS printer on the network, usually on port 9100.

    Before a job it is asked for its state (DLE EOT); behind the job stands a request that it
    answers only when everything before is on paper (GS r), and while that answer is missing
    it is asked for its state again. A job therefore counts as printed when it is.
    """

    def __init__(
        self,
        host: str,
        port: int = 9100,
        *,
        connect_s: float = 3.0,
        answer_s: float = 2.0,
        print_s: float = 20.0,
        answers: bool = True,
    ) -> None:
        """Remember where the printer is; nothing is sent yet.

        Args:
            connect_s, answer_s, print_s: longest wait for a connection, for a state, and for
                one job to be on paper.
            answers: False for a printer that answers no questions: jobs then count as printed
                when they have been handed over.
        """
        self._address = (host, port)
        self._connect_s, self._answer_s, self._print_s = connect_s, answer_s, print_s
        self._answers = answers
        self._one_at_a_time = threading.Lock()

    def status(self) -> PrinterState:
        try:
            with self._one_at_a_time, self._line() as line:
                return line.state() if self._answers else PrinterState.READY
        except OSError:
            return PrinterState.UNREACHABLE

    def print(self, job: bytes, /) -> Printed:
        sent = Sent.NOTHING
        try:
            with self._one_at_a_time, self._line() as line:
                state = line.state() if self._answers else PrinterState.READY
                if state is not PrinterState.READY:
                    return Printed(state, Sent.NOTHING)
                sent = Sent.PERHAPS
                line.send(job, self._print_s)
                return self._watch(line) if self._answers else Printed(state, Sent.ALL)
        except OSError:
            return Printed(PrinterState.UNREACHABLE, sent)

    def pulse(self, pin: int = 0, /) -> PrinterState:
        try:
            with self._one_at_a_time, self._line() as line:
                state = line.state() if self._answers else PrinterState.READY
                ready = state is PrinterState.READY
                kick = drawer_kick(pin) if ready else drawer_kick_at_once(pin)
                line.send(kick, self._answer_s)
                return state
        except OSError:
            return PrinterState.UNREACHABLE

    def _watch(self, line: _Line) -> Printed:
        """Wait until the job is on paper, or the printer says why it is not."""
        line.send(_REPORT_PAPER, self._answer_s)
        until = time.monotonic() + self._print_s
        while time.monotonic() < until:
            if line.all_printed(_POLL_S):
                return Printed(line.state(), Sent.ALL)
            state = line.state()
            if state in (PrinterState.PAPER_OUT, PrinterState.COVER_OPEN):
                return Printed(state, Sent.ALL if line.confirmed else Sent.PERHAPS)
        return Printed(PrinterState.UNKNOWN, Sent.PERHAPS)

    def _line(self) -> _Line:
        wire = socket.create_connection(self._address, timeout=self._connect_s)
        return _Line(wire, self._answer_s)


class _Line:
    """One connection, with the two kinds of answers told apart by their fixed bits."""

    def __init__(self, wire: socket.socket, answer_s: float) -> None:
        self._wire, self._answer_s = wire, answer_s
        self.confirmed = False

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._wire.close()

    def send(self, content: bytes, within_s: float) -> None:
        self._wire.settimeout(within_s)
        self._wire.sendall(content)

    def state(self) -> PrinterState:
        """Ask for the printer's, the offline cause's and the paper sensor's state.

        Raises:
            OSError: the connection broke.
        """
        general, cause, paper = (self._ask(which) for which in (1, 2, 4))
        if general is None or cause is None or paper is None:
            return PrinterState.UNKNOWN
        if cause & 0x04:
            return PrinterState.COVER_OPEN
        if paper & 0x60 or cause & 0x20:
            return PrinterState.PAPER_OUT
        return PrinterState.UNKNOWN if general & 0x08 or cause & 0x40 else PrinterState.READY

    def all_printed(self, within_s: float) -> bool:
        """Has the printer reached the end of the job; waits no longer than this."""
        if not self.confirmed:
            self._read(within_s, status=False)
        return self.confirmed

    def _ask(self, which: int) -> int | None:
        self.send(_DLE_EOT + bytes([which]), self._answer_s)
        return self._read(self._answer_s, status=True)

    def _read(self, within_s: float, *, status: bool) -> int | None:
        """The next status byte, or with ``status`` false nothing but ``confirmed``."""
        until = time.monotonic() + within_s
        for _ in range(_MOST_REPLIES):
            left = until - time.monotonic()
            byte = self._byte(left) if left > 0 else None
            if byte is None:
                return None
            if byte & 0x93 == 0x12 and status:
                return byte
            if byte & 0x90 == 0:
                self.confirmed = True
                if not status:
                    return None
        return None

    def _byte(self, within_s: float) -> int | None:
        self._wire.settimeout(within_s)
        try:
            read = self._wire.recv(1)
        except TimeoutError:
            return None
        if not read:
            raise ConnectionError("the printer hung up")
        return read[0]


def printer_at(address: str) -> Printer:
    """The printer a register is set up with.

    Args:
        address: ``host:port`` (9100 when no port is given), ``tcp://host:port``,
            ``file:PATH``, or empty for none.

    Raises:
        BadDeviceAddress: it is none of these.
    """
    if not address:
        return NoPrinter()
    if address.startswith("file:"):
        return _file_printer(address)
    host, port = host_and_port(address, default_port=9100)
    return TcpPrinter(host, port)


def _file_printer(address: str) -> FilePrinter:
    name = address.removeprefix("file:")
    if not name or "\0" in name:
        raise BadDeviceAddress(address[:200])
    return FilePrinter(Path(name))


def host_and_port(address: str, default_port: int = 0) -> tuple[str, int]:
    """Take ``host:port`` or ``tcp://host:port`` apart.

    Raises:
        BadDeviceAddress: it is not of that form.
    """
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        host, port = parts.hostname, parts.port or default_port
    except ValueError as error:
        raise BadDeviceAddress(address[:200]) from error
    if parts.scheme != "tcp" or not host or not port or parts.path or parts.query:
        raise BadDeviceAddress(address[:200])
    return host, port

"""The register's end of the terminal protocol in ``terminal_wire``."""

from __future__ import annotations

import socket
import time

from posapp.devices.printer import host_and_port
from posapp.devices.terminal import (
    Approved,
    CardTerminal,
    Charge,
    NoTerminal,
    NotStarted,
    Unknown,
)
from posapp.devices.terminal_wire import MAX_LINE, NotOurProtocol, read_answer, request
from posapp.domain.errors import BadDeviceAddress
from posapp.domain.money import Money
from posapp.line.here import loopback


class TcpTerminal:
    """A terminal, or the program that drives one, on this computer.

    Whatever goes wrong once a request may have left the computer is ``Unknown``.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        connect_s: float = 3.0,
        charge_s: float = 180.0,
        answer_s: float = 10.0,
    ) -> None:
        """Remember where it is; nothing is sent yet.

        Args:
            connect_s, charge_s, answer_s: longest wait for a connection, for a customer to
                pay, and for any other answer.

        Raises:
            BadDeviceAddress: it is not on this computer; the protocol proves no identity.
        """
        if not loopback(host):
            raise BadDeviceAddress(f"{host}:{port}")
        self._address = (host, port)
        self._connect_s, self._charge_s, self._answer_s = connect_s, charge_s, answer_s

    def charge(self, ref: str, amount: Money) -> Charge:
        outcome = self._exchange(request("charge", ref, amount), ref, self._charge_s)
        if isinstance(outcome, Approved) and outcome.amount != amount:
            return Unknown(ref, "other_amount")
        if outcome == NotStarted(ref, "never_heard"):
            return Unknown(ref, "bad_answer")
        return outcome

    def ask(self, ref: str) -> Charge:
        return _open_question(self._exchange(request("ask", ref), ref, self._answer_s))

    def cancel(self, ref: str) -> Charge:
        return _open_question(self._exchange(request("cancel", ref), ref, self._answer_s))

    def _exchange(self, line: bytes, ref: str, within_s: float) -> Charge:
        try:
            wire = socket.create_connection(self._address, timeout=self._connect_s)
        except OSError:
            return NotStarted(ref, "unreachable")
        with wire:
            try:
                wire.settimeout(self._connect_s)
                wire.sendall(line)
                return read_answer(_line(wire, within_s), ref)
            except OSError:
                return Unknown(ref, "no_answer")
            except NotOurProtocol:
                return Unknown(ref, "bad_answer")


def terminal_at(address: str) -> CardTerminal:
    """The terminal a register is set up with.

    Args:
        address: ``127.0.0.1:port``, ``tcp://127.0.0.1:port``, or empty for none.

    Raises:
        BadDeviceAddress: it is none of these.
    """
    if not address:
        return NoTerminal()
    return TcpTerminal(*host_and_port(address))


def _open_question(outcome: Charge) -> Charge:
    """A question that reached nobody has settled nothing about the charge."""
    if outcome == NotStarted(outcome.ref, "unreachable"):
        return Unknown(outcome.ref, "unreachable")
    return outcome


def _line(wire: socket.socket, within_s: float) -> bytes:
    """One line, within this time and the protocol's length.

    Raises:
        OSError: it did not come in time, or the connection broke before its end.
        NotOurProtocol: it is too long.
    """
    until, line = time.monotonic() + within_s, b""
    while not line.endswith(b"\n"):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        wire.settimeout(left)
        chunk = wire.recv(MAX_LINE + 1 - len(line))
        if not chunk:
            raise ConnectionError("the terminal hung up")
        line += chunk
        if len(line) > MAX_LINE:
            raise NotOurProtocol("line")
    return line

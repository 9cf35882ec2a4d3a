"""A card terminal on a socket, with a customer who does as told."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable
from enum import Enum

from posapp.devices.terminal import Approved, Cancelled, Charge, Declined, NotStarted, Unknown
from posapp.devices.terminal_wire import MAX_LINE, NotOurProtocol, answer, read_request
from posapp.domain.money import Money

_TICK_S = 0.02


class Customer(Enum):
    """What happens at the terminal to one charge.

    PAYS, IS_DECLINED, CANCELS: answered at once. WAITS: nothing happens until the simulator's
    ``decide``, or until the charge is cancelled. PAYS_UNHEARD, IS_DECLINED_UNHEARD: decided,
    but the connection is cut before the answer. VANISHES: the request is read and lost, and
    the connection is cut.
    """

    PAYS = "pays"
    IS_DECLINED = "is_declined"
    CANCELS = "cancels"
    WAITS = "waits"
    PAYS_UNHEARD = "pays_unheard"
    IS_DECLINED_UNHEARD = "is_declined_unheard"
    VANISHES = "vanishes"


_UNHEARD = {
    Customer.PAYS_UNHEARD: Customer.PAYS,
    Customer.IS_DECLINED_UNHEARD: Customer.IS_DECLINED,
}


class TerminalSimulator:
    """Listens on loopback from ``start`` to ``close``; also a context manager.

    What it decided it keeps while it exists, also when it is switched off and on.

    Attributes:
        port: where it listens, known after ``start``.
        usually: what customers do when nothing else was arranged.
        takes_s: how long a customer needs before that.
    """

    def __init__(self, port: int = 0, *, takes_s: float = 0.0) -> None:
        self.port = port
        self.usually = Customer.PAYS
        self.takes_s = takes_s
        self._arranged: deque[Customer] = deque()
        self._amounts: dict[str, Money] = {}
        self._outcomes: dict[str, Charge] = {}
        self._requests: list[tuple[str, str]] = []
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> TerminalSimulator:
        listener = socket.create_server(("127.0.0.1", self.port))
        listener.settimeout(_TICK_S)
        self.port = listener.getsockname()[1]
        self._stop.clear()
        self._run(self._serve, listener)
        return self

    def close(self) -> None:
        """Stop listening and cut what is connected."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        while self._threads:
            self._threads.pop().join()

    def __enter__(self) -> TerminalSimulator:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        """For ``terminal_at`` and a register's settings."""
        return f"127.0.0.1:{self.port}"

    @property
    def taken(self) -> tuple[Approved, ...]:
        """Every charge that took money, in order."""
        with self._changed:
            return tuple(o for o in self._outcomes.values() if isinstance(o, Approved))

    @property
    def waiting(self) -> tuple[str, ...]:
        """Refs of the charges whose customer is still at it."""
        with self._changed:
            return tuple(ref for ref in self._amounts if ref not in self._outcomes)

    @property
    def requests(self) -> tuple[tuple[str, str], ...]:
        """Verb and ref of everything asked so far."""
        with self._changed:
            return tuple(self._requests)

    def next(self, *customers: Customer) -> None:
        """Arrange what the next charges meet, one each."""
        with self._changed:
            self._arranged.extend(customers)

    def decide(self, ref: str, customer: Customer = Customer.PAYS) -> None:
        """End the waiting of a charge: the customer PAYS, IS_DECLINED or CANCELS."""
        with self._changed:
            self._decide(ref, customer)

    def waits_until(
        self, holds: Callable[[TerminalSimulator], bool], within_s: float = 5.0
    ) -> bool:
        """Wait for something to become true of this terminal; say whether it did."""
        with self._changed:
            return self._changed.wait_for(lambda: holds(self), within_s)

    def switches_off(self) -> None:
        """Nobody listens; what was decided is remembered."""
        self.close()

    def switches_on(self) -> None:
        """Listen again at the same port."""
        self.start()

    def _run(self, work: Callable[[socket.socket], None], wire: socket.socket) -> None:
        thread = threading.Thread(target=work, args=(wire,), daemon=True)
        thread.start()  # first: whoever closes may join it at once
        self._threads = [*(t for t in self._threads if t.is_alive()), thread]

    def _serve(self, listener: socket.socket) -> None:
        with listener:
            while not self._stop.is_set():
                with contextlib.suppress(TimeoutError):
                    self._run(self._talk, listener.accept()[0])

    def _talk(self, wire: socket.socket) -> None:
        with wire, contextlib.suppress(OSError, NotOurProtocol):
            wire.settimeout(_TICK_S * 100)
            with wire.makefile("rb") as lines:
                do, ref, amount = read_request(lines.readline(MAX_LINE + 1))
            with self._changed:
                self._requests.append((do, ref))
                self._changed.notify_all()
            outcome = self._hear(do, ref, amount)
            if outcome is not None:
                wire.sendall(answer(outcome))

    def _hear(self, do: str, ref: str, amount: Money | None) -> Charge | None:
        """The answer; None where the line is cut instead."""
        if amount is not None:
            return self._charge(ref, amount)
        with self._changed:
            if ref not in self._amounts:
                self._outcomes.setdefault(ref, NotStarted(ref, "never_heard"))
            elif do == "cancel":
                self._decide(ref, Customer.CANCELS)
            return self._outcomes.get(ref, Unknown(ref, "pending"))

    def _charge(self, ref: str, amount: Money) -> Charge | None:
        with self._changed:
            if ref in self._outcomes or ref in self._amounts:
                return self._wait_for(ref)
            customer = self._arranged.popleft() if self._arranged else self.usually
            if customer is Customer.VANISHES:
                return None
            self._amounts[ref] = amount
            self._changed.notify_all()
        self._stop.wait(self.takes_s)
        with self._changed:
            if customer is not Customer.WAITS:
                self._decide(ref, _UNHEARD.get(customer, customer))
            return None if customer in _UNHEARD else self._wait_for(ref)

    def _decide(self, ref: str, customer: Customer) -> None:
        """Give a charge its outcome, if it has none yet."""
        amount, number = self._amounts[ref], len(self._outcomes) + 1
        paid = Approved(ref, amount, f"T-{number:06}", "VISA", f"{4242 + number:04}")
        outcomes: dict[Customer, Charge] = {
            Customer.PAYS: paid,
            Customer.IS_DECLINED: Declined(ref, "insufficient funds"),
            Customer.CANCELS: Cancelled(ref),
        }
        self._outcomes.setdefault(ref, outcomes[customer])
        self._changed.notify_all()

    def _wait_for(self, ref: str) -> Charge | None:
        self._changed.wait_for(lambda: ref in self._outcomes or self._stop.is_set())
        outcome = self._outcomes.get(ref)
        if isinstance(outcome, NotStarted):
            return Cancelled(ref)  # a closed ref takes no money
        return outcome

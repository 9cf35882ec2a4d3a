"""P1: whatever comes back instead of an answer, the client says so in its own words.

Each question of ``CentralService`` is answered by a web server with messages of the contract
that chance has changed: cut, garbled, of other types, huge, nested deeply, of any status.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest

from posapp.central import port
from posapp.central.client import Central
from posapp.central.identity import Identity
from posapp.contract import messages as m
from posapp.contract import wire
from posapp.domain.cart import Cart
from posapp.domain.errors import PosError
from posapp.domain.fulfilment import Address
from posapp.domain.money import Money
from tests.sweeps.duel.arena import planted
from tests.sweeps.sweep import Outcome, Plan, Sweep

HOME = Address("Ana", "Via Po 2", "Torino", "10121", "IT", "TO")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
HEAD = m.JournalHead(1, 1, "0" * 64)
FACT = b'{"id":"s"}'
ODD: tuple[Any, ...] = (None, True, -1, 2**70, 1e308, "", "x" * 5_000, "\ud800", [], {}, [[]])
DEEP = 100_000
MOST_NAMES = (40, 10, 6, 3)  # of an object in an object in an object
QUESTIONS: dict[str, Callable[[Central], object]] = {
    "capabilities": lambda c: c.capabilities(),
    "enrol": lambda c: c.enrol(m.Enrolment("e", "CODE", "KEY", "3")),
    "report_head": lambda c: c.report_head(m.HeadReport(HEAD, HEAD)),
    "next_epoch": lambda c: c.next_epoch(
        m.EpochRequest("e", 1, m.NewEpoch.COPIED, 1, "0" * 64)
    ),
    "shop": lambda c: c.shop("1"),
    "search": lambda c: c.search(m.Search(m.How.NAME, "ana", "IT", "c")),
    "add_customer": lambda c: c.add_customer(
        m.NewCustomer("n", "Ana", "", "", "it", "IT", (), "c")
    ),
    "add_address": lambda c: c.add_address(m.NewAddress("a", "k", HOME)),
    "open_visit": lambda c: c.open_visit(m.Opening("o", m.How.QR, "c", "P1:X")),
    "older": lambda c: c.older("k", "cursor"),
    "cart": lambda c: c.cart("w"),
    "lease": lambda c: c.lease("w", m.Lease("l")),
    "release": lambda c: c.release("w", m.Lease("l")),
    "quotes": lambda c: c.quotes(m.QuoteRequest(HOME, (), 1, Money(1))),
    "check_out": lambda c: c.check_out(m.Checkout("o", "", Cart(), (), Money(0), NOW)),
    "hold": lambda c: c.hold(m.Hold("h", Money(1), "G1", "")),
    "stock": lambda c: c.stock(("A",)),
    "attention": lambda c: c.attention(),
    "image": lambda c: c.image("a.png"),
    "sales": lambda c: c.sales(),
    "snapshot": lambda c: c.snapshot(),
    "changes": lambda c: c.changes("1"),
    "erasures": lambda c: c.erasures(),
    "events": lambda c: c.events("1", 0),
    "report_sales": lambda c: c.report_sales([FACT]),
    "report": lambda c: c.report(port.SALE, "s", "s", FACT),
}


def run(plan: Plan) -> Outcome:
    """Ask everything, in turn, until ``plan.points`` replies were heard."""
    luck, found, names = random.Random(plan.seed), Outcome(0), sorted(QUESTIONS)
    with planted(PLANTED, plan.planted), _server(luck) as (url, says):
        central = Central(url, Identity("r3", bytes(range(32))))
        while found.points < plan.points:
            found += _asked(central, names[found.points % len(names)], says)
        central.close()
    return found


def _asked(central: Central, name: str, says: list[bytes]) -> Outcome:
    try:
        QUESTIONS[name](central)
    except PosError:
        return Outcome(1)
    except Exception as error:  # noqa: BLE001  whatever else comes out is the finding
        why = f"{type(error).__name__}: {str(error)[:200]}"
        return Outcome(1, faults=(f"{name}: {why}, on {says[-1][:300]!r}",))
    return Outcome(1)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_request: object) -> None:
        """The register hung up in the middle of too much: that is its right."""


@contextmanager
def _server(luck: random.Random) -> Iterator[tuple[str, list[bytes]]]:
    """Answers anything with something broken; the last one it said is in the list."""
    says: list[bytes] = [b""]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or the body waits 40 ms for its head to be received

        def handle_any(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            says[:] = [_broken(luck)]
            self.send_response(luck.choice((200, 200, 200, 200, 304, 401, 404, 409, 422, 500)))
            self.send_header("Content-Length", str(len(says[-1])))
            self.send_header("Date", luck.choice(("", "x" * 999, "Mon, 99 Foo 99999 1:1:1 X")))
            self.end_headers()
            self.wfile.write(says[-1])

        do_GET = do_POST = handle_any  # noqa: N815

        def log_message(self, *_text: object) -> None:
            """Quiet."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", says
        finally:
            server.shutdown()
            thread.join()


def _broken(luck: random.Random) -> bytes:
    """A reply: nearly right, or nothing like it."""
    shape = luck.randrange(8)
    if shape == 0:
        return luck.choice((b"[", b'{"a":')) * DEEP
    if shape == 1:
        return luck.randbytes(luck.randint(0, 300))
    whole = msgspec.json.encode(_message(luck, 0))
    if shape == 2:
        return whole[: luck.randrange(len(whole) + 1)]
    if shape == 3:
        at = luck.randrange(len(whole))
        return whole[:at] + luck.randbytes(3) + whole[at + 1 :]
    return whole


def _message(luck: random.Random, depth: int) -> Any:
    """An object with the contract's own names and whatever values."""
    names = luck.sample(NAMES, luck.randint(1, MOST_NAMES[depth]))
    return {name: _value(luck, name, depth) for name in names}


def _value(luck: random.Random, name: str, depth: int) -> Any:
    if depth < 3 and luck.random() < 0.4:
        inner = _message(luck, depth + 1)
        return [inner] if luck.random() < 0.5 else inner
    odd = luck.choice(ODD)
    return odd if odd != "\ud800" else name


def _names() -> list[str]:
    """Every field that a message of the contract has."""
    kinds = [each for each in vars(m).values() if hasattr(each, "__dataclass_fields__")]
    found = {name for kind in kinds for name in kind.__dataclass_fields__}
    return sorted(found | {"code", "status", "title", "detail", "now_s", "retry_after_s"})


NAMES = _names()
UNREAD = "a reply that is no JSON comes out as it is"


def _unread(patch: pytest.MonkeyPatch) -> None:
    def decode(text: bytes, kind: Any) -> Any:
        return msgspec.json.decode(text, type=kind)

    patch.setattr(wire, "decode", decode)


PLANTED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {UNREAD: _unread}

SWEEP = Sweep(
    name="broken replies of the centre, to every question of the register",
    holds=("P1",),
    gate=2_600,
    soak=1_000_000,
    run=run,
    planted=tuple(PLANTED),
    red_within=52,
)

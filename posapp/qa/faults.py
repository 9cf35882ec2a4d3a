"""What can become of one request on the line, and who decides it. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """One request's fate. Whether the centre does what was asked stands with each."""

    DROP = "drop"  # not done; no answer ever, and nobody hangs up
    CUT_BEFORE = "cut before"  # not done; hung up
    CUT_AFTER = "cut after"  # done; hung up instead of the answer
    CUT_WITHIN = "cut within"  # done; hung up in the middle of the answer
    DELAY = "delay"  # done; the answer waits
    THROTTLE = "throttle"  # done; the answer crawls
    DRIP = "drip"  # done; the answer comes byte by byte
    TWICE = "twice"  # done; it arrives twice at once
    LATE = "late"  # hung up; done after the requests that follow it
    GARBAGE = "garbage"  # done; what comes back is no answer of the centre
    ERROR_BEFORE = "error before"  # not done; somebody on the way says 502 and the like
    ERROR_AFTER = "error after"  # done; the same


_GARBAGE = (
    b"\x00\xff\x16\x03\x01 no HTTP at all\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 25\r\n\r\n"
    b"<html>Please log in</html",
    b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"sale":"',
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\nshort",
    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
)
_ERRORS = (
    "500 Internal Server Error",
    "502 Bad Gateway",
    "503 Service Unavailable",
    "504 Gateway Timeout",
    "404 Not Found",
    "429 Too Many Requests",
    "408 Request Timeout",
)


@dataclass(frozen=True)
class Mischief:
    """Chance, from a seed: the n-th request to a place meets the same fault every time.

    Attributes:
        share: of the requests that meet a fault, 0 to 1. ``on``: how their target begins.
    """

    seed: int
    share: float
    faults: tuple[Fault, ...] = tuple(Fault)
    on: str = "/"

    def fault(self, target: str, number: int) -> Fault | None:
        """What the ``number``-th request to this place meets, or nothing."""
        if not target.startswith(self.on):
            return None
        luck = _luck(self.seed, target, number)
        return luck.choice(self.faults) if luck.random() < self.share else None


def garbage(target: str, number: int) -> bytes:
    """Something that a register must not take for an answer."""
    return _luck(0, target, number).choice(_GARBAGE)


def error(target: str, number: int) -> bytes:
    """What a proxy, a balancer or a web server of its own accord answers."""
    status = _luck(0, target, number).choice(_ERRORS)
    body = f"<html><h1>{status}</h1></html>".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body


def _luck(seed: int, target: str, number: int) -> random.Random:
    return random.Random(f"{seed} {target.partition('?')[0]} {number}")

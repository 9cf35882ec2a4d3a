"""HTTP to the centre: signed, bounded in time and size, over TLS or to this computer only."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from posapp.central.clock import CentreClock
from posapp.central.identity import Identity
from posapp.contract import wire
from posapp.contract.problems import Problem, ProblemDocument
from posapp.domain.errors import BadReply, Unreachable
from posapp.line.here import loopback

if TYPE_CHECKING:
    import requests

CONNECT_S = 3.05
READ_S = 10.0
WHOLE_S = 60.0  # for a request as a whole, from connecting to the last byte of its answer
_STEP = 256 * 1024
Told = Callable[[str, str, str, float], None]  # method, target, status or error, seconds
_SIGN_AGAIN = {Problem.CLOCK.value, Problem.REPLAYED.value}


@dataclass(frozen=True)
class Answer:
    """What came back, whole. ``body``: at most as long as was allowed."""

    status: int
    body: bytes


@dataclass(frozen=True)
class _Question:
    """What ``Transport.ask`` was asked."""

    method: str
    target: str
    body: bytes
    headers: dict[str, str] | None
    largest: int
    read_s: float


class Transport:
    """Connections to one central service. Every thread may ask at once.

    Attributes:
        told: hears of each exchange when it is over, on the thread that asked.

    Certificates are verified, always: no argument and no environment variable turns it off.
    Believed is what this computer itself believes (its system's certificate store, where a
    chain may add an authority of its own) and the public authorities that come with us.
    The one ``requests.Session`` (see ``session``) is made for the first request: importing
    it takes a tenth of a second, which nobody waits for before a PIN can be typed.
    """

    def __init__(
        self,
        base_url: str,
        identity: Identity | None = None,
        *,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Talk to the centre at this address; unsigned without an identity.

        Args:
            wall: this computer's clock, seconds since 1970. It may be wrong.

        Raises:
            Unreachable: the address is not safe to talk to.
        """
        self._base = checked(base_url)
        self.told: Told = _nobody
        self._identity = identity
        self._clock = CentreClock(wall)
        self._dated_s: float | None = None  # the centre's last Date, before the steady clock
        self._made: requests.Session | None = None
        self._making = Lock()

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        headers: dict[str, str] | None = None,
        largest: int,
        read_s: float = READ_S,
    ) -> Answer:
        """One request, one answer.

        Args:
            target: path with its query, as it is signed and sent.
            largest: bytes of the answer's body that are read at the most.
            read_s: longest silence; where it is less than usual, of connected and answered,
                too. However it drips, ``WHOLE_S`` is the end.

        A request that is refused for its time or its nonce did nothing, and is signed and
        sent once more, by the centre's time.

        Raises:
            Unreachable: no whole answer came. BadReply: it is too large, or a redirect.
        """
        began_s = time.monotonic()
        try:
            answer = self._answer(_Question(method, target, body, headers, largest, read_s))
        except Unreachable as error:
            self.told(method, target, type(error).__name__, time.monotonic() - began_s)
            raise
        self.told(method, target, str(answer.status), time.monotonic() - began_s)
        return answer

    def _answer(self, asked: _Question) -> Answer:
        answer = self._ask(asked)
        if answer.status == 401 and self._learns(answer.body):
            return self._ask(asked)
        return answer

    def _ask(self, asked: _Question) -> Answer:
        from posapp.line.deadline import TooSlow, within
        from posapp.line.session import FAULTS

        http = self._http
        try:
            with (
                within(_whole_s(asked.read_s)),
                http.request(
                    asked.method,
                    self._base + asked.target,
                    data=asked.body or None,
                    headers=self._headers(asked),
                    timeout=(CONNECT_S, asked.read_s),
                    allow_redirects=False,
                    stream=True,
                    verify=True,
                ) as response,
            ):
                self._note_date(response.headers.get("Date", ""))
                return self._read(response, asked.largest)
        except TooSlow as error:
            raise Unreachable("too slow") from error
        except FAULTS as error:
            raise Unreachable(type(error).__name__) from error

    def _headers(self, asked: _Question) -> dict[str, str]:
        sent = {"Accept": "application/json", "Accept-Encoding": "identity"}
        sent.update(asked.headers or {})
        if self._identity is not None:
            sent["Authorization"] = self._identity.authorization(
                asked.method, asked.target, asked.body, self._clock.now_s()
            )
        return sent

    def centre_s(self) -> float | None:
        """What time it is at the centre, seconds since 1970, by the date of its last answer
        and what has passed since; None before the first."""
        dated_s = self._dated_s
        return None if dated_s is None else time.monotonic() + dated_s

    def close(self) -> None:
        with self._making:
            if self._made is not None:
                self._made.close()

    @property
    def _http(self) -> requests.Session:
        from posapp.line import session

        with self._making:
            if self._made is None:
                self._made = session.made(tls=self._base.startswith("https:"))
            return self._made

    def _learns(self, body: bytes) -> bool:
        """Take the centre's time from a refusal; whether signing anew may help."""
        try:
            document = wire.decode(body, ProblemDocument)
        except wire.BadMessage:
            return False
        if document.now_s is not None:
            self._clock.learn(document.now_s)
        return self._identity is not None and document.code in _SIGN_AGAIN

    def _note_date(self, text: str) -> None:
        try:
            said_s = parsedate_to_datetime(text[:64]).timestamp()
        except (ValueError, OverflowError):  # none, or none that is a time
            return
        self._dated_s = said_s - time.monotonic()

    def _read(self, response: requests.Response, largest: int) -> Answer:
        if 300 <= response.status_code < 400 and response.status_code != 304:
            raise BadReply("redirect")
        if _length(response) > largest:
            raise BadReply("too large")
        body = bytearray()
        raw: Any = response.raw
        while piece := raw.read1(_STEP):
            body += piece
            if len(body) > largest:
                raise BadReply("too large")
        return Answer(response.status_code, bytes(body))


def _whole_s(read_s: float) -> float:
    return WHOLE_S if read_s >= READ_S else min(WHOLE_S, CONNECT_S + read_s)


def _nobody(_method: str, _target: str, _outcome: str, _took_s: float) -> None:
    """Nobody wants to hear of each exchange."""


def checked(base_url: str) -> str:
    """The address without a slash at its end, if it is one to talk to.

    Raises:
        Unreachable: neither https nor http to this computer itself, or with a query or a
            password in it.
    """
    try:
        parts = urlsplit(base_url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Unreachable("not an address") from error
    plain = parts.scheme == "http" and loopback(host)
    more = parts.query or parts.fragment or parts.username or parts.password
    if not host or more or not (parts.scheme == "https" or plain):
        raise Unreachable("not a safe address")
    return base_url.rstrip("/")


def _length(response: requests.Response) -> int:
    text = response.headers.get("Content-Length", "0")
    return int(text) if text.isascii() and text.isdigit() else 0

"""Who is asking: every request of a register is signed with the register's own key."""

from __future__ import annotations

import asyncio
import re
from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Depends, Request
from sqlalchemy import Connection, bindparam, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from posapp.contract import paths, wire
from posapp.contract.problems import Problem
from posapp.contract.signing import signed_text
from posapp.hub import nonces
from posapp.hub.answers import answer_bytes
from posapp.hub.hub import Hub
from posapp.hub.idempotency import idempotent
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import registers

T = TypeVar("T")
BODY = 256 * 1024  # bytes
LARGE_BODY = {
    paths.SALES: 8 * 1024 * 1024,
    paths.SALE_BATCHES: 8 * 1024 * 1024,
    paths.CHECKOUTS: 4 * 1024 * 1024,
}
BODY_S = 20.0
ANSWER_ANEW = {paths.SEARCH, paths.VISITS}
NOTHING_PERSONAL = {
    *(paths.SHOP, paths.SNAPSHOT, paths.CHANGES, paths.IMAGE, paths.STOCK, paths.EVENTS),
    paths.ERASURES,
}
TEXT = 20_000  # characters of any one text in a message
COUNT = 2**53  # of any one number
YEARS = range(1970, 2200)  # clocks without a battery begin in 1970
_NAMED = select(registers).where(registers.c.id == bindparam("name"))
_HEADER = re.compile(
    r'Register id="([^"\s]{1,64})", *at="([0-9]{1,12})", *nonce="([^"\s]{16,64})", *'
    r'signature="([A-Za-z0-9+/=]{80,100})"'
)


@dataclass(frozen=True)
class Sent:
    """A request as it came, its body read within limits.

    Attributes:
        target: path and query exactly as sent. ``key``: Idempotency-Key, or empty.
        route: the contract's path that it matched. ``place``: where it came from.
    """

    hub: Hub
    method: str
    target: str
    body: bytes
    authorization: str
    key: str
    if_none_match: str
    route: str
    place: str

    def must_not_guess(self) -> None:
        """Turn away whoever guessed wrong too often lately.

        Raises:
            Refusal: ``too_many``.
        """
        most = self.hub.settings.guesses_per_minute
        self.hub.guesses.must_be_few(self.place, self.hub.clock(), most)

    def guessed_wrong(self) -> None:
        """Count this request as a wrong guess."""
        self.hub.guesses.add(self.place, self.hub.clock())

    def reads(self, kind: type[T]) -> T:
        """The body as a message of the contract.

        Raises:
            Refusal: it is not that message, or holds what no database can keep.
        """
        try:
            message = wire.decode(self.body, kind)
        except wire.BadMessage as error:
            raise Refusal(Problem.INVALID, _where(str(error))) from error
        check_sane(message)
        return message


@dataclass(frozen=True)
class Caller:
    """An enrolled register."""

    id: str
    store: str
    label: str
    epoch: int


@dataclass(frozen=True)
class Call:
    """A request whose register has proved who it is."""

    sent: Sent
    caller: Caller

    @property
    def hub(self) -> Hub:
        return self.sent.hub

    def reads(self, kind: type[T]) -> T:
        return self.sent.reads(kind)

    def writes(self, key: str, effect: Callable[[Connection], Any]) -> Response:
        """Do a write once for ever and answer what ``effect`` returned, or returned then.

        Raises:
            Refusal: the Idempotency-Key is not ``key``; or see ``idempotent``.
        """
        if not key or len(key) > 64 or self.sent.key != key:
            raise Refusal(Problem.INVALID, "Idempotency-Key")
        asked = f"{self.sent.method} {self.sent.target}\n".encode() + self.sent.body
        return answer_bytes(idempotent(self.hub, self.caller.id, key, asked, effect))


async def sent(request: Request) -> Sent:
    """Read the request, as much of it as we are willing to."""
    header = request.headers.get
    raw: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    target = (raw + b"?" + query if query else raw).decode("latin-1")
    if "%00" in target:  # no column can keep a NUL, and nothing of ours has one
        raise Refusal(Problem.INVALID, "NUL")
    return Sent(
        hub=request.app.state.hub,
        method=request.method,
        target=target,
        body=await _body(request),
        authorization=header("authorization", ""),
        key=header("idempotency-key", ""),
        if_none_match=header("if-none-match", "").strip('"'),
        route=_route(request),
        place=request.client.host if request.client else "",
    )


def call(sent: Annotated[Sent, Depends(sent)]) -> Call:
    """The register that signed this request.

    Raises:
        Refusal: unsigned, wrongly signed, unknown, revoked, from another time, or heard
            before.
    """
    return Call(sent, caller_of(sent))


Signed = Annotated[Call, Depends(call)]
Unsigned = Annotated[Sent, Depends(sent)]


def caller_of(sent: Sent) -> Caller:
    match = _HEADER.fullmatch(sent.authorization)
    if match is None:
        raise Refusal(Problem.UNAUTHORISED)
    name, at, nonce, signature = match.groups()
    row = sent.hub.read(lambda db: db.execute(_NAMED, {"name": name}).one_or_none())
    if row is None:
        raise Refusal(Problem.UNAUTHORISED)
    text = signed_text(sent.method, sent.target, sent.body, int(at), nonce)
    try:
        Ed25519PublicKey.from_public_bytes(row.public_key).verify(b64decode(signature), text)
    except (InvalidSignature, ValueError) as error:
        raise Refusal(Problem.UNAUTHORISED) from error
    if row.revoked_at is not None:
        raise Refusal(Problem.REVOKED)
    nonces.must_be_fresh(sent.hub, row.id, int(at), nonce, once=_answers_once(sent))
    return Caller(row.id, row.store, row.label, row.epoch)


def must_be_new(call: Call) -> None:
    """Believe a request once that turned out to be about a person after all.

    Raises:
        Refusal: ``replayed``.
    """
    match = _HEADER.fullmatch(call.sent.authorization)
    assert match is not None  # it was signed
    _, at, nonce, _ = match.groups()
    nonces.must_be_fresh(call.hub, call.caller.id, int(at), nonce, once=True)


def _answers_once(sent: Sent) -> bool:
    """Whether a request played again could tell something new about a person: a write answers
    what it answered before, except for a visit, and what anybody may know is no secret."""
    if sent.method == "GET":
        return sent.route not in NOTHING_PERSONAL
    return sent.route in ANSWER_ANEW


def _route(request: Request) -> str:
    path: str = getattr(request.scope.get("route"), "path", "")
    return path


async def _body(request: Request) -> bytes:
    """The body, read within its limits of size and time. A large one of a stranger's, who
    names no register, is not taken in: a thousand of those would be all the memory."""
    limit, named = LARGE_BODY.get(_route(request), BODY), False
    read = bytearray()
    try:
        async with asyncio.timeout(BODY_S):
            async for chunk in request.stream():
                read += chunk
                if len(read) > limit:
                    raise Refusal(Problem.TOO_LARGE)
                if len(read) > BODY and not named:
                    await run_in_threadpool(_names_a_register, request)
                    named = True
    except TimeoutError as error:
        raise Refusal(Problem.TOO_LARGE, "too slow") from error
    except ClientDisconnect as error:  # no bug of ours to log, and nobody hears the answer
        raise Refusal(Problem.INVALID, "hung up") from error
    return bytes(read)


def _names_a_register(request: Request) -> None:
    """Before its signature can be looked at, which is over the whole body.

    Raises:
        Refusal: it names none that is believed.
    """
    hub: Hub = request.app.state.hub
    match = _HEADER.fullmatch(request.headers.get("authorization", ""))
    name = match[1] if match else ""
    row = hub.read(lambda db: db.execute(_NAMED, {"name": name}).one_or_none())
    if row is None or row.revoked_at is not None:
        raise Refusal(Problem.UNAUTHORISED)


def check_sane(value: Any) -> None:
    """Refuse texts and numbers that no column can keep.

    Raises:
        Refusal: a text has a NUL or more than ``TEXT`` characters, a number is too large, or
            a moment has no time zone.
    """
    if isinstance(value, str) and (len(value) > TEXT or "\0" in value):
        raise Refusal(Problem.INVALID, "text too long, or with a NUL")
    if isinstance(value, int) and abs(value) > COUNT:
        raise Refusal(Problem.INVALID, "number too large")
    if isinstance(value, datetime) and (value.tzinfo is None or value.year not in YEARS):
        raise Refusal(Problem.INVALID, "a moment without its time zone, or far away")
    for part in _parts(value):
        check_sane(part)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, tuple):
        return value
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return ()


def _where(text: str) -> str:
    """What is wrong and where, without the values that were sent."""
    return re.sub(r"'[^']*'", "…", text)[:300]

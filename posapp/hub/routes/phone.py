"""The customer's own web page. No part of the contract: registers never ask for it."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from posapp.assets import asset
from posapp.contract import wire
from posapp.contract.messages import Operations
from posapp.contract.problems import Problem
from posapp.hub import catalogue, tokens
from posapp.hub.answers import answer, answer_bytes, unchanged
from posapp.hub.auth import Sent, Unsigned
from posapp.hub.phone import addresses, cast, codes, edits, pacing
from posapp.hub.phone.guarding import GuardedRoute
from posapp.hub.phone.seen import Seen, seen
from posapp.hub.problems import Refusal

router = APIRouter(include_in_schema=False, route_class=GuardedRoute)
Secret = Annotated[str, Path(max_length=addresses.SECRET)]
Name = Annotated[str, Path(max_length=200)]
Text = Annotated[str, Query(max_length=80)]
FOUND = 20
FILES = {"page.css": "text/css", "words.js": "text/javascript", "page.js": "text/javascript"}
A_DAY = "private, max-age=86400"


@router.get("/c/{secret}")
def page(secret: Secret, sent: Unsigned) -> Response:
    """The page itself, also for an address that is good no longer: it says so."""
    pacing.spend(sent, secret)
    try:
        sent.hub.read(lambda db: addresses.customer_of(db, sent.hub, secret))
        status = 200
    except Refusal as refusal:
        status = refusal.document.status
    html = asset("page", "index.html").read_text("utf-8")
    return HTMLResponse(html, status)


@router.get("/c/{secret}/state")
def state(secret: Secret, sent: Unsigned) -> Response:
    """All that the page shows, and 304 while it stays the same."""
    pacing.spend(sent, secret)

    def look(db: Connection) -> Seen:
        return seen(db, sent.hub, addresses.customer_of(db, sent.hub, secret))

    body = wire.encode(sent.hub.read(look))
    addresses.goes_on(sent.hub, secret)
    etag = sha256(body).hexdigest()[:32]
    return unchanged(etag) if sent.if_none_match == etag else answer_bytes(body, etag=etag)


@router.get("/c/{secret}/code.svg")
def code_as_picture(secret: Secret, sent: Unsigned) -> Response:
    """A new QR at every look."""
    return Response(codes.svg(_token(secret, sent)), media_type="image/svg+xml")


@router.get("/c/{secret}/code")
def code_as_text(secret: Secret, sent: Unsigned) -> Response:
    """The same as text, for whoever has no camera at hand."""
    return PlainTextResponse(_token(secret, sent))


@router.post("/c/{secret}/carts/{cart}/operations")
def edit(secret: Secret, cart: Annotated[str, Path(max_length=64)], sent: Unsigned) -> Response:
    """Edit a cart of one's own, each edit once for ever."""
    pacing.spend(sent, secret)
    asked = sent.reads(Operations)
    pacing.spend(sent, secret, pacing.EDIT * min(len(asked.operations), pacing.MOST_EDITS))

    def apply(db: Connection) -> None:
        edits.edit(db, sent.hub, addresses.customer_of(db, sent.hub, secret), cart, asked)

    sent.hub.write(apply)
    return Response(status_code=204)


@router.get("/c/{secret}/products")
def products(secret: Secret, sent: Unsigned, text: Text = "") -> Response:
    """What the shop sells that has this in its name."""
    pacing.spend(sent, secret, pacing.SEARCH)

    def look(db: Connection) -> list[object]:
        addresses.customer_of(db, sent.hub, secret)
        wanted = text.strip()
        return [*catalogue.search(db, wanted, FOUND)] if wanted else []

    return answer(sent.hub.read(look))


@router.get("/c/{secret}/images/{name}")
def image(secret: Secret, name: Name, sent: Unsigned) -> Response:
    """A picture of a product or of a message of one's own."""
    pacing.spend(sent, secret)

    def look(db: Connection) -> catalogue.Picture | None:
        mine = addresses.customer_of(db, sent.hub, secret)
        found = catalogue.image(db, name)
        return found if found and found.customer in {None, mine} else None

    picture = sent.hub.read(look)
    if picture is None:
        raise Refusal(Problem.NOT_FOUND, "image")
    kept = "no-store" if picture.customer else A_DAY
    return Response(picture.content, 200, {"Cache-Control": kept}, picture.media_type)


@router.get("/page/{name}")
def part_of_the_page(name: Name) -> Response:
    """Its style and its script."""
    if name not in FILES:
        raise Refusal(Problem.NOT_FOUND, "page")
    content = asset("page", name).read_bytes()
    return Response(content, 200, {"Cache-Control": "no-cache"}, FILES[name])


@router.get("/demo")
def the_cast(sent: Unsigned) -> Response:
    """The phones of the demo chain."""
    _only_in_a_demo(sent)
    return HTMLResponse(sent.hub.read(cast.index))


@router.get("/demo/{key}")
def one_of_the_cast(key: Annotated[str, Path(max_length=20)], sent: Unsigned) -> Response:
    """The phone of somebody of the cast."""
    _only_in_a_demo(sent)

    def make(db: Connection) -> str:
        return addresses.demo(db, sent.hub, cast.member(db, key))

    return RedirectResponse(sent.hub.write(make), 303)


def _token(secret: str, sent: Sent) -> str:
    pacing.spend(sent, secret, pacing.CODE)

    def make(db: Connection) -> str:
        return tokens.issue(db, sent.hub, addresses.customer_of(db, sent.hub, secret))

    try:
        return sent.hub.read(make)
    except LookupError as error:
        raise Refusal(Problem.NOT_FOUND, "key") from error


def _only_in_a_demo(sent: Sent) -> None:
    if not sent.hub.settings.demo:
        raise Refusal(Problem.NOT_FOUND, "page")

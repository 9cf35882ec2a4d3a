"""The catalogue on its way to registers, and its pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import CataloguePage
from posapp.contract.problems import Problem
from posapp.hub import catalogue, catalogue_pages, changes, looks
from posapp.hub.answers import answer_bytes, speaks
from posapp.hub.auth import Call, Signed, must_be_new
from posapp.hub.problems import Refusal

router = APIRouter()
Cursor = Annotated[str, Query(max_length=500)]
Limit = Annotated[int, Query(ge=1, le=catalogue_pages.LARGEST)]
FOR_EVER = "private, max-age=31536000, immutable"


@router.get(paths.SNAPSHOT, **speaks(answers=CataloguePage))
def snapshot(
    call: Signed, cursor: Cursor = "", limit: Limit = catalogue_pages.PAGE
) -> Response:
    """The whole catalogue, most popular first; go on with each page's cursor."""
    if not cursor:
        _number(call)
    store = call.caller.store
    page = call.hub.read(lambda db: catalogue_pages.snapshot(db, store, cursor, limit))
    return answer_bytes(page)


@router.get(paths.CHANGES, **speaks(answers=CataloguePage))
def since(call: Signed, cursor: Cursor = "0", limit: Limit = catalogue_pages.PAGE) -> Response:
    """What changed after the cursor, oldest first; a product that changed twice comes once."""
    _number(call)
    store = call.caller.store
    page = call.hub.read(lambda db: catalogue_pages.since(db, store, cursor or "0", limit))
    return answer_bytes(page)


@router.get(paths.IMAGE, **speaks(media_type="image/*"))
def image(name: Annotated[str, Path(max_length=200)], call: Signed) -> Response:
    """A PNG or JPEG. A name stands for the same picture for ever: keep it, unless it came with
    a message; such a one is shown to stores that serve its customer."""
    hub, store = call.hub, call.caller.store

    def look(db: Connection) -> catalogue.Picture | None:
        found = catalogue.image(db, name)
        open_ = found and (not found.customer or looks.serves(db, hub, store, found.customer))
        return found if open_ else None

    picture = hub.read(look)
    if picture is None:
        raise Refusal(Problem.NOT_FOUND, "image")
    if picture.customer:
        must_be_new(call)
    kept = "no-store" if picture.customer else FOR_EVER
    headers = {"Cache-Control": kept, "X-Content-Type-Options": "nosniff"}
    return Response(picture.content, 200, headers, picture.media_type)


def _number(call: Call) -> None:
    """Give committed changes their place before anybody reads them."""
    if call.hub.read(changes.pending):
        call.hub.write(changes.number_pending)

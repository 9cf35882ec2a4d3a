"""Older pages of what was said."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Older
from posapp.hub import conversations, looks, visits
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed

router = APIRouter()


@router.get(paths.MESSAGES, **speaks(answers=Older))
def messages(
    customer: Annotated[str, Path(max_length=64)],
    call: Signed,
    before: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The page before a cursor, of a customer who is served here."""
    return answer(call.hub.read(lambda db: _older(db, call, customer, before)))


def _older(db: Connection, call: Call, customer: str, before: str) -> Older:
    looks.must_serve(db, call.hub, call.caller, customer)
    page = conversations.page(db, customer, before)
    goods = visits.products_in(db, page, call.caller.store)
    return Older(page.messages, page.older, goods)

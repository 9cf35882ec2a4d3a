"""A customer is served: the whole context in one request."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths, wire
from posapp.contract.messages import EventKind, Opening
from posapp.domain.visit import Visit
from posapp.hub import visits
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed
from posapp.hub.news import note

router = APIRouter()


@router.post(paths.VISITS, **speaks(reads=Opening, answers=Visit))
def open_visit(call: Signed) -> Response:
    """Open a visit. A repeat redeems nothing twice, and reads the context afresh: what was
    said is not kept a second time among the answers (P3)."""
    asked = call.reads(Opening)
    opened = call.writes(asked.id, lambda db: _open(db, call, asked))
    customer = wire.decode(bytes(opened.body), str)
    if visits.only_a_card(asked):
        return answer(visits.glance(call.hub, asked.id, customer))
    return answer(visits.context(call.hub, call.caller, asked.id, customer))


def _open(db: Connection, call: Call, asked: Opening) -> str:
    customer = visits.open_visit(db, call.hub, call.caller, asked)
    note(db, call.hub, EventKind.ARRIVAL, asked.id, customer=customer, store=call.caller.store)
    return customer

"""A customer is served: the whole context in one request."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from posapp.contract import paths, wire
from posapp.contract.messages import Opening
from posapp.domain.visit import Visit
from posapp.hub import visits
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Signed

router = APIRouter()


@router.post(paths.VISITS, **speaks(reads=Opening, answers=Visit))
def open_visit(call: Signed) -> Response:
    """Open a visit. A repeat redeems nothing twice, and reads the context afresh: what was
    said is not kept a second time among the answers (P3)."""
    asked = call.reads(Opening)
    opened = call.writes(asked.id, lambda db: visits.arrive(db, call.hub, call.caller, asked))
    return answer(visits.opened(call.hub, call.caller, asked, customer_in(opened)))


def customer_in(opened: Response) -> str:
    """Whose visit was opened, by the stored answer of the write."""
    return wire.decode(bytes(opened.body), str)

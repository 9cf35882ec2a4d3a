"""What did not fit what the centre knew."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Oddities
from posapp.hub import attention
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Signed

router = APIRouter()
MOST = 200


@router.get(paths.ATTENTION, **speaks(answers=Oddities))
def own(call: Signed) -> Response:
    """Sales of this register's store for people to settle, newest first."""
    store = call.caller.store
    return answer(Oddities(call.hub.read(lambda db: attention.oddities(db, store, MOST))))

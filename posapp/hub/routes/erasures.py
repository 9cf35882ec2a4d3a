"""Who was erased, for registers to forget them, too."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Erasures
from posapp.hub import erasing
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Signed

router = APIRouter()


@router.get(paths.ERASURES, **speaks(answers=Erasures))
def erasures(call: Signed, cursor: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Customers erased since the cursor, oldest first, without end: a register that was away
    hears of all of them when it comes back. An empty page keeps the cursor."""
    return answer(call.hub.read(lambda db: erasing.after(db, cursor)))

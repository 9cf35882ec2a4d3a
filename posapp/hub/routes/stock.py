"""Where the pieces are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Stock
from posapp.contract.problems import Problem
from posapp.hub import stock
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Signed
from posapp.hub.problems import Refusal

router = APIRouter()
SKUS = 200


@router.get(paths.STOCK, **speaks(answers=Stock))
def levels(
    call: Signed, sku: Annotated[list[str] | None, Query(max_length=SKUS)] = None
) -> Response:
    """Every location's pieces of up to 200 SKUs, now."""
    skus = set(sku or ())
    if any(len(each) > 64 or "\0" in each for each in skus):
        raise Refusal(Problem.INVALID, "sku")
    hub = call.hub
    return answer(Stock(hub.read(lambda db: stock.levels(db, skus, hub.clock()))))

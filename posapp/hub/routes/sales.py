"""Sales come in, and a register reads its own back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import SalePage, SaleRecorded
from posapp.domain.sale import Sale
from posapp.hub import sales
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Signed

router = APIRouter()


@router.post(paths.SALES, **speaks(reads=Sale, answers=SaleRecorded))
def record(call: Signed) -> Response:
    """Record a sale: one order, whatever happens on the way. Never refused when well formed."""
    sale, caller = call.reads(Sale), call.caller
    return call.writes(
        sale.id, lambda db: sales.record(db, call.hub, sale, caller.id, caller.store)
    )


@router.get(paths.SALES, **speaks(answers=SalePage))
def own(call: Signed, cursor: Annotated[str, Query(max_length=40)] = "") -> Response:
    """Ids of this register's own sales, oldest first."""
    return answer(call.hub.read(lambda db: sales.page(db, call.caller.id, cursor)))

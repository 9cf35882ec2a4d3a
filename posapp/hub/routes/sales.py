"""Sales come in, and a register reads its own back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths, wire
from posapp.contract.messages import (
    SaleBatch,
    SalePage,
    SaleRecorded,
    SaleVerdict,
    SaleVerdicts,
)
from posapp.contract.problems import Problem
from posapp.domain.sale import Sale
from posapp.hub import sales
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed
from posapp.hub.idempotency import Wish, idempotent_each
from posapp.hub.problems import Refusal
from posapp.hub.sale_checks import ID

router = APIRouter()
MOST = 50


@router.post(paths.SALES, **speaks(reads=Sale, answers=SaleRecorded))
def record(call: Signed) -> Response:
    """Record a sale: one order, whatever happens on the way. Never refused when well formed."""
    sale, caller = call.reads(Sale), call.caller
    return call.writes(sale.id, lambda db: sales.record(db, call.hub, sale, caller))


@router.post(paths.SALE_BATCHES, **speaks(reads=SaleBatch, answers=SaleVerdicts))
def record_batch(call: Signed) -> Response:
    """Record sales that waited, each as if it had come alone, in one transaction."""
    bodies = _bodies(call)
    read = [_read(call, body) for body in bodies]
    wishes = [
        Wish(sale.id, f"POST {paths.SALES}\n".encode() + body, partial(_record, call, sale))
        for sale, body in zip(read, bodies, strict=True)
        if isinstance(sale, Sale)
    ]
    if len({wish.key for wish in wishes}) != len(wishes):
        raise Refusal(Problem.INVALID, "a sale twice")
    done = iter(idempotent_each(call.hub, call.caller.id, wishes))
    verdicts = [_verdict(each, next(done) if isinstance(each, Sale) else each) for each in read]
    return answer(SaleVerdicts(tuple(verdicts)))


def _bodies(call: Call) -> tuple[bytes, ...]:
    try:
        bodies = wire.pieces(call.sent.body, "sales")
    except wire.BadMessage as error:
        raise Refusal(Problem.INVALID, "sales") from error
    if not 0 < len(bodies) <= MOST:
        raise Refusal(Problem.INVALID, f"1 to {MOST} sales")
    return bodies


def _read(call: Call, body: bytes) -> Sale | Refusal:
    """One sale of the batch, or why it is none."""
    try:
        sale = replace(call.sent, body=body).reads(Sale)
    except Refusal as refusal:
        return refusal
    return sale if 0 < len(sale.id) <= ID else Refusal(Problem.INVALID, "id")


def _record(call: Call, sale: Sale, db: Connection) -> SaleRecorded:
    return sales.record(db, call.hub, sale, call.caller)


def _verdict(sale: Sale | Refusal, became: bytes | Refusal) -> SaleVerdict:
    name = sale.id if isinstance(sale, Sale) else ""
    if isinstance(became, Refusal):
        return SaleVerdict(name, became.document.code, became.document.detail)
    return SaleVerdict(name)


@router.get(paths.SALES, **speaks(answers=SalePage))
def own(call: Signed, cursor: Annotated[str, Query(max_length=40)] = "") -> Response:
    """Ids of this register's own sales, oldest first."""
    return answer(call.hub.read(lambda db: sales.page(db, call.caller.id, cursor)))

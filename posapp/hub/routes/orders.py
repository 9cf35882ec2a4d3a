"""Orders across channels, and receipts that are to be sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Accepted, OrderPage, ReceiptRequest
from posapp.contract.problems import Problem
from posapp.domain.orders import Order
from posapp.hub import looks, orders, receipts
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed
from posapp.hub.problems import Refusal

router = APIRouter()


@router.get(paths.ORDERS, **speaks(answers=OrderPage))
def of_customer(
    customer: Annotated[str, Path(max_length=64)],
    call: Signed,
    cursor: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Newest first, of a customer who is served here."""
    return answer(call.hub.read(lambda db: _page(db, call, customer, cursor)))


@router.get(paths.ORDER, **speaks(answers=Order))
def read(number: Annotated[str, Path(max_length=160)], call: Signed) -> Response:
    """One order by its number or the receipt's: of this store, or of somebody served here.
    Where it goes is told of who is served: receipt numbers are easily counted through."""
    return answer(call.hub.read(lambda db: _order(db, call, number)))


@router.post(paths.RECEIPTS, **speaks(reads=ReceiptRequest, answers=Accepted))
def send_receipt(call: Signed) -> Response:
    """Send the receipt of a sale of this store to its customer."""
    asked = call.reads(ReceiptRequest)
    return call.writes(asked.id, lambda db: receipts.send(db, call.hub, call.caller, asked))


def _page(db: Connection, call: Call, customer: str, cursor: str) -> OrderPage:
    looks.must_serve(db, call.hub, call.caller, customer)
    return orders.of_customer(db, customer, cursor)


def _order(db: Connection, call: Call, number: str) -> Order:
    order = orders.read(db, number)
    served = looks.serves(db, call.hub, call.caller.store, order.customer)
    if not served and order.store != call.caller.store:
        raise Refusal(Problem.NOT_FOUND, "order")
    return order if served else replace(order, ship_to=None)

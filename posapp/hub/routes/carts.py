"""Online carts: listed, read, edited, served."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import CartList, Lease, Operations
from posapp.contract.problems import Problem
from posapp.domain.webcart import WebCart
from posapp.hub import cart_edits, carts, leases, looks
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed
from posapp.hub.problems import Refusal

router = APIRouter()
CartId = Annotated[str, Path(max_length=64)]


@router.get(paths.CARTS, **speaks(answers=CartList))
def of_customer(customer: Annotated[str, Path(max_length=64)], call: Signed) -> Response:
    """The open carts of a customer who is served here, the one edited last first."""
    return answer(call.hub.read(lambda db: _list(db, call, customer)))


@router.get(paths.CART, **speaks(answers=WebCart))
def read(cart: CartId, call: Signed) -> Response:
    """One cart as it is, priced now. The ETag is its version; prices move without it."""
    found = call.hub.read(lambda db: carts.read(db, call.hub, cart, call.caller.store))
    return answer(found, etag=str(found.version))


@router.post(paths.OPERATIONS, **speaks(reads=Operations, answers=WebCart))
def edit(cart: CartId, call: Signed) -> Response:
    """Apply edits, each once for ever however often it comes; the cart after them."""
    edits = call.reads(Operations).operations
    if not edits:
        raise Refusal(Problem.INVALID, "operations")

    def apply(db: Connection) -> WebCart:
        cart_edits.apply(db, call.hub, cart, edits)
        return carts.read(db, call.hub, cart, call.caller.store)

    return call.writes(edits[0].id, apply)


@router.post(paths.LEASE, **speaks(reads=Lease, answers=WebCart))
def lease(cart: CartId, call: Signed) -> Response:
    """Serve this cart here; it cannot be paid online until the lease is over."""
    asked, mine = call.reads(Lease), (call.caller.id, call.caller.label)

    def take(db: Connection) -> WebCart:
        leases.lease(db, call.hub, cart, mine, asked.for_s)
        return carts.read(db, call.hub, cart, call.caller.store)

    return call.writes(asked.id, take)


@router.post(paths.RELEASE, **speaks(reads=Lease, answers=WebCart))
def release(cart: CartId, call: Signed) -> Response:
    """Give the cart back before its lease is over."""
    asked = call.reads(Lease)

    def give_back(db: Connection) -> WebCart:
        leases.release(db, call.hub, cart, call.caller.id)
        return carts.read(db, call.hub, cart, call.caller.store)

    return call.writes(asked.id, give_back)


def _list(db: Connection, call: Call, customer: str) -> CartList:
    looks.must_serve(db, call.hub, call.caller, customer)
    return CartList(carts.open_of(db, call.hub, customer, call.caller.store))

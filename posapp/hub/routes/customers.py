"""Customers: looked up, made, and their address book."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import (
    CustomerReply,
    EventKind,
    How,
    Matches,
    NewAddress,
    NewCustomer,
    Opening,
    Search,
)
from posapp.hub import customers, looks, searching, visits
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed
from posapp.hub.looks import Looker
from posapp.hub.news import note
from posapp.hub.routes.visits import customer_in

router = APIRouter()
CustomerId = Annotated[str, Path(max_length=64)]


@router.post(paths.SEARCH, **speaks(reads=Search, answers=Matches))
def search(call: Signed) -> Response:
    """A short masked list. Counted, limited, and recorded for everybody on the list.

    With ``Search.visit`` who alone answers to it is opened at once, as by an ``Opening``:
    counted and recorded as both, once for ever under that id, and both or neither.
    """
    asked = call.reads(Search)
    found = call.hub.read(lambda db: searching.search(db, asked))
    opening = searching.opening(asked, found)
    if opening is not None:
        done = call.writes(opening.id, lambda db: _opened(db, call, asked, found, opening))
        customer = customer_in(done)
        if customer == opening.customer:  # else a repeat, and somebody else answers to it now
            visit = visits.opened(call.hub, call.caller, opening, customer)
            return answer(replace(found, visit=visit))
    call.hub.write(lambda db: _looked(db, call, asked, found))
    return answer(found)


@router.post(paths.CUSTOMERS, **speaks(reads=NewCustomer, answers=CustomerReply))
def make(call: Signed) -> Response:
    """A customer made at the counter."""
    asked = call.reads(NewCustomer)
    return call.writes(asked.id, lambda db: _make(db, call, asked))


@router.post(paths.ADDRESSES, **speaks(reads=NewAddress, answers=CustomerReply))
def add_address(customer: CustomerId, call: Signed) -> Response:
    """One more address in the book of a customer who is served here."""
    asked = call.reads(NewAddress)
    return call.writes(asked.id, lambda db: _add_address(db, call, asked, customer))


def _looked(db: Connection, call: Call, asked: Search, found: Matches) -> None:
    looks.count(db, call.hub, call.caller, asked.clerk)
    who = Looker(call.caller, asked.clerk, asked.how)
    looks.record(db, call.hub, who, looks.SEARCH, (match.id for match in found.matches))


def _opened(db: Connection, call: Call, asked: Search, found: Matches, opening: Opening) -> str:
    _looked(db, call, asked, found)
    return visits.arrive(db, call.hub, call.caller, opening)


def _make(db: Connection, call: Call, asked: NewCustomer) -> CustomerReply:
    made = customers.make(db, call.hub, asked)
    who = Looker(call.caller, asked.clerk, How.NEW)
    looks.record(db, call.hub, who, looks.NEW, [made.id])
    return CustomerReply(made)


def _add_address(db: Connection, call: Call, asked: NewAddress, customer: str) -> CustomerReply:
    looks.must_serve(db, call.hub, call.caller, customer)
    reply = CustomerReply(customers.add_address(db, asked, customer))
    note(db, call.hub, EventKind.CUSTOMER, customer, customer=customer)
    return reply

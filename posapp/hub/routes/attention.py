"""What did not fit what the centre knew, and what people say became of it."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Oddities, Settlement, Settling
from posapp.contract.problems import Problem
from posapp.hub import oddities
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed
from posapp.hub.problems import Refusal
from posapp.hub.shop import clerk_name

router = APIRouter()


@router.get(paths.ATTENTION, **speaks(answers=Oddities))
def own(call: Signed) -> Response:
    """Sales of this register's store for people to settle, and those settled last."""
    store = call.caller.store
    return answer(call.hub.read(lambda db: oddities.for_store(db, store)))


@router.post(paths.SETTLEMENTS, **speaks(reads=Settling, answers=Settlement))
def settle(call: Signed) -> Response:
    """Say what became of an exception of this register's store. It is settled once: answers
    with the settlement that stands, somebody else's perhaps."""
    asked = call.reads(Settling)
    return call.writes(asked.id, lambda db: _settle(db, call, asked))


def _settle(db: Connection, call: Call, asked: Settling) -> Settlement:
    name = clerk_name(db, call.caller.store, asked.clerk)
    if name is None:
        raise Refusal(Problem.INVALID, "clerk")
    said = oddities.Decided(asked.outcome, asked.note, name, asked.clerk)
    stands = oddities.settle(db, call.hub, asked.oddity, said, call.caller.store)
    return replace(stands, note="")  # the answer is kept for ever, the note can be erased

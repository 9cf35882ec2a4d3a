"""Gift cards and store credit."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Accepted, Balance, Held, Hold, Release
from posapp.hub import gift_cards, looks
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Call, Signed

router = APIRouter()


@router.get(paths.BALANCE, **speaks(answers=Balance))
def balance(number: Annotated[str, Path(max_length=64)], call: Signed) -> Response:
    """What is left on a card. Counted and limited: a number can be guessed."""
    call.hub.write(lambda db: looks.count_gift_card(db, call.hub, call.caller))
    return answer(call.hub.read(lambda db: gift_cards.balance(db, number)))


@router.post(paths.HOLDS, **speaks(reads=Hold, answers=Held))
def hold(call: Signed) -> Response:
    """Set an amount aside, or what is left when that is less."""
    asked = call.reads(Hold)
    if asked.number:
        call.hub.write(lambda db: looks.count_gift_card(db, call.hub, call.caller))
    return call.writes(asked.id, lambda db: _hold(db, call, asked))


@router.post(paths.HOLD_RELEASE, **speaks(reads=Release, answers=Accepted))
def release(hold: Annotated[str, Path(max_length=64)], call: Signed) -> Response:
    """Give it back; also before it was asked for, when the asking may still be on its way."""
    asked = call.reads(Release)

    def give_back(db: Connection) -> Accepted:
        gift_cards.release(db, call.hub, hold, call.caller.id)
        return Accepted(asked.id)

    return call.writes(asked.id, give_back)


def _hold(db: Connection, call: Call, asked: Hold) -> Held:
    if asked.customer:
        looks.must_serve(db, call.hub, call.caller, asked.customer)
    return gift_cards.hold(db, call.hub, asked, (call.caller.id, call.caller.store))

"""The question before payment."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Accepted, Checkout, CheckoutReady, Release
from posapp.hub import checkouts
from posapp.hub.answers import speaks
from posapp.hub.auth import Signed

router = APIRouter()


@router.post(paths.CHECKOUTS, **speaks(reads=Checkout, answers=CheckoutReady))
def prepare(call: Signed) -> Response:
    """May this cart be sold just so? A yes reserves its goods for 15 minutes."""
    asked, caller = call.reads(Checkout), call.caller
    asker = checkouts.Asker(caller.id, caller.label, caller.store)
    return call.writes(asked.id, lambda db: checkouts.prepare(db, call.hub, asked, asker))


@router.post(paths.CHECKOUT_RELEASE, **speaks(reads=Release, answers=Accepted))
def release(checkout: Annotated[str, Path(max_length=64)], call: Signed) -> Response:
    """Nothing was sold: give the goods and the carts back."""
    asked = call.reads(Release)

    def give_back(db: Connection) -> Accepted:
        checkouts.release(db, call.hub, checkout, call.caller.id)
        return Accepted(asked.id)

    return call.writes(asked.id, give_back)

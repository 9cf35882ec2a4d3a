"""The store's profile."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from posapp.contract import paths
from posapp.domain.shop import Shop
from posapp.hub import dividing
from posapp.hub.answers import answer, speaks, unchanged
from posapp.hub.auth import Signed
from posapp.hub.shop import shop_of

router = APIRouter()


def _heard(db: Connection, call: Signed, version: str) -> None:
    """It has this version; unless that is an older one by now, it knows its part."""
    store, register = call.caller.store, call.caller.id
    if shop_of(db, store, register).version == version:
        dividing.heard(db, store, register)


@router.get(paths.SHOP, **speaks(answers=Shop))
def shop(call: Signed) -> Response:
    """What the register must know to sell alone; 304 when it has this version already."""
    profile = call.hub.read(lambda db: shop_of(db, call.caller.store, call.caller.id))
    if call.sent.if_none_match == profile.version:
        if call.hub.read(lambda db: dividing.unheard(db, call.caller.id)):
            call.hub.write(lambda db: _heard(db, call, profile.version))
        return unchanged(profile.version)
    return answer(profile, etag=profile.version)

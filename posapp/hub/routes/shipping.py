"""What it costs to ship."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import QuoteRequest, Quotes
from posapp.contract.problems import Problem
from posapp.hub import promotions, shipping
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Signed
from posapp.hub.problems import Refusal

router = APIRouter()


@router.post(paths.QUOTES, **speaks(reads=QuoteRequest, answers=Quotes))
def quotes(call: Signed) -> Response:
    """Every method that goes there, with cost and promised day; perhaps none."""
    asked, hub, store = call.reads(QuoteRequest), call.hub, call.caller.store
    country = asked.address.country
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        raise Refusal(Problem.INVALID, "country")
    if asked.value.currency != hub.read(lambda db: promotions.currency(db, store)):
        raise Refusal(Problem.INVALID, "currency")
    found = hub.read(lambda db: shipping.quotes(db, hub, store, country, asked.value))
    return answer(Quotes(found))

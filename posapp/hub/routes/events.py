"""News by long poll: works behind every firewall."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from posapp.contract import paths
from posapp.contract.messages import Events
from posapp.hub import news
from posapp.hub.answers import answer, speaks
from posapp.hub.auth import Signed

router = APIRouter()
LONGEST_S = 25.0


@router.get(paths.EVENTS, **speaks(answers=Events))
async def events(
    call: Signed,
    cursor: Annotated[str, Query(max_length=4096)] = "",
    wait: Annotated[float, Query(ge=0, le=LONGEST_S)] = 0.0,
) -> Response:
    """Hints of what changed since ``cursor``; without one, where to start from.

    Answers at once when there is news, else after ``wait`` seconds with none.
    """
    hub, store = call.hub, call.caller.store
    if not cursor:
        first = await run_in_threadpool(hub.read, lambda db: news.start(db, hub, store))
        return answer(news.events_of((), first))
    place = news.read_cursor(cursor)
    ends = time.monotonic() + wait
    while True:
        told, after = await run_in_threadpool(hub.read, lambda db: news.since(db, store, place))
        left_s = ends - time.monotonic()
        if told or left_s <= 0 or hub.bell.closed:
            return answer(news.events_of(told, after))
        await hub.bell.heard(min(hub.settings.poll_s, left_s))

"""Throws away what has served its time: old news, and QRs, nonces and addresses of pages
that nobody could use again."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from sqlalchemy import Connection, delete
from starlette.concurrency import run_in_threadpool

from posapp.hub import nonces
from posapp.hub.hub import Hub
from posapp.hub.phone import addresses
from posapp.hub.problems import Refusal
from posapp.hub.tables.customers import redeemed
from posapp.hub.tables.writes import events

log = logging.getLogger("posapp.hub")
NEWS_LIVES = timedelta(days=7)
TOKENS_KEPT = timedelta(days=1)
EVERY_S = 3600.0


def tidy(db: Connection, hub: Hub) -> None:
    """Delete it. Sales, looks and answers are kept for ever."""
    now = hub.clock()
    db.execute(delete(events).where(events.c.at < now - NEWS_LIVES))
    db.execute(delete(redeemed).where(redeemed.c.at < now - TOKENS_KEPT))
    nonces.forget_old(db, hub)
    addresses.forget_old(db, hub)


async def tidy_now_and_then(hub: Hub) -> None:
    """Tidy once an hour until cancelled; a busy database is left alone until the next."""
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await run_in_threadpool(hub.write, lambda db: tidy(db, hub))
        except Refusal as refusal:
            log.warning("not tidied: %s", refusal.problem.value)

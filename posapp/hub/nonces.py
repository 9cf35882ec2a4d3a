"""A signed request is believed within a window of time and, where it matters, once.

Nonces are remembered in the database, so that all processes of the centre share them, and only
for requests that would be answered with something new about a person. A write played again gets
the answer it got before, for ever (``idempotency``); what every register may know (products,
prices, pieces, hints) is guarded by the window alone. So the hot paths, news and sales, pay no
write for it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, delete

from posapp.contract.problems import Problem
from posapp.contract.signing import WINDOW_S
from posapp.hub.hub import Hub
from posapp.hub.once import insert_once
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import nonces

KEPT = timedelta(seconds=2 * WINDOW_S + 60)  # longer than any of them could be used again


def must_be_fresh(hub: Hub, register: str, at: int, nonce: str, *, once: bool) -> None:
    """Believe a request whose signature is good only if it comes from now, and not again.

    Args:
        at: when it was signed, seconds since 1970. ``once``: remember the nonce.

    Raises:
        Refusal: ``clock``, with the centre's time; or ``replayed``.
    """
    now = hub.clock()
    if abs(now.timestamp() - at) > WINDOW_S:
        raise Refusal(Problem.CLOCK, now_s=int(now.timestamp()))
    row = {"register": register, "nonce": nonce, "at": now}
    if once and not hub.write(lambda db: insert_once(db, nonces, row)):
        raise Refusal(Problem.REPLAYED)


def forget_old(db: Connection, hub: Hub) -> None:
    """Delete the nonces that are of no use to anybody any more."""
    db.execute(delete(nonces).where(nonces.c.at < hub.clock() - KEPT))

"""Hears from the centre what changed. A hint only: whoever cares reads again."""

from __future__ import annotations

import time

from posapp.contract.messages import Events
from posapp.domain.errors import NotEnrolled, Refused, Unreachable
from posapp.services import health
from posapp.services.register import Register

WAIT_S = 25


def listen(register: Register, cursor: str = "", wait_s: int = WAIT_S) -> Events:
    """What changed since ``cursor``; waits at the centre for something to happen.

    Without a cursor it comes back at once, with the one to listen from. So it does when the
    centre no longer knows the cursor: everything may have changed, and no event says so.

    Raises:
        Unreachable, NotEnrolled: leave it alone for ``backoff.delay_s``.
    """
    began = time.monotonic()
    try:
        heard = register.central.events(cursor, wait_s if cursor else 0)
    except Refused:
        if not cursor:
            raise
        return listen(register)
    except Unreachable:
        health.silent(register)
        raise
    except NotEnrolled:
        health.answered(register, 0.0)
        raise
    if not cursor:
        health.answered(register, time.monotonic() - began)
    return heard

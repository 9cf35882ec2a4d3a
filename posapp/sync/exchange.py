"""One exchange with the centre."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from threading import Event

from posapp.domain.errors import BadReply, NotEnrolled, Refused, Unreachable
from posapp.services import health
from posapp.services.oddities import hear_if_due
from posapp.services.promising import part_confirmed
from posapp.services.register import Register
from posapp.store import outbox
from posapp.sync import heads
from posapp.sync.erasing import forget_the_erased
from posapp.sync.profile import refresh
from posapp.sync.push import push

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SyncStatus:
    """How things stood after an exchange. Being offline is a state, not an error.

    Attributes:
        online: the centre answered. ``enrolled``: false when it no longer knows us.
        waiting, parked: messages left in the outbox.
        sent: messages accepted this time. ``new_shop``: the shop's profile changed.
    """

    online: bool
    enrolled: bool
    waiting: int
    parked: int
    sent: int = 0
    new_shop: bool = False


def exchange(register: Register, stop: Event | None = None) -> SyncStatus:
    """Ask for a newer shop profile, send what is waiting, and say how things stand.

    The profile comes first: its answer is small, so the time it takes is the line's.

    Raises:
        StoreTrouble: the register's own database fails.
    """
    online, enrolled, sent, new_shop = True, True, 0, False
    try:
        new_shop = _timed_refresh(register)
        known = _compare(register)
        sent = push(register, stop)
        if known:
            part_confirmed(register)
        forget_the_erased(register)
        hear_if_due(register)
    except Unreachable:
        health.silent(register)
        register.current.head_told(0, 0, "")  # another copy may sell while we are away
        register.current.erasures_due = register.current.oddities_due = True
        online = False
    except NotEnrolled:
        enrolled = False
    with register.books.journal.reading() as db:
        waiting, parked = outbox.count(db, "waiting"), outbox.count(db, "parked")
    return SyncStatus(online, enrolled, waiting, parked, sent, new_shop)


def _compare(register: Register) -> bool:
    """Before anything is sent: a copy numbers anew as early as it can. Whether the centre
    knows these books now."""
    try:
        heads.compare(register)
    except (Refused, BadReply) as error:  # no reason to keep sales from it
        log.error("heads were not compared: %s", error)
        return False
    return True


def _timed_refresh(register: Register) -> bool:
    began = time.monotonic()
    try:
        changed = refresh(register)
    except NotEnrolled:
        health.answered(register, time.monotonic() - began)
        raise
    except Refused as refusal:  # it knows no profile of ours: sell by the one we have
        log.error("the centre gives no shop profile: %s", refusal.problem)
        changed = False
    health.answered(register, time.monotonic() - began)
    return changed

"""Hears who was erased, and forgets them here, however long this register was away."""

from __future__ import annotations

import logging

from posapp.domain.errors import Refused
from posapp.services import forgetting
from posapp.services.register import Register
from posapp.store import settings

log = logging.getLogger(__name__)


def forget_the_erased(register: Register) -> int:
    """Forget everybody who was erased since this register was last told; how many. Asks only
    at the beginning, after the centre was away, and when there is news of it. Network.

    Raises:
        Unreachable, NotEnrolled: it is asked again.
        StoreTrouble: the register's own database fails; it is asked again.
    """
    if not register.current.erasures_due:
        return 0
    register.current.erasures_due = False
    try:
        return _heard(register)
    except Refused as refusal:
        log.warning("the centre does not say who was erased: %s", refusal.problem)
        return 0
    except BaseException:
        register.current.erasures_due = True
        raise


def _heard(register: Register) -> int:
    forgotten = 0
    while True:
        with register.books.journal.reading() as db:
            cursor = settings.get(db, settings.ERASED_TO)
        told = register.central.erasures(cursor)
        if not told.customers or told.cursor == cursor:
            return forgotten
        forgetting.forget(register, told.customers, told.cursor)
        forgotten += len(told.customers)

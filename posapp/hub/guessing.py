"""Whoever guesses enrolment codes wrong too often has to wait, and whoever overuses a page.

Counted in this process's memory and not in the database, so that a stranger can make the centre
write nothing, and a page that only looks costs no write. With several processes there are as
many times as many guesses, at codes of 80 random bits, and each process has its own strength to
spend on pages. Addresses of customers' pages have 256 bits: wrong ones need no counting, which
would shut out everybody behind the same balancer as soon as some of them open links that are
over.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from posapp.contract.problems import Problem
from posapp.hub.problems import Refusal

MINUTE = timedelta(minutes=1)
REMEMBERED = 4_096  # who has not been counted for longest is forgotten first


class Tally:
    """How much each of many was counted within a minute, for instance wrong guesses of each
    place on the network."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def must_be_few(self, of: str, now: datetime, most: int) -> None:
        """Turn away who was counted too often.

        Raises:
            Refusal: ``too_many``; says when the next try is looked at.
        """
        with self._lock:
            since, count = self._counted.get(of, (now, 0))
        if count >= most and now - since < MINUTE:
            raise Refusal(
                Problem.TOO_MANY, retry_after_s=(since + MINUTE - now).total_seconds()
            )

    def add(self, of: str, now: datetime, many: int = 1) -> None:
        """Count so many more."""
        with self._lock:
            since, count = self._counted.pop(of, (now, 0))
            over = now - since >= MINUTE
            self._counted[of] = (now, many) if over else (since, count + many)
            while len(self._counted) > REMEMBERED:
                self._counted.popitem(last=False)

"""Whoever guesses enrolment codes wrong too often has to wait.

Counted in this process's memory and not in the database, so that a stranger can make the centre
write nothing. With several processes there are as many times as many guesses, at codes of 80
random bits. Addresses of customers' pages have 256 and need no counting, which would shut out
everybody behind the same balancer as soon as some of them open links that are over.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from posapp.contract.problems import Problem
from posapp.hub.problems import Refusal

MINUTE = timedelta(minutes=1)
REMEMBERED = 4_096  # places; who has not guessed for longest is forgotten first


class Guesses:
    """How often each place on the network guessed wrong within a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_place: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def must_be_few(self, place: str, now: datetime, most: int) -> None:
        """Turn away who has guessed wrong too often.

        Raises:
            Refusal: ``too_many``; says when the next try is looked at.
        """
        with self._lock:
            since, wrong = self._by_place.get(place, (now, 0))
        if wrong >= most and now - since < MINUTE:
            raise Refusal(
                Problem.TOO_MANY, retry_after_s=(since + MINUTE - now).total_seconds()
            )

    def was_wrong(self, place: str, now: datetime) -> None:
        """Count one wrong guess."""
        with self._lock:
            since, wrong = self._by_place.pop(place, (now, 0))
            over = now - since >= MINUTE
            self._by_place[place] = (now, 1) if over else (since, wrong + 1)
            while len(self._by_place) > REMEMBERED:
                self._by_place.popitem(last=False)

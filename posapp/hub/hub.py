"""What the routes and query functions of the centre may reach."""

from __future__ import annotations

import logging
import random
import secrets
import time
from asyncio import Semaphore
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from posapp.contract.problems import Problem
from posapp.database.engine import Database
from posapp.hub.guessing import Tally
from posapp.hub.news import HINTS, NOTED, Bell, leave_hints
from posapp.hub.problems import Refusal
from posapp.hub.settings import Settings

T = TypeVar("T")
log = logging.getLogger("posapp.hub")
TRIES = 5
PHONES = 6  # threads that work for customers' pages at a time; the others are the registers'
TRY_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock: nothing was done, ask again
BUSY = {"55P03", "57014", "53300"}  # lock or statement timeout, too many connections


@dataclass(frozen=True)
class Hub:
    """One process of the centre.

    Attributes:
        clock: the present moment, UTC. ``new_id``: a new UUIDv7.
        secret: that many random bytes, for keys and codes.
        bell: rung when a transaction of this process left news behind.
        guesses: wrong enrolment codes, by where they came from.
        pages: what customers' pages cost, by page (``phone.pacing``).
        parts: threads by part of a visit, so that a stuck part starves only itself.
        phones: taken by each request of a customer's page while a thread works for it.
    """

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    secret: Callable[[int], bytes] = secrets.token_bytes
    bell: Bell = field(default_factory=Bell)
    guesses: Tally = field(default_factory=Tally)
    pages: Tally = field(default_factory=Tally)
    parts: dict[str, ThreadPoolExecutor] = field(default_factory=dict)
    phones: Semaphore = field(default_factory=lambda: Semaphore(PHONES))

    def read(self, work: Callable[[Connection], T]) -> T:
        """Look something up in a transaction of its own.

        Raises:
            Refusal: ``work`` refused, or the database is busy or away (503).
        """
        try:
            with self.database.reading() as db:
                return work(db)
        except (DBAPIError, NoConnection) as error:
            self._judge(error, TRIES)
            raise

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do something, wholly or not at all; again when the database asks for another try.

        Raises:
            Refusal: ``work`` refused, or the database stayed busy (503, nothing was done).
        """
        for tried in range(1, TRIES + 1):
            try:
                with self.database.writing() as db:
                    db.info.pop(NOTED, None)
                    db.info.pop(HINTS, None)
                    done = work(db)
                    leave_hints(db, self)
                    noted = db.info.pop(NOTED, False)
            except (DBAPIError, NoConnection) as error:
                self._judge(error, tried)
                continue
            if noted:
                self.bell.ring()
            return done
        raise AssertionError("the last try returns or raises")

    def _judge(self, error: DBAPIError | NoConnection, tried: int) -> None:
        """Return to try once more; raise when that does not help."""
        original = getattr(error, "orig", None)
        state = getattr(original, "sqlstate", "") or ""
        if state in TRY_AGAIN and tried < TRIES:
            time.sleep(random.uniform(0.005, 0.05) * tried)
            return
        away = isinstance(error, OperationalError | NoConnection)
        if away or state in BUSY or state in TRY_AGAIN:
            log.warning("database busy or away: %s %s", type(original).__name__, state)
            raise Refusal(Problem.BUSY, retry_after_s=1) from error
        raise error

    def close(self) -> None:
        for pool in self.parts.values():
            pool.shutdown(cancel_futures=True)
        self.database.close()

"""The register whose disk gives trouble: like ``subject``, but it lives on and recovers.

    python -m tests.sweeps.journal.troubled FOLDER --printer PORT --terminal PORT

Each fork opens the register, says "open", waits for a line, and does the action: what the
disk refuses must come as trouble that has words. Then it reads the day and its last sale,
says "stopped", waits for a line (the cause is gone), and must sell again without being opened
anew, by the payment it could not complete if there was one.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

from posapp.database.engine import Database
from posapp.database.trouble import KINDS
from posapp.domain.errors import StoreTrouble
from posapp.domain.payment import Payment
from posapp.domain.sale import Sale
from posapp.services import checkout, receipts, reporting, watching
from posapp.services.opening import open_register
from posapp.services.register import close_register
from tests.services.shop import LUISA
from tests.sweeps.journal.actions import ACTIONS, Counter
from tests.sweeps.journal.forks import line, say, serve

CLOSING = ("close", "restore")  # afterwards there is no open register
NOT_TOLD = "an error of SQLite goes through as it is"
CONFIRMED = "a sale that could not be written is confirmed"
FOR_EVER = "after a trouble nothing is written any more"


def prepare(folder: Path, fault: str, plants: Mapping[str, Callable[[], None]]) -> None:
    """A register that has sold once; then the fault, if any, for all that are forked off."""
    counter = Counter(open_register(folder), say, random.Random(0)).opened()
    counter.sells_for_cash()
    close_register(counter.register)
    if fault:
        plants[fault]()


def _live(folder: Path, command: dict[str, Any]) -> None:
    try:
        register = open_register(folder)
    except StoreTrouble as trouble:
        say("refused", trouble.code)
        return
    _troubled(Counter(register, say, random.Random(command["seed"])).opened(), command)


def _troubled(at: Counter, command: dict[str, Any]) -> None:
    action = ACTIONS[command["action"]](at)
    try:
        next(action)
    except StoreTrouble as trouble:  # the disk was full from the start
        say("refused", trouble.code)
        return
    say("open", str(os.getpid()))
    line()
    trying: list[str] = []
    at.say = noting(trying)
    try:
        for _ in action:
            """All of it."""
        for _ in range(command["times"] - 1):
            at.sells_for_cash()
    except StoreTrouble as trouble:
        say("refused", trouble.code)
    closed = command["action"] in CLOSING
    if not closed:
        _reads(at)
    say("stopped")
    line()
    if not closed:
        recovers(at, trying[-1] if trying else "")
        close_register(at.register)


def noting(trying: list[str]) -> Callable[[str, str], None]:
    """Say what is said, and note which sale was not confirmed."""

    def noted(what: str, which: str = "") -> None:
        if what == "trying":
            trying.append(which)
        if what == "sold":
            trying.remove(which)
        say(what, which)

    return noted


def _reads(at: Counter) -> None:
    """What was sold before can be shown and printed again, whatever the disk does."""
    days = reporting.day(at.register, LUISA)
    for row in days.sales[-1:]:
        receipts.find(at.register, row.receipt)
    say("read", str(len(days.sales)))


def recovers(at: Counter, unsure: str) -> None:
    watching.see_to(at.register)
    at.sells_for_cash(unsure)
    if left := watching.troubles(at.register):
        raise AssertionError(f"it still says {left[0].code}")
    say("recovered")


def _not_told() -> None:
    KINDS.clear()


def _confirmed() -> None:
    complete = checkout.complete

    def trusting(register: Any, clerk: Any, customer: Any, payment: Payment) -> Sale:
        try:
            return complete(register, clerk, customer, payment)
        except StoreTrouble:
            return cast(Sale, payment)  # it has an id, and that is what is confirmed

    cast(Any, checkout).complete = trusting


def _for_ever() -> None:
    make_way = Database._make_way

    def sulking(database: Database) -> None:
        if database.trouble is not None:
            raise database.trouble
        make_way(database)

    cast(Any, Database)._make_way = sulking


PLANTS: dict[str, Callable[[], None]] = {
    NOT_TOLD: _not_told,
    CONFIRMED: _confirmed,
    FOR_EVER: _for_ever,
}

if __name__ == "__main__":
    serve(partial(prepare, plants=PLANTS), _live)

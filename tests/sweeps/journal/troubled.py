"""The register whose disk gives trouble: like ``subject``, but it lives on and recovers.

    python -m tests.sweeps.journal.troubled FOLDER --printer PORT --terminal PORT

Each fork opens the register, says "open", waits for a line, and does the action: what the
disk refuses must come as trouble that has words. Then it reads the day and its last sale,
says "stopped", waits for a line (the cause is gone), and must sell again without being opened
anew, by the payment it could not complete if there was one.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from posapp.database.engine import Database
from posapp.database.trouble import KINDS
from posapp.domain.errors import StoreTrouble
from posapp.domain.payment import Payment
from posapp.domain.sale import Sale
from posapp.services import checkout, receipts, reporting, watching
from posapp.services.register import close_register, open_register
from tests.services.shop import LUISA
from tests.sweeps.journal.actions import ACTIONS, Counter
from tests.sweeps.journal.shop import Devices, make_folder
from tests.sweeps.journal.subject import TRACED_BY_ANY, say

CLOSING = ("close", "restore")  # afterwards there is no open register
NOT_TOLD = "an error of SQLite goes through as it is"
CONFIRMED = "a sale that could not be written is confirmed"
FOR_EVER = "after a trouble nothing is written any more"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--printer", type=int, required=True)
    parser.add_argument("--terminal", type=int, required=True)
    parser.add_argument("--planted", default="")
    asked = parser.parse_args()
    make_folder(asked.folder, Devices(asked.printer, asked.terminal))
    _warm_up(asked.folder)
    if asked.planted:
        PLANTS[asked.planted]()
    say("ready")
    while line := _line():
        command = json.loads(line)
        child = os.fork()
        if not child:
            _lives(Path(command["folder"]), command)
        _, status = os.waitpid(child, 0)
        say("ended", str(os.waitstatus_to_exitcode(status)))


def _warm_up(folder: Path) -> None:
    counter = Counter(open_register(folder), say, random.Random(0)).opened()
    counter.sells_for_cash()
    close_register(counter.register)


def _lives(folder: Path, command: dict[str, Any]) -> None:
    """Never comes back."""
    try:
        ctypes.CDLL(None).prctl(*TRACED_BY_ANY, 0, 0, 0)
        register = open_register(folder)
    except StoreTrouble as trouble:
        say("refused", trouble.code)
        os._exit(0)
    try:
        _troubled(Counter(register, say, random.Random(command["seed"])).opened(), command)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the sweep's finding
        say("failed", f"{type(error).__name__}: {error}"[:500])
        os._exit(1)
    os._exit(0)


def _troubled(at: Counter, command: dict[str, Any]) -> None:
    action = ACTIONS[command["action"]](at)
    try:
        next(action)
    except StoreTrouble as trouble:  # the disk was full from the start
        say("refused", trouble.code)
        return
    say("open", str(os.getpid()))
    _line()
    trying: list[str] = []
    at.say = _noting(trying)
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
    _line()
    if not closed:
        _recovers(at, trying[-1] if trying else "")
        close_register(at.register)


def _noting(trying: list[str]) -> Callable[[str, str], None]:
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


def _recovers(at: Counter, unsure: str) -> None:
    watching.see_to(at.register)
    at.sells_for_cash(unsure)
    if left := watching.troubles(at.register):
        raise AssertionError(f"it still says {left[0].code}")
    say("recovered")


def _line() -> bytes:
    found = b""
    while not found.endswith(b"\n"):
        more = os.read(0, 1)
        if not more:
            return b""
        found += more
    return found


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
    main()

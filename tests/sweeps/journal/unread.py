"""The register whose disk gives nothing back: like ``troubled``, but of reading.

    python -m tests.sweeps.journal.unread FOLDER --printer PORT --terminal PORT

Each fork opens the register, says "open", waits for a line, and does the action with nothing
in SQLite's memory, so that every page comes from the system: what cannot be read must come as
the disk's trouble. SQLite itself calls an EIO damage, so once the books are open that is told,
too; at the opening and in a restore, what goes on failing is the disk's. Then it says
"stopped", waits for a line (the cause is gone), and must read all it has sold, sell again, and
find nothing damaged.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Pool, event

from posapp import verify
from posapp.domain.errors import BooksDamaged, DiskFails, NotEnrolled, StoreTrouble
from posapp.services import enrolling, receipts, reporting, selling, watching
from posapp.services.opening import open_register
from posapp.services.register import close_register
from posapp.store.books import DAMAGED
from tests.services.shop import BOOTS_38, LUISA
from tests.sweeps.journal import troubled
from tests.sweeps.journal.actions import ACTIONS, Counter
from tests.sweeps.journal.forks import line, say, serve

CLOSING = ("close", "restore", "opening")  # afterwards there is no open register
CALLED_DAMAGED = "what cannot be read is called damaged"
NOBODYS = "a register whose settings cannot be read is told that it is none"


def opening(at: Counter) -> Iterator[None]:
    close_register(at.register)
    yield
    close_register(open_register(at.register.folder))


def day(at: Counter) -> Iterator[None]:
    """What a manager sees is all of it, or nothing."""
    at.sells_for_cash()
    there = len(reporting.day(at.register, LUISA).sales)
    yield
    seen = reporting.day(at.register, LUISA).sales
    if len(seen) != there or receipts.find(at.register, seen[-1].receipt) is None:
        raise AssertionError(f"{len(seen)} of {there} sales of the day are shown")


def search(at: Counter) -> Iterator[None]:
    yield
    if not selling.search(at.register, "boots").products:
        raise AssertionError("there are boots, and none are found")
    selling.find(at.register, BOOTS_38.sku)


def look_through(at: Counter) -> Iterator[None]:
    at.sells_for_cash()
    yield
    watching.look_through(at.register)


OWN = {action.__name__: action for action in (opening, day, search, look_through)}
SWEPT = {
    **OWN,
    **{
        name: action
        for name, action in ACTIONS.items()
        if name not in ("settings", "first_opening")  # nothing of the books is read
    },
}


def _live(folder: Path, command: dict[str, Any]) -> None:
    at = Counter(open_register(folder), say, random.Random(command["seed"])).opened()
    action = SWEPT[command["action"]](at)
    next(action)
    event.listen(Pool, "checkout", _forgets)
    say("open", str(os.getpid()))
    line()
    trying: list[str] = []
    at.say = troubled.noting(trying)
    try:
        for _ in action:
            """All of it."""
    except StoreTrouble as trouble:
        kinds = (DiskFails,) if command["precisely"] else (DiskFails, BooksDamaged)
        if not isinstance(trouble, kinds):
            raise AssertionError(f"told as {trouble.code}: {trouble}") from trouble
        say("refused", trouble.code)
    say("stopped")
    line()
    if command["action"] in CLOSING:
        at.register = open_register(folder)
    _recovers(at, trying[-1] if trying else "", keeps_goods=command["keeps_goods"])


def _forgets(connection: Any, *_: Any) -> None:
    """Every transaction reads its pages anew, as if the books were larger than the memory."""
    connection.execute("PRAGMA shrink_memory")


def _recovers(at: Counter, unsure: str, *, keeps_goods: bool) -> None:
    if at.register.books.unread.is_set():
        watching.look_through(at.register)
    troubled.recovers(at, unsure)
    watching.look_through(at.register)
    if not keeps_goods:
        (at.register.folder / DAMAGED).unlink(missing_ok=True)
    elif not selling.search(at.register, "boots").products:
        raise AssertionError("the catalogue is gone")
    close_register(at.register)


def _called_damaged() -> None:
    """Whatever keeps the verifier from reading on is a sale that was changed."""
    init = verify.Fault.__init__

    def changed(fault: verify.Fault, *given: Any) -> None:
        init(fault, *given[:3])

    cast(Any, verify.Fault).__init__ = changed


def _nobodys() -> None:
    read = enrolling.settings

    def settings(folder: Path) -> enrolling.Settings:
        try:
            return read(folder)
        except StoreTrouble as trouble:
            raise NotEnrolled(str(folder)) from trouble

    cast(Any, enrolling).settings = settings


PLANTS: dict[str, Callable[[], None]] = {
    **troubled.PLANTS,
    CALLED_DAMAGED: _called_damaged,
    NOBODYS: _nobodys,
}

if __name__ == "__main__":
    serve(partial(troubled.prepare, plants=PLANTS), _live)

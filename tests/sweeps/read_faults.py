"""EIO at reads of every file that a register lives on, whatever is being done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from posapp.services.enrolling import SETTINGS
from posapp.services.keeping import KEY
from posapp.store.books import CATALOGUE, JOURNAL
from tests.sweeps.journal import faulty, strace, troubled, unread
from tests.sweeps.journal.till import Till
from tests.sweeps.sweep import Outcome, Plan, Sweep

SUBJECT = "tests.sweeps.journal.unread"
BOOKS = (JOURNAL, f"{JOURNAL}-wal", CATALOGUE, f"{CATALOGUE}-wal")
SMALL = (SETTINGS, KEY)
FAR = 30  # the most reads that an action makes in one file of the books, roughly
PRECISE = ("opening", "restore")  # what goes on failing is told apart from damage


@dataclass(frozen=True)
class Point:
    """Which read fails. ``lasting``: all that follow of this file do, too."""

    action: str
    file: str
    nth: int
    lasting: bool

    @property
    def told(self) -> dict[str, bool]:
        """What may come of it. A catalogue that is not given while the journal is gives way
        to a new one."""
        opens = self.action == "opening" and self.lasting
        return {
            "precisely": self.lasting and self.action in PRECISE,
            "keeps_goods": not (opens and self.file.startswith(CATALOGUE)),
        }

    def strikes(self, register: Till, process: int) -> strace.Strace:
        file = register.folder / self.file
        return strace.unread(process, file, self.nth, lasting=self.lasting)

    def __str__(self) -> str:
        each = "from then on" if self.lasting else "once"
        return f"{self.action}: EIO at read {self.nth} of {self.file}, {each}"


def run(plan: Plan) -> Outcome:
    """The first read of each file while it is opened, of the journal in each action, then any
    by chance."""
    chance = random.Random(plan.seed)
    return faulty.run(plan, SUBJECT, _points(chance), chance)


def _points(chance: random.Random) -> Iterator[Point]:
    yield from (Point("opening", file, 1, lasting=True) for file in (*BOOKS, *SMALL))
    yield from (Point(action, JOURNAL, 1, lasting=True) for action in unread.SWEPT)
    for nth in (5, 10, 20):  # SQLite says another thing of each
        yield Point("look_through", JOURNAL, nth, lasting=True)
    while True:
        action, file = chance.choice(list(unread.SWEPT)), chance.choice((*BOOKS, *SMALL))
        nth = chance.randint(1, 1 if file in SMALL else FAR)
        yield Point(action, file, nth, lasting=chance.random() < 0.5)


SWEEP = Sweep(
    name="EIO at every read of books, settings and key",
    holds=("J7",),
    gate=60,
    soak=30_000,
    run=run,
    planted=(
        troubled.NOT_TOLD,
        troubled.CONFIRMED,
        unread.CALLED_DAMAGED,
        unread.NOBODYS,
    ),
    red_within=40,
    needs=("strace",),
)

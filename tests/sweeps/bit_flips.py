"""One flipped bit in a database, its log or a backup: found, or it changes no fact.

Facts are what the chain holds (entries, sales, lines, tenders, people) and what the centre has
still to hear. SQLite itself drops the end of a log from a flipped bit on: the journal is sound
and shorter then, and the register must say so when it is opened. A flip in the last sale or its
entry also keeps it from selling on.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from posapp.domain.errors import PosError
from posapp.services import backups, watching
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.store import journal
from posapp.store.books import JOURNAL
from posapp.store.witness import Witness
from posapp.verify import Report, chain, verify
from tests.services.till import sell
from tests.sweeps.journal.actions import ANA
from tests.sweeps.journal.shop import Devices, make_folder
from tests.sweeps.sweep import FAULTS_TOLD, Outcome, Plan, Sweep
from tests.verify.shop import sell_by_card, sell_with_everything

WAL = f"{JOURNAL}-wal"
SALES = 4  # of each of three kinds
SHORT = 20  # bytes; what is shorter may stand elsewhere, too
LAST_ENTRY = ("the journal's entry was changed", "the sale was changed")
FACTS = (
    "SELECT * FROM journal_entry ORDER BY sequence",
    "SELECT * FROM sale ORDER BY id",
    "SELECT * FROM sale_line ORDER BY sale, place",
    "SELECT * FROM tender ORDER BY sale, place",
    "SELECT * FROM sale_person ORDER BY sale",
    'SELECT place, id, kind, "of", body, state FROM outbox ORDER BY place',
)
BLIND = "the verifier does not compare a sale with its hash"
CARELESS = "a sale is chained to a damaged one"
FORGETFUL = "nobody knows where the journal stood"
Facts = list[list[tuple[object, ...]]]


@dataclass(frozen=True)
class Books:
    """Files of one set of books as they should be.

    Attributes:
        name: what they are. ``folder``: a whole register's folder.
        weak: file and place of bytes that hold facts.
    """

    name: str
    folder: Path
    facts: Facts
    weak: tuple[tuple[str, int], ...]


def run(plan: Plan) -> Outcome:
    """Flip one bit for each point, half of them in bytes that hold facts."""
    chance, outcome = random.Random(plan.seed), Outcome(0)
    books = _made(plan.folder)
    with ExitStack() as planted:
        _plant(plan.planted, planted)
        for _ in range(plan.points):
            chosen = chance.choice(books)
            outcome += _flipped(chosen, plan.folder / "image", chance)
            if len(outcome.faults) >= (1 if plan.planted else FAULTS_TOLD):
                break
    return outcome


def _made(folder: Path) -> tuple[Books, ...]:
    """Books that were closed; books that are open, most of them in the log; a backup."""
    closed, running, backup = (folder / name for name in ("closed", "running", "backup"))
    make_folder(closed, Devices(9, 9))
    register = open_register(closed)
    for _ in range(SALES):
        sell(register)
        sell_with_everything(register, ANA)
        sell_by_card(register)
    with register.books.journal.writing() as db:
        journal.erase(db, "nobody")
    shutil.copytree(closed, running, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    copy = backups.make(closed, register.clock(), folder / "copy.db")
    close_register(register)
    shutil.copytree(closed, backup)
    shutil.move(copy, backup / JOURNAL)
    named = {"the database": closed, "the log of open books": running, "a backup": backup}
    return tuple(_as_it_is(name, where) for name, where in named.items())


def _as_it_is(name: str, folder: Path) -> Books:
    contents = {file: (folder / file).read_bytes() for file in _files(folder)}
    seen = folder.with_name("seen")
    shutil.copytree(folder, seen)
    report, facts = verify(seen / JOURNAL), _facts(seen / JOURNAL)
    assert report.sound, report.faults
    texts = [v for row in facts[1] + facts[4] for v in row if isinstance(v, bytes)]
    weak = tuple(
        (file, begins + within)
        for file, content in contents.items()
        for text in texts
        if len(text) > SHORT and (begins := content.rfind(text)) >= 0
        for within in (0, len(text) // 2, len(text) - 1)
    )
    shutil.rmtree(seen)
    return Books(name, folder, facts, weak)


def _files(folder: Path) -> Iterator[str]:
    yield from (file for file in (JOURNAL, WAL) if (folder / file).exists())


def _facts(path: Path) -> Facts:
    with closing(sqlite3.connect(path)) as db:
        db.text_factory = bytes
        return [db.execute(query).fetchall() for query in FACTS]


def _flipped(books: Books, image: Path, chance: random.Random) -> Outcome:
    """Flip one bit in a copy, and look."""
    shutil.rmtree(image, ignore_errors=True)
    shutil.copytree(books.folder, image)
    file, at = chance.choice(books.weak)
    if chance.random() < 0.5:
        file = chance.choice(list(_files(image)))
        at = chance.randrange((image / file).stat().st_size)
    bit = chance.randrange(8)
    with (image / file).open("r+b") as content:
        content.seek(at)
        old = content.read(1)[0]
        content.seek(at)
        content.write(bytes([old ^ 1 << bit]))
    told = list(_looked(books, image))
    where = f"{books.name}, {file}, byte {at}, bit {bit}"
    return Outcome(1, len(told), 0, tuple(f"{where}: {one}" for one in told))


def _looked(books: Books, image: Path) -> Iterator[str]:
    report = verify(image / JOURNAL)
    changed = report.sound and _facts(image / JOURNAL) != books.facts
    if changed and not _says_so(image):
        yield "a fact is another one, and nobody sees it"
    if _hits_the_head(report) and _sells_on(image):
        yield "the register chains the next sale to a damaged one"


def _says_so(folder: Path) -> bool:
    """Whether the program opens these books and says that something is gone from them."""
    try:
        register = open_register(folder)
    except PosError:
        return True
    try:
        return bool(watching.look(register))
    finally:
        close_register(register)


def _hits_the_head(report: Report) -> bool:
    last = [f.says for f in report.faults if f.sequence and f.sequence == report.entries]
    return any(says.startswith(LAST_ENTRY) for says in last)


def _sells_on(folder: Path) -> bool:
    """Whether the program makes a sale with these books."""
    register: Register | None = None
    try:
        register = open_register(folder)
        sell(register)
    except PosError:
        return False
    finally:
        if register is not None:
            close_register(register)
    return True


class _Anything(str):
    """Equal to every digest."""

    __hash__ = str.__hash__

    def __eq__(self, _: object) -> bool:
        return True

    def __ne__(self, _: object) -> bool:
        return False


def _plant(fault: str, planted: ExitStack) -> None:
    if fault == BLIND:
        planted.enter_context(mock.patch.object(chain, "_digest", return_value=_Anything()))
    if fault == FORGETFUL:
        planted.enter_context(mock.patch.object(Witness, "read", return_value=None))
    if fault == CARELESS:
        planted.enter_context(mock.patch.object(journal, "_sound_head", journal.head))


SWEEP = Sweep(
    name="bit flips in database, log and backup",
    holds=("J8",),
    gate=100,
    soak=1_000_000,
    run=run,
    planted=(BLIND, CARELESS, FORGETFUL),
    red_within=200,
)

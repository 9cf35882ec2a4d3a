"""The power is cut: the disk holds what was synced, and any part of what was not.

Every write and sync of a real register, from its first opening on, is recorded; folders as they
may be found after a power cut are made from that, opened with the register's own SQLite, and
verified. Some are opened by the program itself.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from posapp.database.engine import sqlite_module
from posapp.domain.errors import StoreTrouble
from posapp.qa.printer import PrinterSimulator
from posapp.qa.terminal import TerminalSimulator
from posapp.store import journal, schema
from posapp.store.books import JOURNAL
from posapp.verify import verify
from tests.sweeps.journal import disk, planted, recording, strace
from tests.sweeps.journal.till import ROOT
from tests.sweeps.sweep import FAULTS_TOLD, Outcome, Plan, Sweep

FILES = (JOURNAL, f"{JOURNAL}-wal", f"{JOURNAL}-journal")
ACTIONS = 24  # in one recording
BY_PROGRAM = 40  # one in so many images is opened by the program, too


@dataclass
class Known:
    """What a clerk has seen until the power goes."""

    sold: set[str] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)


def run(plan: Plan) -> Outcome:
    """As many images as were asked for, at moments all over one recording."""
    chance = random.Random(plan.seed)
    events = _recorded(plan, chance)
    moments = sorted(chance.choices(range(len(events)), k=plan.points))
    found, now, known = disk.Disk(), 0, Known()
    outcome = Outcome(0)
    for place, moment in enumerate(moments):
        for event in events[now : moment + 1]:
            _hears(known, event)
            found.goes_on(event)
        now = moment + 1
        survive = disk.SURVIVALS[place % len(disk.SURVIVALS)]
        where = f"event {moment} of {len(events)}, {survive.__name__} of the unsynced writes"
        image = _laid_out(plan.folder / "image", found.image(survive, chance))
        told = _looked(image, known, where, by_program=place % BY_PROGRAM == 0)
        outcome += told
        if len(outcome.faults) >= (1 if plan.planted else FAULTS_TOLD):
            break
    return outcome


def _recorded(plan: Plan, chance: random.Random) -> list[recording.Event]:
    """What a register did to its journal, and told its clerk."""
    folder, written = plan.folder / "register", plan.folder / "recorded"
    with PrinterSimulator() as printer, TerminalSimulator() as terminal:
        command = [sys.executable, "-m", "tests.sweeps.journal.power", str(folder)]
        command += ["--seed", str(chance.randrange(2**32)), "--actions", str(ACTIONS)]
        command += ["--printer", str(printer.port), "--terminal", str(terminal.port)]
        with subprocess.Popen(
            [*command, "--planted", plan.planted],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as register:
            assert register.stdout is not None
            assert register.stdin is not None
            _, process = json.loads(register.stdout.readline())
            tracer = strace.recording_all(int(process), written)
            register.stdin.write(b"\n")
            register.stdin.flush()
            register.stdout.read()
            tracer.ends()
        if register.returncode:
            raise RuntimeError(f"the register ended with {register.returncode}")
    return recording.read(written, folder, FILES)


def _hears(known: Known, event: recording.Event) -> None:
    if isinstance(event, recording.Said):
        known.tried |= {event.which} if event.what == "trying" else set()
        known.sold |= {event.which} if event.what == "sold" else set()


def _laid_out(folder: Path, image: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():
        left.unlink()
    for name, content in image.items():
        (folder / name).write_bytes(content)
    return folder / JOURNAL


def _looked(path: Path, known: Known, where: str, *, by_program: bool) -> Outcome:
    """Open the image as the register does, and verify it."""
    sqlite = sqlite_module()
    try:
        schema.revision(path)
        with closing(sqlite.connect(path)) as db:
            db.execute("PRAGMA synchronous=OFF")  # no power is cut here
            query = "SELECT count(*) FROM sqlite_master WHERE name = 'journal_entry'"
            begun = db.execute(query).fetchone()[0]
    except (sqlite.DatabaseError, StoreTrouble) as error:
        return Outcome(1, len(known.sold), 0, (f"{where}: {error}",))
    if not begun:  # the power went before the books were made
        lost = len(known.sold)
        return Outcome(1, lost, 0, (f"{where}: all {lost} sales are gone",) if lost else ())
    report = verify(path)
    told = [f"receipt {fault.receipt or '-'}: {fault.says}" for fault in report.faults[:3]]
    lost, doubled = len(known.sold - set(report.sales)), _doubled(report.sales)
    told += [f"{lost} of {len(known.sold)} confirmed sales are gone"] if lost else []
    told += [f"{doubled} sales are there twice"] if doubled else []
    told += [f"nobody made the sale {one}" for one in set(report.sales) - known.tried]
    told += _opened(path, report.head) if by_program else ()
    return Outcome(1, lost, doubled, tuple(f"{where}: {one}" for one in told))


def _doubled(sales: list[str]) -> int:
    return len(sales) - len(set(sales))


def _opened(path: Path, head: str) -> Iterator[str]:
    """By the program: it goes on where the verifier says that the journal stands."""
    database = schema.open_database(path, schema.REGISTER)
    with database.reading() as db:
        if journal.head(db).hash != head:
            yield "the program stands elsewhere in the journal"
    database.close()


SWEEP = Sweep(
    name="crash images: any part of the unsynced writes after a power cut",
    holds=("J2",),
    gate=2_000,
    soak=1_000_000,
    run=run,
    planted=(planted.NORMAL, planted.OFF),
    red_within=300,
    needs=("strace",),
)

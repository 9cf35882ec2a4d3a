"""A1: the real window serves while the line misbehaves and the disk is slow, failing or locked.

The window, offscreen and driven by key events, is a process of its own, whose reads, writes
and syncs strace holds up, and whose log goes to a disk that takes nothing; the line and another
program that locks its databases are here. At the end it is closed in the midst of its work.
"""

from __future__ import annotations

import atexit
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from posapp.hub.populate import Wanted
from posapp.qa import scenarios
from posapp.qa.centre import fill
from posapp.qa.centre_here import CentreHere
from posapp.qa.counter import STORE, Ready, enrol, plug_in
from posapp.qa.faults import Mischief
from posapp.qa.network import Line
from posapp.qa.printer import PrinterSimulator
from posapp.store.books import CATALOGUE, JOURNAL
from tests.sweeps.journal.till import ROOT
from tests.sweeps.steady import planted
from tests.sweeps.steady.window import SOLD
from tests.sweeps.sweep import Outcome, Plan, Sweep

SKUS, CUSTOMERS = 600, 10
KINDS = 60  # of goods are sold: none sells out in one round
MEMORY = Path("/dev/shm")  # reading waits for nothing there: what is slow is what we slow down
SHARE = 0.4  # of the requests that meet a fault
PATIENCE_S = 120.0
LOCKED_S, FREE_S = (0.2, 1.5), (0.3, 2.0)
SYNCS, WRITES = "fdatasync,fsync", "pwrite64,ftruncate,unlink,rename"
READS = "pread64"  # of the databases; nobody else reads so
DISKS = (  # what strace does to each thread's, by round; a start is not made slow
    (f"{SYNCS}:delay_enter=120000:when=9+", f"{WRITES}:delay_enter=4000:when=60+"),
    (f"{SYNCS}:delay_enter=700000:when=9+5", f"{READS}:delay_enter=90000:when=5+10"),
    (f"{WRITES}:delay_enter=8000:when=60+",),
    (f"{SYNCS}:delay_enter=150000:when=9+", f"{WRITES}:error=EIO:when=120+60"),
    (f"{SYNCS}:error=EIO:when=20+30", f"{READS}:delay_enter=400000:when=9+40"),
    (f"{SYNCS}:delay_enter=150000:when=9+", f"{WRITES}:error=ENOSPC:when=150+40"),
    (f"{READS}:delay_enter=20000:when=9+", f"{READS}:error=EIO:when=300+50"),
)
ENDED = "ended"


class Window:
    """The register's window on a bad disk.

    Attributes:
        blocks: where it was held up. ``served``: how each visit ended.
    """

    def __init__(self, folder: Path, disk: tuple[str, ...], pin: str, fault: str) -> None:
        slow = [word for one in disk for word in ("-e", f"inject={one}")]
        trace = f"trace={SYNCS},{WRITES},{READS}"
        strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", trace, *slow]
        subject = [sys.executable, "-m", "tests.sweeps.steady.window", str(folder)]
        self._log = folder.with_name("window.log")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*strace, *subject, "--pin", pin, "--planted", fault],
                cwd=ROOT,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        self._planted = fault  # which may hold it up for good
        self.blocks: list[str] = []
        self.served: list[str] = []
        self._said: Queue[tuple[str, str]] = Queue()
        self._ear = Thread(target=self._listens)
        self._ear.start()

    def serves(self, visit: dict[str, object]) -> None:
        """Serve one customer."""
        self._orders(visit)
        self.served.append(self.hears("served"))

    def closes(self, visit: dict[str, object]) -> None:
        """Begin to serve one more, and close the window in the midst of it."""
        self._orders({**visit, "closes": True})
        self.hears("closed")

    def _orders(self, visit: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(visit).encode() + b"\n")
        self._process.stdin.flush()

    def hears(self, wanted: str) -> str:
        """Listen until this is said; what of.

        Raises:
            EOFError: the window is gone, or says nothing.
        """
        ends = time.monotonic() + PATIENCE_S
        while True:
            try:
                what, which = self._said.get(timeout=max(ends - time.monotonic(), 0.01))
            except Empty:
                raise EOFError("the window says nothing") from None
            if what == "block":
                self.blocks.append(which)
            if what == wanted or (self.blocks and self._planted):
                return which
            if what == ENDED:
                raise EOFError(self._log.read_text("utf-8", "replace")[-1500:])

    def ends(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        os.killpg(self._process.pid, signal.SIGKILL)  # strace alone would let it go on
        self._process.wait(PATIENCE_S)
        self._process.stdin.close()
        self._ear.join()
        self._process.stdout.close()

    def _listens(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(tuple(json.loads(line)))
        self._said.put((ENDED, ""))


def run(plan: Plan) -> Outcome:
    """Serve so many customers and say what held the window up."""
    chance, chain = random.Random(plan.seed), scenarios.chain("en")
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(dir=_memory())))
        ready = _ready().copied(folder / "shop")
        centre = running.enter_context(CentreHere(ready.database))
        line = running.enter_context(Line(centre.url))
        printer = running.enter_context(PrinterSimulator())
        plug_in(ready.folder, line.url, printer.port)
        goods = _plenty(centre, chain)
        running.enter_context(_log_that_takes_nothing(ready.folder))
        disk, pin = DISKS[plan.seed % len(DISKS)], chain.pins("clerk")[0]
        window = Window(ready.folder, disk, pin, plan.planted)
        running.callback(window.ends)
        found = Outcome(0)
        try:
            window.hears("ready")
            line.delay_s = 0.3
            line.misbehaves(Mischief(plan.seed, SHARE))
            running.enter_context(_locks(ready.folder, chance.random()))
            points = plan.points if plan.planted != planted.ENDS else 0
            while found.points < points and not (plan.planted and window.blocks):
                window.serves(_visit(centre, chain, goods, chance))
                found += Outcome(1)
            if not (plan.planted and window.blocks):
                window.closes(_visit(centre, chain, goods, chance))
        except EOFError as gone:
            if not plan.planted:
                return Outcome(0, faults=(str(gone),))
        if plan.planted:  # red by what held it up, and by nothing else
            return found + Outcome(0, faults=tuple(window.blocks))
        return found + Outcome(0, faults=(*window.blocks, *_idle(window, line)))


def _visit(
    centre: CentreHere, chain: scenarios.Chain, goods: list[str], chance: random.Random
) -> dict[str, object]:
    return {
        "seed": chance.randrange(2**32),
        "qr": centre.qr(chance.choice(chain.people).customer),
        "goods": chance.choices(goods, k=chance.randint(1, 4)),
        "words": chance.choice(("boot", "wool soc", "belt", "scarf gre", "xyzzy")),
    }


@contextmanager
def _log_that_takes_nothing(folder: Path) -> Iterator[None]:
    """The log file is a pipe that is full: who writes into it waits until the round is over."""
    path = folder / "posapp.log"
    os.mkfifo(path)
    pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    try:
        with suppress(BlockingIOError):
            while os.write(pipe, b"." * 4096):
                """More, until it is full."""
        yield
    finally:
        os.close(pipe)


def _idle(window: Window, line: Line) -> Iterator[str]:
    """A round in which nothing went wrong, or nothing was sold, has tried nothing."""
    if not line.met.total():
        yield "the line let everything through"
    if window.served and SOLD not in window.served:
        yield f"nothing was sold: {window.served[-1]}"


@contextmanager
def _locks(folder: Path, seed: float) -> Iterator[None]:
    """Another program takes the write locks of the register's databases now and then."""
    chance, over = random.Random(seed), Event()

    def locks() -> None:
        while not over.wait(chance.uniform(*FREE_S)):
            path = folder / chance.choice((JOURNAL, CATALOGUE))
            with closing(sqlite3.connect(path, isolation_level=None)) as db:
                try:
                    db.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError:  # the register holds it itself
                    continue
                over.wait(chance.uniform(*LOCKED_S))
                db.execute("ROLLBACK")

    locking = Thread(target=locks)
    locking.start()
    try:
        yield
    finally:
        over.set()
        locking.join()


def _plenty(centre: CentreHere, chain: scenarios.Chain) -> list[str]:
    """What the shop has most of: nobody has to decide where it comes from."""
    named = [product for product in chain.goods.values() if product.gtin]
    named.sort(key=lambda product: -centre.pieces(product.sku, STORE))
    return [product.gtin for product in named[:KINDS]]


@cache
def _ready() -> Ready:
    """A filled centre and a register that it let in, to copy from: once for all rounds."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    folder = Path(tempfile.mkdtemp(dir=_memory()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = Ready(folder / "hub.db", folder / "register")
    fill(made.database, Wanted("en", skus=SKUS, customers=CUSTOMERS))
    with CentreHere(made.database) as centre:
        enrol(centre, made.folder)
    return made


def _memory() -> Path | None:
    return MEMORY if MEMORY.is_dir() else None


SWEEP = Sweep(
    name="the window while line and disk are at their worst",
    holds=("A1",),
    gate=6,
    soak=100_000,
    run=run,
    planted=(
        planted.COMMITS,
        planted.ASKS,
        planted.LOOKS,
        planted.LOGS,
        planted.ENDS,
    ),
    red_within=3,
    needs=("strace",),
)

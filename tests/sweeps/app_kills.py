"""Kill -9 of the real app at random moments, again and again on one database.

The window is the real one, offscreen, served by key events; the centre is the real one, and
hears of the sales all the while. What a clerk has read on a receipt must be in the journal
once, and at the centre once when everything has been told.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter as Counts
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from posapp.hub import stock
from posapp.hub.populate import Wanted
from posapp.qa import scenarios
from posapp.qa.centre import Centre, fill
from posapp.qa.counter import STORE, enrol, plug_in
from posapp.qa.printer import PrinterSimulator
from posapp.store.books import JOURNAL
from posapp.verify import verify
from tests.sweeps.journal import planted
from tests.sweeps.journal.till import ROOT
from tests.sweeps.journal.window import RECEIPT
from tests.sweeps.sweep import Outcome, Plan, Sweep

SKUS, CUSTOMERS = 600, 10
KINDS = 60  # of goods are sold
PIECES = 1_000  # of each: none sells out in one round
PATIENCE_S = 90.0
MOST_SALES = 2  # seen in one life of the app
LATER_S = 0.6  # at the most, after the last one
AT_START = 0.15  # of the deaths come before anybody has signed in
START_S = 1.5


class App:
    """The register's window, over all its deaths."""

    def __init__(self, folder: Path, goods: list[str], pin: str, fault: str) -> None:
        command = [sys.executable, "-m", "tests.sweeps.journal.window", str(folder)]
        self._log = folder.with_name("window.log").open("wb")
        self._server = subprocess.Popen(
            [*command, "--pin", pin, "--planted", fault, "--goods", *goods],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        self.sold: list[str] = []
        self.failed = ""
        self._said: Queue[tuple[str, str]] = Queue()
        self._ear = Thread(target=self._listens)
        self._ear.start()
        self.hears("ready")

    def starts(self, word: str) -> int:
        """Start it; its process."""
        assert self._server.stdin is not None
        self._server.stdin.write(word.encode() + b"\n")
        self._server.stdin.flush()
        return int(self.hears("started"))

    def hears(self, wanted: str, within_s: float = PATIENCE_S) -> str:
        """Listen until this is said; what of, or nothing when it was not said in time."""
        ends = time.monotonic() + within_s
        while (left := ends - time.monotonic()) > 0:
            try:
                what, which = self._said.get(timeout=left)
            except Empty:
                break
            if what == "sold":
                self.sold.append(which)
            if what == "failed":
                self.failed = which
            if what == "ended" and wanted != "ended":
                self.failed = self.failed or f"the app ended by itself with {which}"
            if what in (wanted, "ended"):
                return which or what
        return ""

    def ends(self) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(PATIENCE_S)
        self._ear.join()
        self._server.stdout.close()
        self._log.close()

    def _listens(self) -> None:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            self._said.put(tuple(json.loads(line)))


def run(plan: Plan) -> Outcome:
    """As many deaths as were asked for, then a life in which everything is told."""
    chance = random.Random(plan.seed)
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    chain, folder = scenarios.chain("en"), plan.folder / "register"
    fill(plan.folder / "hub.db", Wanted("en", skus=SKUS, customers=CUSTOMERS))
    with ExitStack() as running:
        centre = running.enter_context(Centre(plan.folder / "hub.db"))
        printer = running.enter_context(PrinterSimulator())
        goods = _delivered(centre, chain)
        enrol(centre, folder)
        plug_in(folder, centre.url, printer.port)
        app = App(folder, goods, chain.pins("clerk")[0], plan.planted)
        running.callback(app.ends)
        outcome = Outcome(0)
        for death in range(plan.points):
            _dies(app, chance)
            told = tuple(f"after death {death + 1}: {one}" for one in _journal(app, folder))
            outcome += Outcome(1, len(told), 0, told)
            if told:
                return outcome
        app.starts("drain")
        told = (*([app.failed] if app.hears("ended") != "0" else []), *_told(app, centre))
        told += (*_journal(app, folder), *_printed(printer))
        return outcome + Outcome(0, len(told), 0, told)


def _delivered(centre: Centre, chain: scenarios.Chain) -> list[str]:
    """GTINs of goods that the shop has plenty of: nobody has to say where they come from."""
    goods = [product for product in chain.goods.values() if product.gtin][:KINDS]
    pieces = [stock.Pieces(product.sku, STORE, PIECES) for product in goods]
    hub = centre.hub
    hub.write(lambda db: stock.receive(db, pieces, "a delivery", hub.clock()))
    return [product.gtin for product in goods]


def _dies(app: App, chance: random.Random) -> None:
    """One life: sign in, sell, and die at any moment."""
    process = app.starts(str(chance.random()))
    if chance.random() < AT_START:
        app.hears("signed in", chance.uniform(0, START_S))
    else:
        app.hears("signed in")
        for _ in range(chance.randint(0, MOST_SALES)):
            app.hears("sold")
        app.hears("never", chance.uniform(0, LATER_S))
    if not app.failed:
        os.kill(process, signal.SIGKILL)
        app.hears("ended")


def _journal(app: App, folder: Path) -> Iterator[str]:
    """What every receipt that was read says of the journal."""
    if app.failed:
        yield app.failed
    path = folder / JOURNAL
    report = verify(path)
    yield from (f"receipt {f.receipt or '-'}: {f.says}" for f in report.faults[:3])
    last = sum(one.last for one in report.series)
    if len(report.series) > 1:
        yield "the register believes that its books were copied"
    gone = [number for number in app.sold if int(number.rsplit("-", 1)[1]) > last]
    yield from (f"receipt {number} was read on the screen and is gone" for number in gone)
    twice = [number for number, count in Counts(app.sold).items() if count > 1]
    yield from (f"receipt {number} was on the screen for two sales" for number in twice)


def _told(app: App, centre: Centre) -> Iterator[str]:
    there = Counts(sale.receipt for sale in centre.sales())
    for number in app.sold:
        if there[number] != 1:
            yield f"receipt {number} is {there[number]} times at the centre"


def _printed(printer: PrinterSimulator) -> Iterator[str]:
    originals = Counts(
        found[0]
        for slip in printer.slips
        if (found := RECEIPT.search(slip.text)) and "COPY" not in slip.text
    )
    for number, count in originals.items():
        if count > 1:
            yield f"receipt {number} was printed {count} times, not as a copy"


SWEEP = Sweep(
    name="random kill -9 of the real app, chained on one database",
    holds=("J1", "J4", "J6", "S1"),
    gate=50,
    soak=20_000,
    run=run,
    planted=(planted.WRITTEN_LATER,),
    red_within=12,
)

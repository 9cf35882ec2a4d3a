"""A whole shop on this computer for one program run, in a temporary folder of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from posapp.hub.populate import Wanted
from posapp.qa import scenarios
from posapp.qa.centre import Centre, fill
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter, enrol, plug_in
from posapp.qa.phone import Phone
from posapp.qa.printer import PrinterSimulator
from posapp.qa.scenarios import Chain
from posapp.qa.terminal import TerminalSimulator

SKUS, CUSTOMERS = 1_500, 60


@dataclass(frozen=True)
class Stage:
    """The shop, the register, its devices, the person at it, and the customer's phone."""

    chain: Chain
    centre: Centre
    register: Counter
    printer: PrinterSimulator
    terminal: TerminalSimulator
    clerk: Clerk
    phone: Phone


@contextmanager
def set_up(
    language: str, theme: str, size: tuple[int, int], told: Callable[[str], None]
) -> Iterator[Stage]:
    """Fill a centre, start it, let a register in, and open its window."""
    folder = Path(tempfile.mkdtemp(prefix="posapp-shop-"))
    with ExitStack() as running:
        running.callback(shutil.rmtree, folder, ignore_errors=True)
        database = folder / "hub.db"
        told("A demo shop is filled …")
        fill(database, Wanted(language, skus=SKUS, customers=CUSTOMERS))
        centre = running.enter_context(Centre(database, "--demo"))
        told(f"Its centre answers at {centre.url}")
        printer = running.enter_context(PrinterSimulator())
        terminal = running.enter_context(TerminalSimulator())
        enrol(centre, folder / "register", name="Tour")
        plug_in(folder / "register", centre.url, printer.port, terminal.port)
        register = Counter(folder / "register", language, theme)
        register.shows(size=size)
        running.callback(register.closes)
        chain = scenarios.chain(language)
        clerk = Clerk(register.opens())
        phone = Phone(centre, chain.person("ana"))
        yield Stage(chain, centre, register, printer, terminal, clerk, phone)

"""One counter of one's own: a register with its window, devices and a line to the centre."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from sqlalchemy import Connection, select

from posapp.app import Application, open_window
from posapp.app.running import Running
from posapp.domain.sale import Sale
from posapp.options import RegisterOptions
from posapp.qa.centre import Centre, copy
from posapp.qa.hands import Hands
from posapp.services import enrolling
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.store import card_attempts, journal, known, outbox, print_queue
from posapp.store.books import JOURNAL
from posapp.store.parked import listed
from posapp.store.tables import sale as sale_table
from posapp.sync import catalogue
from posapp.ui import bugs
from posapp.verify import verify

T = TypeVar("T")
STORE = "12"
SIZE = (1366, 768)


class Clock:
    """The time of day that a register believes; it runs, and can be put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def goes_on(self, by: timedelta) -> None:
        """So much later, at once."""
        self.ahead += by


@dataclass(frozen=True)
class Ready:
    """An enrolled register's folder and the centre's database that knows it, to copy from."""

    database: Path
    folder: Path

    def copied(self, to: Path) -> Ready:
        """Both, for one test alone."""
        to.mkdir(parents=True, exist_ok=True)
        made = Ready(to / "hub.db", to / "register")
        copy(self.database, made.database)
        ignored = shutil.ignore_patterns("*.lock", "*-wal", "*-shm")
        shutil.copytree(self.folder, made.folder, ignore=ignored)
        return made


def enrol(centre: Centre, folder: Path, store: str = STORE, name: str = "QA") -> None:
    """Let a register into the chain by the real enrolment, and fetch its catalogue."""
    enrolling.enrol(folder, centre.url, centre.enrolment_code(store), name)
    register = open_register(folder)
    try:
        catalogue.fetch(register, _nobody, Event())
    finally:
        close_register(register)


def plug_in(folder: Path, url: str, printer: int = 0, terminal: int = 0) -> None:
    """Tell an enrolled register where the centre and its devices are; 0 for none."""
    kept = enrolling.settings(folder)
    made = replace(
        kept,
        hub_url=url,
        printer=f"tcp://127.0.0.1:{printer}" if printer else "",
        terminal=f"127.0.0.1:{terminal}" if terminal else "",
    )
    enrolling.save(folder, made)


class Counter:
    """A register that can be opened, closed and opened again, and looked into.

    Attributes:
        folder: its data. ``clock``: what it believes. ``hands``: at its window.
    """

    def __init__(self, folder: Path, language: str = "en", theme: str = "light") -> None:
        self.folder = folder
        self.clock = Clock()
        self._options = RegisterOptions(folder, language=language, theme=theme, size=SIZE)
        self._app: Application | None = None
        self._log: logging.Handler | None = None

    def shows(
        self,
        *,
        size: tuple[int, int] | None = None,
        theme: str | None = None,
        language: str | None = None,
    ) -> None:
        """How its window is to look; before it is opened."""
        old = self._options
        self._options = replace(
            old,
            size=size or old.size,
            theme=theme or old.theme,
            language=language or old.language,
        )

    def starts(self) -> Hands:
        """Start the program, whatever comes of it."""
        self._log = bugs.log_to(self.folder)
        app = self._app = open_window(self._options, self.clock)
        app.window.activateWindow()
        self.hands = Hands(app.window, lambda: app.background.looking)
        return self.hands

    def opens(self) -> Hands:
        """Start the program and wait until somebody can sign in."""
        hands = self.starts()
        hands.waits_until(lambda: self.app.register is not None, "it does not open")
        return hands

    def closes(self) -> None:
        """End the program; its data stays."""
        if self._app is None:
            return
        app, self._app = self._app, None
        app.close()
        app.window.deleteLater()
        app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self._log is not None:
            logging.getLogger("posapp").removeHandler(self._log)
            self._log.close()

    @property
    def open(self) -> bool:
        """Whether the program runs."""
        return self._app is not None

    @property
    def app(self) -> Application:
        """The running program."""
        assert self._app is not None, "the register is not open"
        return self._app

    @property
    def register(self) -> Register:
        """The open register behind the window."""
        return self.running.register

    @property
    def running(self) -> Running:
        """What the open register keeps going."""
        assert self.app.running is not None, "the register did not open"
        return self.app.running

    # What is in its books, read by the program's own queries

    def reads(self, work: Callable[[Connection], T]) -> T:
        """Look something up in the journal's database."""
        with self.register.books.journal.reading() as db:
            return work(db)

    def sales(self) -> tuple[Sale, ...]:
        """Every sale of the journal, in its order."""
        wanted = select(sale_table.c.id).order_by(sale_table.c.number)
        with self.register.books.journal.reading() as db:
            found = [journal.find(db, sale) for sale in db.scalars(wanted).all()]
        return tuple(sale for sale in found if sale is not None)

    def waiting(self) -> int:
        """Facts that the centre has still to hear."""
        return self.reads(lambda db: outbox.count(db, "waiting"))

    def refused(self) -> int:
        """Facts that the centre refused, waiting for a person."""
        return self.reads(lambda db: outbox.count(db, "parked"))

    def to_print(self) -> int:
        """Receipts in the print queue."""
        return self.reads(print_queue.count)

    def unsettled(self) -> int:
        """Card charges that are a question still."""
        return len(self.reads(card_attempts.unsettled))

    def parked_carts(self) -> int:
        """Carts put aside by clerks."""
        return len(self.reads(listed))

    def knows(self, customer: str) -> bool:
        """Whether it remembers this customer for the next visit."""
        return self.reads(lambda db: known.find(db, customer)) is not None

    def audited(self) -> int:
        """Go through the whole journal with code that does not write it; how many sales."""
        report = verify(self.folder / JOURNAL)
        assert report.sound, report.faults
        return report.entries


def _nobody(_progress: object) -> None:
    """Nobody watches the catalogue come down."""

"""Opens the register behind a window that stands already.

Whatever is slow to import is imported here, off the GUI thread, in the order in which a clerk
needs it: the databases for the sign-in, the sale screen while a PIN is typed, and the line to
the centre last, when nobody waits for the sale screen: it would take its share of Python.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.errors import BadAddress, BadPhone, PosError, StoreTrouble
from posapp.ui import steady
from posapp.ui.background import Background

if TYPE_CHECKING:
    from posapp.services.register import Register

RETRY_MS = 5000  # until a disk that refused is tried again
REST_MS = 250  # a clerk who has just come scans first


class Opening(QObject):
    """From the first paint until everything is loaded.

    Signals:
        opened: the ``Register``; its databases are open.
        failed: they cannot be opened; the ``PosError``. A disk that refused is tried again.
        parts_there: the sale screen can be built. loaded: everything is there.
    """

    opened = Signal(object)
    failed = Signal(object)
    parts_there = Signal()
    loaded = Signal()

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._folder, self._clock, self._background = folder, clock, background
        self._wanted = True
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self.begin)
        self._rest_wanted = True
        self._rest = QTimer(self, singleShot=True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.load_rest)

    @Slot()
    def begin(self) -> None:
        """Open the register, unless it is open or being opened."""
        self._retry.stop()
        if self._wanted:
            self._wanted = False
            work = partial(open_books, self._folder, self._clock)
            self._background.write(work, self, self._opened, self._failed, self._broke)

    def stop(self) -> None:
        """The program ends, however far this is."""
        self._wanted = False
        self._retry.stop()
        self._rest.stop()
        steady.loaded()

    def _opened(self, register: Register) -> None:
        self.opened.emit(register)
        then = self._parts_loaded
        self._background.run(load_parts, self, done=then, failed=then, broke=then)

    def _parts_loaded(self, _outcome: object = None) -> None:
        self.parts_there.emit()

    @Slot()
    def rest_soon(self) -> None:
        """Nobody waits for the sale screen any more."""
        if self._rest_wanted:
            self._rest.start()

    @Slot()
    def load_rest(self) -> None:
        """Load what the sale screen stands without, once the parts are there."""
        self._rest.stop()
        if self._rest_wanted:
            self._rest_wanted = False
            then = self._rest_loaded
            self._background.run(load_rest, self, done=then, failed=then, broke=then)

    def _rest_loaded(self, _outcome: object = None) -> None:
        steady.loaded()
        self.loaded.emit()

    def _failed(self, error: PosError) -> None:
        self._wanted = True
        steady.loaded()
        if isinstance(error, StoreTrouble):
            self._retry.start(RETRY_MS)
        self.failed.emit(error)

    def _broke(self) -> None:
        self._wanted = True


def open_books(folder: Path, clock: Callable[[], datetime]) -> Register:
    """Runs in the background: most of its time are imports."""
    load_books()
    from posapp.services.opening import open_register

    return open_register(folder, clock)


def load_books() -> None:
    """What a clerk can sign in with."""
    from posapp.database import slim

    slim.load()
    import posapp.services.opening
    import posapp.services.signing_in
    import posapp.ui.flight.reporting
    import posapp.ui.log_file
    import posapp.ui.pictures
    import posapp.ui.sync_driver
    import posapp.ui.watch  # noqa: F401


def load_parts() -> None:
    """While a PIN is typed: what the sale screen is made of, so that it stands at once, and
    what it would read later, waiting for a disk."""
    import argon2  # noqa: F401  first: it may be awaited already

    import posapp.ui.paying.settling
    import posapp.ui.screens.sale  # noqa: F401
    from posapp.ui import icons, language, sounds
    from posapp.ui.screens.plugs import plugs

    plugs()
    import uuid6  # noqa: F401

    icons.read_all()
    language.read_all()
    sounds.find_player()


def load_rest() -> None:
    """What the centre is asked with; what telephone numbers are read with, and the QR on a
    receipt drawn."""
    import phonenumbers  # noqa: F401
    import qrcode  # noqa: F401

    import posapp.line.session
    import posapp.ui.screens.finishing  # noqa: F401


def learn(country: str) -> None:
    """What telephone numbers and addresses of the shop's own country look like, a file each,
    and how GS1 labels are read: the window would read them else when it first meets one, and
    the last for a tenth of a second."""
    import biip.gs1_digital_link_uris
    import biip.gs1_messages  # noqa: F401

    from posapp.domain import addresses, phones

    with suppress(BadAddress):
        addresses.form(country)
    with suppress(BadPhone):
        phones.read("123456", country)

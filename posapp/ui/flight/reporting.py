"""Keeps reports: when somebody asks for one, and when the program made a mistake."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp import __version__
from posapp.domain.errors import PosError, StoreTrouble
from posapp.ui import keys
from posapp.ui.flight.recorder import Recorder
from posapp.ui.flight.ring import Event, save

if TYPE_CHECKING:
    from posapp.services.register import Register
    from posapp.ui.background import Background
    from posapp.ui.scanner import Scanner
    from posapp.ui.window import MainWindow


class Reports(QObject):
    """The flight recorder of a window, and the folder its reports are kept in.

    Attributes:
        recorder: what was done lately.
    """

    def __init__(
        self,
        window: MainWindow,
        register: Register,
        scanner: Scanner,
        background: Background,
    ) -> None:
        super().__init__(window)
        self._window, self._register, self._background = window, register, background
        self.recorder = Recorder(window)
        self.recorder.use(register, background)
        scanner.witness = self.recorder.witness
        keys.witness(self.recorder.pressed)
        register.central.tell_exchanges(self.recorder.exchanged)
        window.report_asked.connect(self.keep)
        window.broke.connect(self._broke)

    def end(self) -> None:
        """Nothing more is recorded."""
        keys.witness(None)

    @Slot()
    def keep(self) -> None:
        """Write a report and say where it is."""
        work = partial(_saved, self._register.folder / "reports", self._events())
        self._background.run(work, self, done=self._kept, failed=self._not_kept)

    def _events(self) -> list[Event]:
        seen = self._window.size()
        begins = {
            "what": "report",
            "posapp": __version__,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "system": platform.system(),
            "python": platform.python_version(),
            "store": self._register.store_id,
            "register": self._register.label,
            "language": self._window.language,
            "size": [seen.width(), seen.height()],
        }
        return [begins, *self.recorder.events()]

    def _kept(self, path: Path) -> None:
        said = self.tr("Report kept: {file}").format(file=path.name)
        self._window.toast.tell(said)

    def _not_kept(self, _error: PosError) -> None:
        self._window.toast.tell(
            self.tr("The report cannot be kept: its file cannot be written.")
        )

    @Slot(str)
    def _broke(self, place: str) -> None:
        self.recorder.broke(place)
        self.keep()


def _saved(folder: Path, events: list[Event]) -> Path:
    """Runs in the background.

    Raises:
        StoreTrouble: the file cannot be written.
    """
    name = f"report-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    try:
        return save(folder, name, events)
    except OSError as error:
        raise StoreTrouble(str(error)) from error

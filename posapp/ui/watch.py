"""Looks every few seconds whether the register is safe to sell with, off the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.errors import PosError, StoreTrouble
from posapp.services import backups, watching
from posapp.services.register import Register
from posapp.ui.background import Background

log = logging.getLogger(__name__)
_LOOK_MS = 2000
_SEE_TO_EVERY, _BACK_UP_EVERY = 3, 30  # looks


class Watch(QObject):
    """Says what a person should know, brings the register back once a cause is gone, looks
    through the journal until it could, and makes each day's backup in its first quiet moment.

    Signals:
        changed: the ``PosError`` values that hold now, the worst first.
    """

    changed = Signal(object)

    def __init__(
        self,
        register: Register,
        background: Background,
        quiet: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Watch this register; ``quiet``: nobody is being served."""
        super().__init__(parent)
        self._register, self._background, self._quiet = register, background, quiet
        self._said: tuple[str, ...] = ()
        self._looking = self._seeing_to = self._backing_up = False
        self._looked_through = True
        self._no_backup: tuple[PosError, ...] = ()
        self._damaged: tuple[PosError, ...] = ()
        self._looks = 0
        self._ended = Event()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, once the window stands."""
        self._timer.start()
        self.look()
        self._look_through()

    def stop(self) -> None:
        """End: nothing more is looked at, and whoever reads the journal lets go of it."""
        self._timer.stop()
        self._ended.set()

    @Slot()
    def look(self) -> None:
        """Look now, unless that is going on; now and then see to what can be mended."""
        if not self._looking:
            self._looking = True
            work = partial(watching.look, self._register)
            self._background.run(work, self, self._seen, self._not_seen, self._broke)
        self._looks += 1
        if self._looks % _SEE_TO_EVERY == 0 and not self._seeing_to:
            self._seeing_to = True
            work_on = partial(watching.see_to, self._register)
            self._background.write(
                work_on, self, self._seen_to, self._seen_to, self._not_seen_to
            )

        if self._looks % _BACK_UP_EVERY == 0:
            self._back_up()
            if not self._looked_through:
                self._look_through()

    def _look_through(self) -> None:
        self._looked_through = True
        work = partial(watching.look_through, self._register, self._ended)
        self._background.run(work, self, self._sound, self._not_sound)

    def _back_up(self) -> None:
        if not self._backing_up and self._quiet():
            self._backing_up = True
            work = partial(backups.nightly, self._register)
            self._background.run(
                work, self, self._backed_up, self._not_backed_up, self._backup_broke
            )

    def _backed_up(self, _made: bool) -> None:
        self._backing_up, self._no_backup = False, ()

    def _not_backed_up(self, error: PosError) -> None:
        log.error("no backup today: %s", error)
        self._backing_up, self._no_backup = False, (error,)

    def _backup_broke(self) -> None:
        self._backing_up = False

    def _sound(self, _outcome: object) -> None:
        self._damaged = ()

    def _not_sound(self, error: PosError) -> None:
        log.error("the journal is not sound: %s", error)
        self._looked_through = not isinstance(error, StoreTrouble)  # that may pass
        self._damaged = (error,)

    def _seen(self, found: tuple[PosError, ...]) -> None:
        self._looking = False
        found = (*self._damaged, *found, *self._no_backup)
        said = tuple(
            f"{each.code} {each}" if not _of_disk(each) else each.code for each in found
        )
        if said != self._said:
            self._said = said
            self.changed.emit(found)

    def _not_seen(self, error: PosError) -> None:
        self._seen((error,))

    def _broke(self) -> None:
        self._looking = False

    def _seen_to(self, _outcome: object) -> None:
        self._seeing_to = False

    def _not_seen_to(self) -> None:
        self._seeing_to = False


def _of_disk(error: PosError) -> bool:
    """What SQLite says beside the kind of a trouble changes and is of no use to a clerk."""
    return error.code.startswith("P-9")

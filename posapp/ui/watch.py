"""Looks every few seconds whether the register is safe to sell with, off the GUI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.errors import PosError
from posapp.services import watching
from posapp.services.register import Register
from posapp.ui.background import Background

_LOOK_MS = 2000
_SEE_TO_EVERY = 3  # looks


class Watch(QObject):
    """Says what a person should know, and brings the register back once a cause is gone.

    Signals:
        changed: the ``PosError`` values that hold now, the worst first.
    """

    changed = Signal(object)

    def __init__(
        self, register: Register, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background = register, background
        self._said: tuple[str, ...] = ()
        self._looking = self._seeing_to = False
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, once the window stands."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """End: nothing more is looked at."""
        self._timer.stop()

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

    def _seen(self, found: tuple[PosError, ...]) -> None:
        self._looking = False
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

"""Who works at the register, from a right PIN until nobody has touched it for too long."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.errors import PosError
from posapp.ui.background import Background
from posapp.ui.window import MainWindow

if TYPE_CHECKING:
    from posapp.domain.people import Clerk
    from posapp.services.register import Register


class Presence(QObject):
    """Lets clerks in and locks the register behind those who have left it.

    Attributes:
        clerk: the last one who was let in.
        coming: a PIN is being looked at, or waits for the sale screen's parts.

    Signals:
        came: the ``Clerk``; the PIN was right, and there is something to work with.
        turned_away: it was not taken.
    """

    came = Signal(object)
    turned_away = Signal()

    def __init__(
        self, window: MainWindow, background: Background, idle_s: int, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._background = window, background
        self.clerk: Clerk | None = None
        self.coming = False
        self._waits: Clerk | None = None
        self._parts = False
        self._idle = QTimer(self, singleShot=True)
        self._idle.setInterval(idle_s * 1000)
        self._idle.timeout.connect(self.lock_behind)

    def sign_in(self, register: Register, pin: str, *, unlocking: bool) -> None:
        """Ask whose PIN that is; the sign-in screen is told if it is nobody's."""
        from posapp.services import signing_in

        how = signing_in.unlock if unlocking else signing_in.sign_in
        self.coming = True
        self._background.write(
            partial(how, register, pin),
            self,
            done=self._let_in,
            failed=self._refused,
            broke=self._broke,
        )

    def _refused(self, error: PosError) -> None:
        self._window.sign_in.refused(error)
        self._turn_away()

    def _broke(self) -> None:
        self._window.sign_in.broke()
        self._turn_away()

    def _turn_away(self) -> None:
        self.coming = False
        self.turned_away.emit()

    @Slot()
    def parts_there(self) -> None:
        """The sale screen can be built. Who came earlier has waited: importing on this thread
        would have waited for the one that did it already."""
        self._parts = True
        if self._waits is not None:
            self._let_in(self._waits)

    def _let_in(self, clerk: Clerk) -> None:
        self._waits = None if self._parts else clerk
        if self._parts:
            self.clerk, self.coming = clerk, False
            self.came.emit(clerk)
            self.touch()

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        if self.clerk is not None and self._idle.interval():
            self._idle.start()

    @Slot()
    def lock_behind(self) -> None:
        """Nobody is there any more; a payment is never left alone."""
        if self._window.busy_with_money:
            self.touch()
        else:
            self._window.lock()

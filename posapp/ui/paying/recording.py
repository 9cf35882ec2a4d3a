"""Turns a payment into a sale: written down, then told. Only COMMIT makes it done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from posapp.domain.errors import PosError
from posapp.domain.sale import Sale
from posapp.services import checkout
from posapp.ui.paying.state import State

if TYPE_CHECKING:
    from posapp.ui.paying.paying import Paying

_SILENT_MS = 40  # a disk that needs longer is told of; the receipt itself is quicker
_TOLD_MS = 60  # after the sale: its receipt on screen first, then the centre


class Recording(QObject):
    """Writes in the background. Nothing can be pressed meanwhile: ``state`` is WRITING."""

    def __init__(self, paying: Paying) -> None:
        super().__init__(paying)
        self._paying = paying
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(_SILENT_MS)
        self._long.timeout.connect(self._takes_long)

    @Slot()
    def complete(self) -> None:
        """Everything is paid: write it down once the centre has been asked."""
        payment = self._paying.taking
        if payment is not None and payment.settled:
            self._paying.asking.then(self._write_down)

    def _write_down(self) -> None:
        paying, place = self._paying, self._paying.sale.workplace
        if paying.payment is None:
            return
        paying.state = State.WRITING
        work = partial(
            checkout.complete,
            place.register,
            place.clerk,
            paying.sale.serving.customer,
            paying.payment,
            paying.asking.found,
        )
        place.background.write(
            work, self, done=self._sold, failed=self._refused, broke=self._broke
        )
        self._long.start()

    @Slot()
    def _takes_long(self) -> None:
        if self._paying.state is State.WRITING and self._paying.pages is not None:
            self._paying.pages.writing()

    def _refused(self, error: PosError) -> None:
        self._long.stop()
        self._paying.refused(error)

    def _broke(self) -> None:
        self._long.stop()
        self._paying.reopen()

    def _sold(self, made: Sale) -> None:
        """COMMIT has returned: now it is done."""
        self._long.stop()
        paying = self._paying
        panel, _ = paying.shown
        screen, before = paying.sale, paying.sale.serving
        paying.forget()
        panel.keeps_awake = False
        with screen.columns.at_once():
            screen.start_afresh()
            screen.sold.emit(made, before)
        QTimer.singleShot(_TOLD_MS, screen.workplace.sync, screen.workplace.sync.nudge)

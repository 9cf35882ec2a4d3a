"""Prints what waits in the print queue, one receipt after the other, and tries again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.errors import PosError
from posapp.domain.sale import Sale
from posapp.services import receipts
from posapp.services.receipts import Printed, PrintOutcome
from posapp.ui.receipt.speaking import receipt_words
from posapp.ui.workplace import Workplace

_AGAIN_MS = 5000
_BREATH_MS = 40  # the receipt on screen first: two threads that compute hold a third one up


class Printing(QObject):
    """Never two prints at once; printing never holds up a sale.

    Attributes:
        busy: a receipt is being printed. ``last``: what became of the one before.

    Signals:
        changed: ``busy`` or ``last`` is another.
    """

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("printing")
        self._place = workplace
        self.busy = False
        self.last = PrintOutcome(Printed.NOTHING)
        self._wanted = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AGAIN_MS)
        self._later.timeout.connect(self.go)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_BREATH_MS)
        self._soon.timeout.connect(self._print)

    @Slot()
    def go(self) -> None:
        """Print what waits; once more when that is going on already."""
        self._wanted = self.busy
        if self.busy or not self._place.register.prints:
            return
        self.busy = True
        self._later.stop()
        self.changed.emit()
        self._soon.start()

    @Slot()
    def _print(self) -> None:
        self._place.background.run(
            partial(
                receipts.print_next,
                self._place.register,
                receipt_words(self._place.register.shop),
            ),
            self,
            done=self._tried,
            failed=self._failed,
            broke=self._rest,
        )

    def copy(self, sale: Sale) -> None:
        """Print a receipt again; it says COPY."""
        self._place.background.write(
            partial(receipts.queue, self._place.register, sale),
            self,
            done=self._queued,
            failed=self._failed,
        )

    def _queued(self, _outcome: object) -> None:
        self.go()

    def _tried(self, outcome: PrintOutcome) -> None:
        self.busy = False
        if outcome.printed is not Printed.NOTHING:
            self.last = outcome
        self.changed.emit()
        if outcome.printed is Printed.WAITING:
            self._later.start()
        elif outcome.left or self._wanted:
            self.go()

    def _failed(self, _error: PosError) -> None:
        """The register's own database did not answer: what waits, waits."""
        self._rest()

    def _rest(self) -> None:
        self.busy = False
        self.changed.emit()
        self._later.start()

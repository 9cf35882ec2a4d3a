"""Talks to the card terminal in the background; never charges twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from posapp.domain.errors import CardUnknown, PosError
from posapp.domain.money import Money
from posapp.domain.payment import Payment
from posapp.services import checkout
from posapp.services.checkout import Attempt
from posapp.ui.workplace import Workplace

_AGAIN_MS = 700


class Charging(QObject):
    """Signals:
    got: the ``Payment`` with the charge in it.
    refused: why it is not; ``CardUnknown`` when nobody knows.
    """

    got = Signal(object)
    refused = Signal(object)

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._stopping: Payment | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._stop)

    def charge(self, payment: Payment, amount: Money) -> None:
        """Let the customer pay this much; it takes as long as they do."""
        register = self._place.register
        self._watch(payment, partial(checkout.charge, register, payment, amount))

    def ask(self, payment: Payment, reference: str) -> None:
        """What became of a charge. Nothing is charged by asking."""
        register = self._place.register
        self._watch(payment, partial(checkout.settle, register, payment, reference))

    def cancel(self, payment: Payment) -> None:
        """Stop the charge, if it is not too late; the charge itself says what became of it."""
        self._stopping = payment
        self._stop()

    def _stop(self) -> None:
        """Once more until the charge has ended: the first may have been quicker than it."""
        if self._stopping is None:
            return
        work = partial(checkout.cancel_charge, self._place.register, self._stopping)
        self._place.background.run(work, self, done=self._told, failed=self._told)

    def _told(self, _outcome: Payment | PosError | None) -> None:
        if self._stopping is not None:
            self._again.start()

    def _got(self, payment: Payment) -> None:
        self._stopping = None
        self.got.emit(payment)

    def _refused(self, error: PosError) -> None:
        self._stopping = None
        self.refused.emit(error)

    def _watch(self, payment: Payment, work: Callable[[], Payment]) -> None:
        self._place.background.watch(
            work,
            self,
            done=self._got,
            failed=self._refused,
            broke=partial(self._broke, payment),
        )

    def _broke(self, payment: Payment) -> None:
        """A bug: the charge is on disk as started, so it counts as unknown."""
        self._place.background.look(
            partial(checkout.unsettled, self._place.register),
            self,
            done=partial(self._in_question, payment),
            failed=partial(self._refused, CardUnknown("")),
        )

    def _in_question(self, payment: Payment, open_ones: tuple[Attempt, ...]) -> None:
        mine = (one.reference for one in open_ones if one.payment == payment.id)
        self._refused(CardUnknown(next(mine, "")))

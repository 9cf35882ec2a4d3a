"""Talks to the card terminal in the background; never charges twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from posapp.domain.errors import CardUnknown, PosError
from posapp.domain.money import Money
from posapp.domain.payment import Payment
from posapp.services import checkout
from posapp.ui.workplace import Workplace


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
        work = partial(checkout.cancel_charge, self._place.register, payment)
        self._place.background.run(work, self, done=_nothing, failed=_nothing)

    def _watch(self, payment: Payment, work: Callable[[], Payment]) -> None:
        self._place.background.watch(
            work,
            self,
            done=self.got.emit,
            failed=self.refused.emit,
            broke=partial(self._broke, payment),
        )

    def _broke(self, payment: Payment) -> None:
        """A bug: the charge is on disk as started, so it counts as unknown."""
        open_ones = checkout.unsettled(self._place.register)
        mine = (one.reference for one in open_ones if one.payment == payment.id)
        self.refused.emit(CardUnknown(next(mine, "")))


def _nothing(_outcome: Payment | PosError | None) -> None:
    """The charge that is waiting says what became of it."""

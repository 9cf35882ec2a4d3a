"""Sets money of gift cards and store credit aside at the centre, and gives tenders back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.payment import Payment
from posapp.services import checkout
from posapp.ui.workplace import Workplace


class Holding(QObject):
    """Signals:
    got: the ``Payment`` with what was set aside in it. given_back: it without a tender.
    refused: why it is as it was; ``broke``: a bug, which is told elsewhere.
    """

    got = Signal(object)
    given_back = Signal(object)
    refused = Signal(object)
    broke = Signal()

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place

    def gift_card(self, payment: Payment, number: str, amount: Money | None) -> None:
        """As much as was typed, or as is due; the centre gives what the card has."""
        register = self._place.register
        self._ask(partial(checkout.hold_gift_card, register, payment, number, amount))

    def credit(self, payment: Payment, customer: Customer, amount: Money | None) -> None:
        """As much as was typed, or as there is."""
        register = self._place.register
        self._ask(partial(checkout.hold_store_credit, register, payment, customer, amount))

    def take_back(self, payment: Payment, tender_id: str) -> None:
        """Remove a tender; the centre hears of it by the outbox."""
        self._place.background.write(
            partial(checkout.take_back, self._place.register, payment, tender_id),
            self,
            done=self.given_back.emit,
            failed=self.refused.emit,
            broke=self.broke.emit,
        )

    def _ask(self, work: Callable[[], Payment]) -> None:
        self._place.background.run(
            work,
            self,
            done=self.got.emit,
            failed=self.refused.emit,
            broke=self.broke.emit,
        )

"""Gift cards and store credit within a payment: money the centre sets aside for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.money import Money
from posapp.domain.payment import Payment
from posapp.ui.paying.holding import Holding
from posapp.ui.paying.state import State

if TYPE_CHECKING:
    from posapp.ui.paying.paying import Paying


class SettingAside(QObject):
    """One thing is asked for at a time; the cart stays as it is meanwhile."""

    def __init__(self, paying: Paying) -> None:
        super().__init__(paying)
        self._paying = paying
        self._holding = Holding(paying.sale.workplace, self)
        self._holding.got.connect(paying.got)
        self._holding.given_back.connect(partial(paying.got, finish=False))
        self._holding.refused.connect(paying.refused)
        self._holding.broke.connect(paying.reopen)

    @Slot(str, object)
    def take_gift_card(self, number: str, amount: Money | None) -> None:
        """As much as was typed, or as is due; the centre gives what the card has."""
        payment = self._paying.taking
        if payment is not None:
            self._hold(self.tr("Asking for the gift card"))
            self._holding.gift_card(payment, number, amount)

    @Slot(object)
    def take_credit(self, amount: Money | None) -> None:
        """As much as was typed, or as the customer has."""
        payment, customer = self._paying.taking, self._paying.sale.serving.customer
        if payment is not None and customer is not None:
            self._hold(self.tr("Asking for the store credit"))
            self._holding.credit(payment, customer, amount)

    def take_back(self, payment: Payment, tender_id: str) -> None:
        """Remove a tender; the centre hears of it."""
        self._paying.state = State.WRITING
        self._holding.take_back(payment, tender_id)

    def _hold(self, title: str) -> None:
        panel, pages = self._paying.shown
        self._paying.state = State.CHARGING
        panel.keeps_awake = True
        pages.holding(title)

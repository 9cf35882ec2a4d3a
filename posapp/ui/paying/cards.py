"""Cards within a payment: charged, cancelled, used again, and what nobody could confirm."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.errors import PosError
from posapp.domain.money import Money
from posapp.domain.payment import Payment
from posapp.services import checkout
from posapp.ui.paying.charging import Charging
from posapp.ui.paying.state import State

if TYPE_CHECKING:
    from posapp.ui.paying.paying import Paying


class Cards(QObject):
    """A card is charged after the centre was asked, and never twice."""

    def __init__(self, paying: Paying) -> None:
        super().__init__(paying)
        self._paying = paying
        self._terminal = Charging(paying.sale.workplace, self)
        self._terminal.got.connect(paying.got)
        self._terminal.refused.connect(paying.refused)

    @Slot(object)
    def take(self, amount: Money) -> None:
        """Let a card pay this much."""
        paying = self._paying
        payment = paying.taking
        if payment is not None:
            paying.shown[0].keeps_awake = True
            paying.asking.then(partial(self._charge, payment, amount))

    def _charge(self, payment: Payment, amount: Money) -> None:
        _, pages = self._paying.shown
        self._paying.state = State.CHARGING
        pages.charging(amount, cancel=self._cancel)
        self._terminal.charge(payment, amount)

    def _cancel(self) -> None:
        paying = self._paying
        if paying.payment is not None and paying.state is State.CHARGING:
            paying.shown[1].cancelling()
            self._terminal.cancel(paying.payment)

    def reuse(self, reference: str) -> None:
        """Let a card that was charged before pay for this cart."""
        paying = self._paying
        payment, place = paying.taking, paying.sale.workplace
        if payment is None:
            return
        place.background.look(
            partial(checkout.reuse, place.register, payment, reference),
            self,
            done=partial(self._reused, payment),
            failed=self._not_reused,
        )

    def _reused(self, before: Payment, payment: Payment) -> None:
        if self._paying.taking == before:
            self._paying.got(payment)

    def _not_reused(self, error: PosError) -> None:
        """Too much for this cart, or a tender of a sale already."""
        if self._paying.panel is not None:
            self._paying.panel.show_error(error)
            self._paying.sale.workplace.beep()

    def unknown(self, reference: str) -> None:
        """Nobody knows whether the card was charged: a state of its own."""
        panel, pages = self._paying.shown
        self._paying.state = State.UNKNOWN
        panel.keeps_awake = True
        pages.unknown(ask=partial(self._ask_again, reference), park=self._park)

    def _ask_again(self, reference: str) -> None:
        """Never charge again: ask what became of it."""
        paying = self._paying
        payment = paying.payment
        if payment is None or paying.state is not State.UNKNOWN:
            return
        paying.state = State.CHARGING
        paying.shown[1].asking()
        self._terminal.ask(payment, reference)

    def _park(self) -> None:
        """Serve the next customer; the charge stays a question to settle."""
        self._paying.let_go()
        self._paying.sale.lines.park_or_resume()

"""What was held for a payment that came to nothing goes back, whoever is still there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shiboken6 import isValid

from posapp.domain.errors import PosError
from posapp.domain.payment import Payment
from posapp.services import checkout

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


class GivingBack:
    """Works on when the screen is gone; a failure is told where there still is one."""

    def __init__(self, sale: SaleScreen) -> None:
        self._sale, self._place = sale, sale.workplace

    def go(self, payment: Payment | None, reserved: str) -> None:
        """Abandon a payment, and what the centre reserved for it."""
        background, register = self._place.background, self._place.register
        if payment is not None:
            work = partial(checkout.abandon, register, payment)
            background.write(work, background, done=_given_back, failed=self._tell)
        if reserved:
            work = partial(checkout.release, register, reserved)
            background.write(work, background, done=_given_back, failed=self._tell)

    def _tell(self, error: PosError) -> None:
        if isValid(self._sale):
            self._sale.tell_error(error)


def _given_back(_outcome: None) -> None:
    """Nothing on the screen depends on it any more."""

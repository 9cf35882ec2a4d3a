"""What a payment does with the centre's answer: go on, wait a little, or settle a change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.customer import Customer
from posapp.domain.errors import CheckoutChanged
from posapp.domain.payment import Payment
from posapp.ui.paying import changed
from posapp.ui.paying.checking import Checking
from posapp.ui.paying.state import State

if TYPE_CHECKING:
    from posapp.ui.paying.paying import Paying


class Asking(QObject):
    """The centre is asked once per payment; its silence never stops a sale."""

    def __init__(self, paying: Paying) -> None:
        super().__init__(paying)
        self._paying = paying
        self._checking = Checking(paying.sale.workplace, self)
        self._checking.away.connect(self._without_centre)
        self._checking.disagreed.connect(self.disagreed)
        self._checking.waits.connect(self._waits)

    @property
    def found(self) -> str:
        """The centre's id for the checked cart; empty without its answer."""
        return self._checking.found

    def ask(self, payment: Payment, customer: Customer | None) -> None:
        """Begin; the clerk goes on meanwhile."""
        self._checking.ask(payment, customer)

    def stop(self) -> str:
        """The payment is over; what the centre reserved for it, if anything."""
        return self._checking.stop()

    def then(self, wish: Callable[[], None]) -> None:
        """Do it once the centre has answered or was given up on."""
        self._checking.then(partial(self._checked, wish))

    def _checked(self, wish: Callable[[], None]) -> None:
        self._paying.state = State.OPEN
        wish()

    @Slot(bool)
    def _waits(self, long: bool) -> None:
        _, pages = self._paying.shown
        self._paying.state = State.CHECKING
        pages.checking(go_on=self._checking.skip if long else None)

    @Slot()
    def _without_centre(self) -> None:
        if self._paying.pages is not None:
            self._paying.pages.away()

    @Slot(object)
    def disagreed(self, error: CheckoutChanged) -> None:
        """The centre does not agree: say why, and offer what to do."""
        paying = self._paying
        _, pages = paying.shown
        paying.state = State.OPEN
        cart = paying.sale.serving.cart
        pages.changed(
            error,
            cart,
            does=partial(self._settle_change, error),
            anyway=self._sell_anyway if changed.in_hand(error, cart) else None,
        )
        paying.sale.workplace.beep()

    def _settle_change(self, error: CheckoutChanged) -> None:
        """Do what the clerk was offered; what was taken is given back first."""
        sale = self._paying.sale
        self._paying.let_go()
        match error.problem:
            case "already_paid":
                sale.change_cart(changed.without_paid(error, sale.serving.cart))
            case "cart_changed":
                sale.carts_changed.emit(error.carts)
            case "total_changed":
                sale.workplace.sync.nudge()
                sale.price_again()

    def _sell_anyway(self) -> None:
        """The pieces are in the customer's hands: the sale is a fact."""
        self._checking.accept()
        self._paying.reopen()

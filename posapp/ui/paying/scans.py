"""What a scan means while somebody pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.codes import GiftCardScan
from posapp.domain.errors import PosError
from posapp.services import identifying
from posapp.ui.paying.state import State

if TYPE_CHECKING:
    from posapp.ui.paying.paying import Paying


class Scans(QObject):
    """A gift card pays; anything else changes the cart, while nothing has been taken."""

    def __init__(self, paying: Paying) -> None:
        super().__init__(paying)
        self._paying = paying
        paying.sale.gift_card_asked.connect(self._gift_card)

    def take(self, text: str) -> bool:
        """Use a scan for the payment; False leaves it to the sale screen."""
        panel, place = self._paying.panel, self._paying.sale.workplace
        if panel is None:
            return False
        try:
            found = identifying.scanned(place.register, (text,))
        except PosError as error:
            if panel.keeps_awake:
                panel.banner.show_error(error)
                place.beep()
            return panel.keeps_awake
        if isinstance(found, GiftCardScan):
            self._paying.aside.take_gift_card(found.number, None)
            return True
        if panel.keeps_awake:
            place.toast.tell(self.tr("Finish or cancel the payment first."))
            place.beep()
        return panel.keeps_awake

    @Slot(str)
    def _gift_card(self, number: str) -> None:
        """Scanned or typed at the sale screen: the payment opens with it."""
        paying = self._paying
        if paying.state is State.CLOSED and paying.sale.serving.cart:
            paying.open(paying.sale.priced)
        paying.aside.take_gift_card(number, None)

"""Parking a cart and bringing one back."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.errors import PosError
from posapp.services import parking
from posapp.services.parking import ParkedCart
from posapp.ui import formats
from posapp.ui.paying.state_page import nothing
from posapp.ui.plurals import plurals
from posapp.ui.screens.serving import Serving
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

translate = QCoreApplication.translate


class ParkedPanel(SidePanel):
    """The parked carts, oldest first.

    Signals:
        resumed: the id of the one to bring back.
    """

    resumed = Signal(str)

    def __init__(self, parked: tuple[ParkedCart, ...], now: datetime) -> None:
        super().__init__(translate("sale", "Parked carts"), "parked")
        if not parked:
            self.body.addWidget(nothing("pause", translate("sale", "Nothing is parked.")))
        for place, cart in enumerate(parked, start=1):
            by, when = cart.clerk_name, formats.at(cart.parked_at, now)
            second = f"{when} · {by}" if cart.customer_name else when
            pieces = plurals.items(cart.pieces)
            name = f"parked.resume.{place}"
            made = RowButton(cart.customer_name or by, second, pieces, name, "play")
            made.clicked.connect(partial(self._resume, cart.id))
            self.body.addWidget(made)
            self.first = self.first or made

    def _resume(self, parked_id: str, _checked: bool = False) -> None:
        self.resumed.emit(parked_id)


class Parking(QObject):
    """Does both for a sale screen; the journal is written in the background."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self._sale = sale
        self._busy = False

    def park_or_resume(self) -> None:
        """Park what is in the cart; with an empty one, choose a parked one."""
        if self._busy:
            return
        if self._sale.serving.cart:
            self._park()
        else:
            self.choose()

    def _park(self) -> None:
        place, serving = self._sale.workplace, self._sale.serving
        self._busy = True
        place.background.write(
            partial(parking.park, place.register, place.clerk, serving.cart, serving.customer),
            self,
            done=self._parked,
            failed=self._failed,
            broke=self._free,
        )

    def _parked(self, parked: ParkedCart) -> None:
        self._free()
        self._sale.start_afresh()
        told = self.tr("Cart parked. It comes back with the same key.")
        self._sale.workplace.toast.tell(told, partial(self.resume, parked.id))

    def choose(self) -> None:
        """List the parked carts; what is in the cart must be parked or sold first."""
        place = self._sale.workplace
        place.background.look(
            partial(parking.parked, place.register),
            self,
            done=self._list,
            failed=self._sale.tell_error,
        )

    def _list(self, parked: tuple[ParkedCart, ...]) -> None:
        panel = ParkedPanel(parked, self._sale.workplace.register.clock())
        panel.resumed.connect(self.resume)
        self._sale.open_panel(panel)

    def resume(self, parked_id: str) -> None:
        """Bring a parked cart back."""
        if self._busy or self._sale.serving.cart:
            return
        self._busy = True
        place = self._sale.workplace
        place.background.write(
            partial(parking.take, place.register, parked_id),
            self,
            done=self._resumed,
            failed=self._failed,
            broke=self._free,
        )

    def _resumed(self, taken: tuple[Cart, Customer | None]) -> None:
        self._free()
        cart, customer = taken
        self._sale.close_panel()
        self._sale.show_serving(Serving(cart, customer))

    def _failed(self, error: PosError) -> None:
        self._free()
        self._sale.tell_error(error)

    def _free(self) -> None:
        self._busy = False

"""The sale screen: the customer on the left, the cart in the middle, the chat on the right.

Others plug into it (``plugs.plugs``) with ``columns.set_customer``, ``columns.set_chat``,
``open_panel`` and its signals. There is one value, ``serving``, and one way to change what is
shown: ``show_serving``. A language or theme change makes a new screen and hands it the value.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from posapp.domain.cart import Cart
from posapp.domain.errors import PosError
from posapp.domain.pricing import PricedCart
from posapp.services import selling
from posapp.ui.screens.sale_columns import Columns
from posapp.ui.screens.serving import Serving
from posapp.ui.widgets.banner import Banner
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.workplace import Workplace


class SaleScreen(QWidget):
    """Owns what is being served and shows it.

    Attributes:
        serving: the cart and the customer. ``priced``: that cart with every figure.
        columns: where the parts stand.

    Signals:
        serving_changed: after every change; the ``Serving``.
        customer_scanned: a customer's QR or card; the text as scanned, prefix included.
        customer_asked: the box got a phone number, an e-mail address or a name to look up.
        receipt_asked: the number of a receipt.
        gift_card_asked: the number of a gift card.
        pay_asked: the clerk wants to be paid; the ``PricedCart``, never empty.
        ship_asked: the clerk wants to choose address and method.
        customer_wanted, chat_wanted: F3 and F7.
        day_wanted: a manager wants the day's sales.
    """

    serving_changed = Signal(object)
    customer_scanned = Signal(str)
    customer_asked = Signal(str)
    receipt_asked = Signal(str)
    gift_card_asked = Signal(str)
    pay_asked = Signal(object)
    ship_asked = Signal()
    customer_wanted = Signal()
    chat_wanted = Signal()
    day_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sale")
        self.workplace = workplace
        self.serving = Serving()
        self.banner = Banner("sale.message")
        self.columns = Columns(QWidget(), QWidget())
        column(self, gap=0).addWidget(self.columns)
        self.priced = self._price()

    def show_serving(self, serving: Serving) -> None:
        """Work on this from now on."""
        self.serving = serving
        self.priced = self._price()
        self.serving_changed.emit(serving)

    def change_cart(self, cart: Cart, told: str = "") -> None:
        """Show a changed cart; with ``told`` the clerk is told and can undo it."""
        before = self.serving.cart
        self.show_serving(replace(self.serving, cart=cart))
        if told:
            self.workplace.toast.tell(told, lambda: self.change_cart(before))

    def start_afresh(self) -> None:
        """The customer has been served: the next one, please."""
        self.workplace.toast.forget()
        self.close_panel()
        self.show_serving(Serving())
        self.focus_box()

    def open_panel(self, panel: SidePanel) -> None:
        """Open a panel beside the cart; an open one goes. It closes itself by ``closed``."""
        panel.closed.connect(self.close_panel, Qt.ConnectionType.QueuedConnection)
        self.columns.open_panel(panel)
        (panel.first or panel).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_panel(self) -> None:
        """Close what is open beside the cart; the box has the focus again."""
        self.columns.close_panel()
        self.focus_box()

    @property
    def panel(self) -> QWidget | None:
        """What is open beside the cart."""
        return self.columns.panel

    def focus_box(self) -> None:
        """Put the focus where everything can be typed."""

    def tell_error(self, error: PosError) -> None:
        """Say an error in a row above the cart, with a sound."""
        self.banner.show_error(error)
        self.workplace.beep()

    def take_scan(self, text: str) -> None:
        """Act on what was scanned, or say why not."""

    def _price(self) -> PricedCart:
        return selling.price(self.workplace.register, self.serving.cart, self.serving.customer)

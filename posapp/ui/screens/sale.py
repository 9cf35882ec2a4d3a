"""The sale screen: the customer on the left, the cart in the middle, the chat on the right.

Others plug into it (``plugs.plugs``) with ``columns.set_customer``, ``columns.set_chat``,
``open_panel`` and its signals. There is one value, ``serving``, and one way to change what is
shown: ``show_serving``. A language or theme change makes a new screen and hands it the value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from posapp.domain.cart import Cart
from posapp.domain.errors import PosError
from posapp.domain.pricing import PricedCart
from posapp.domain.visit import Visit
from posapp.services import selling
from posapp.ui.screens.plugs import plugs
from posapp.ui.screens.sale_columns import Columns, Side
from posapp.ui.screens.sale_history import History
from posapp.ui.screens.sale_keys import bind_keys
from posapp.ui.screens.sale_lines import LineActions
from posapp.ui.screens.sale_reading import Reader
from posapp.ui.screens.serving import Serving
from posapp.ui.steady import undisturbed
from posapp.ui.widgets.box import OneBox
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.cart_card import CartCard
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.search_results import SearchResults
from posapp.ui.workplace import Workplace


class SaleScreen(QWidget):
    """Owns what is being served and shows it.

    Attributes:
        serving: the cart and the customer. ``priced``: that cart with every figure.
        columns: where the parts stand. ``box``, ``card``, ``results``: its own parts.
        beside_box: a row for the buttons of others.
        lines: the line panels (quantity, note, discount, variant, fulfilment).

    Signals:
        serving_changed: after every change; the ``Serving``.
        customer_scanned: a customer's QR or card; the text as scanned, prefix included.
        customer_asked: the box got a phone number, an e-mail address or a name to look up.
        receipt_asked: the number of a receipt.
        gift_card_asked: the number of a gift card.
        pay_asked: the clerk wants to be paid; the ``PricedCart``, never empty.
        ship_asked: the clerk wants to choose address and method.
        customer_wanted, chat_wanted: F3 and F7.
        attention_asked: what waits for a person. settle_asked: the card payments without a
            sale. print_asked: what waits to be printed.
        carts_changed: online carts of this sale as they are now, when payment met a change.
        sold: a sale was recorded; the ``Sale`` and the ``Serving`` as it was.
        finished: the visit is over, sold or not; the ``Serving`` as it was.
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
    attention_asked = Signal()
    settle_asked = Signal()
    print_asked = Signal()
    carts_changed = Signal(object)
    sold = Signal(object, object)
    finished = Signal(object)

    def __init__(
        self, workplace: Workplace, parent: QWidget | None = None, *, whole: bool = True
    ) -> None:
        """With ``whole`` False call ``plug_next`` from the event loop until it is done."""
        super().__init__(parent)
        self.setObjectName("sale")
        self.workplace = workplace
        self.serving = Serving()
        self._history = History()
        self.box = OneBox()
        self.card = CartCard()
        self.results = SearchResults(workplace.pictures)
        middle = QWidget()
        rows = column(middle)
        self.beside_box = row(gap=8)
        self.beside_box.addWidget(self.box, 1)
        rows.addLayout(self.beside_box)
        rows.addWidget(self.card, 1)
        self.columns = Columns(middle, self.results)
        column(self, gap=0).addWidget(self.columns)
        self.reader = Reader(self)
        self.lines = LineActions(self)
        bind_keys(self)
        self.show_serving(self.serving)
        self._plugs = list(plugs())
        while whole and self.plug_next():
            pass

    def plug_next(self) -> bool:
        """Put in the next part of what stands beside the cart; False when all are in."""
        if self._plugs:
            self._plugs.pop(0)(self)
        return bool(self._plugs)

    def show_serving(self, serving: Serving) -> None:
        """Work on this from now on; nothing before it can be undone."""
        self._history.forget()
        self._show(serving)

    def show_visit(self, visit: Visit) -> None:
        """More is known about who is served; the cart and what can be undone stay."""
        self._show(replace(self.serving, customer=visit.customer, visit=visit))

    def change_cart(self, cart: Cart, told: str = "") -> None:
        """Show a changed cart; it can be undone, and with ``told`` a toast says so."""
        if cart == self.serving.cart or self.busy_paying():
            return
        self._history.keep(self.serving.cart)
        self._show(replace(self.serving, cart=cart))
        if told:
            self.workplace.toast.tell(told, self.undo)

    @Slot()
    def undo(self) -> None:
        """The cart as it was before the last change."""
        before = None if self.busy_paying() else self._history.take()
        if before is not None:
            self.workplace.toast.forget()
            self._show(replace(self.serving, cart=before))

    def price_again(self) -> None:
        """Prices or promotions have changed."""
        self._show(self.serving)

    @undisturbed()
    def _show(self, serving: Serving) -> None:
        self.serving = serving
        self.priced: PricedCart = selling.price(
            self.workplace.register, serving.cart, serving.customer
        )
        self.card.show_cart(self.priced)
        self.card.done.setEnabled(not serving.untouched)
        self.serving_changed.emit(serving)

    @Slot()
    def start_afresh(self) -> None:
        """This customer has been served: the next one, please."""
        if self.busy_paying():
            return
        before = self.serving
        self.workplace.toast.forget()
        self.card.banner.clear()
        self.close_panel()
        self.show_serving(Serving())
        if not before.untouched:
            self.finished.emit(before)

    def open_panel(self, panel: SidePanel) -> None:
        """Open a panel beside the cart; an open one goes. ``closed`` takes it away."""
        if self.busy_paying():
            panel.deleteLater()
            return
        panel.closed.connect(self.close_panel, Qt.ConnectionType.QueuedConnection)
        self.columns.open_panel(panel)
        (panel.first or panel).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_panel(self) -> None:
        """Close what is open beside the cart; the box has the focus again."""
        if self.busy_paying():
            return
        self.columns.close_panel()
        self.focus_box()

    @property
    def paying(self) -> bool:
        """Money has been taken for this cart, or is being asked for: it stays as it is."""
        return bool(getattr(self.panel, "keeps_awake", False))

    def busy_paying(self) -> bool:
        """The same, and the clerk is told."""
        busy = self.paying
        if busy:
            self.workplace.toast.tell(self.tr("Finish or cancel the payment first."))
        return busy

    @property
    def panel(self) -> QWidget | None:
        """What is open beside the cart."""
        return self.columns.panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody nearer has a use for, wherever the focus is: as in the panel."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif isinstance(self.panel, SidePanel):
            self.panel.close_panel()
        else:
            self.focus_box()

    @Slot()
    def focus_box(self) -> None:
        """Put the focus where everything can be typed."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_side(self, side: Side) -> None:
        """F3 or F7: close a panel that hides it, and say so."""
        if self.busy_paying():
            return
        self.columns.close_panel()
        self.reader.clear()
        self.columns.show_side(side)
        (self.customer_wanted if side is Side.CUSTOMER else self.chat_wanted).emit()

    def after_looks(self, does: Callable[[], None]) -> None:
        """Do it once everything scanned or typed before has been looked up: now, unless the
        disk is late. What it is about is then in the cart."""
        self.workplace.background.after_looks(self, does)

    @Slot()
    def ask_for_payment(self) -> None:
        """F9: take payment, if there is anything to pay for."""
        self.after_looks(self._ask_for_payment)

    def _ask_for_payment(self) -> None:
        if self.serving.cart:
            self.reader.clear()
            self.pay_asked.emit(self.priced)

    def tell_error(self, error: PosError) -> None:
        """Say an error in a row above the lines, with a sound."""
        self.card.banner.show_error(error)
        self.workplace.beep()

    def take_scan(self, text: str) -> None:
        """Act on what was scanned, or say why not; an open panel may want it first."""
        self.after_looks(partial(self._take_scan, text))

    def _take_scan(self, text: str) -> None:
        wants = getattr(self.panel, "take_scan", None)
        if wants is None or not wants(text):
            self.reader.scanned(text)

"""The middle of the sale screen: what is in the cart, what it costs, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from posapp.domain.pricing import PricedCart
from posapp.ui import formats, icons, keys, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, CARD_EDGE, GUTTER, SMALL, TOUCH, Tone
from posapp.ui.widgets.banner import Banner
from posapp.ui.widgets.boxes import Card, Rule, column, row
from posapp.ui.widgets.buttons import Button, Kind, PayButton
from posapp.ui.widgets.cart_list import CartList
from posapp.ui.widgets.labels import heading
from posapp.ui.widgets.pills import Pill
from posapp.ui.widgets.totals import Totals

_LOW, _TINY = 470, 340
_ANY = 16_777_215  # Qt's own QWIDGETSIZE_MAX


class EmptyCart(QWidget):
    """What stands where the lines will be: an invitation, not a hole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sale.empty")
        self._first = self.tr("Scan an item or a customer")
        self._second = self.tr("Or type a name, a number, a phone. Nobody needs to be known.")
        self.setAccessibleName(f"{self._first}. {self._second}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        x, y = self.width() / 2, max(self.height() / 2 - 36, 44)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(QRectF(x - 44, y - 44, 88, 88))
        icons.paint(painter, "scan", colours.accent_text, QRectF(x - 20, y - 20, 40, 40))
        middle = (
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        )
        painter.setFont(style.font(BODY, Weight.STRONG))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(0, y + 60, self.width(), 24), middle, self._first)
        painter.setFont(style.font(SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(16, y + 86, self.width() - 32, 40), middle, self._second)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class CartCard(Card):
    """Head, message, lines, totals and actions; the screen connects to its parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self.setObjectName("sale.cartcard")
        self._tiny, self._empty = False, True
        self.list = CartList()
        self.empty = EmptyCart()
        self.totals = Totals()
        self.banner = Banner("sale.message")
        self.pieces = Pill("", Tone.ACCENT, name="sale.pieces")
        self.coupon = _quiet(self.tr("Coupon"), "coupon", "ticket")
        self.done = _quiet(self.tr("Finish"), "done", "close")
        self.park = _plain(self.tr("Park"), "park", "pause")
        self.discount = _plain(self.tr("Discount"), "discount", "percent")
        self.pay = PayButton(self.tr("Pay"), "sale.pay", icon="card", key=keys.shown("pay"))
        self.pay.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)
        self._lay_out()

    def _lay_out(self) -> None:
        self.rows.setSpacing(0)
        self._head = QWidget()
        self._head_row = head = row(self._head, gap=8)
        head.setContentsMargins(CARD_EDGE, 6, 8, 2)
        head.addWidget(heading(self.tr("Cart")))
        head.addWidget(self.pieces)
        head.addStretch(1)
        head.addWidget(self.coupon)
        head.addWidget(self.done)
        self.rows.addWidget(self._head)
        self._said = said = row()
        said.setContentsMargins(CARD_EDGE, 0, CARD_EDGE, 8)
        said.addWidget(self.banner)
        self.rows.addLayout(said)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(Rule())
        self._foot = foot = column(gap=10)
        foot.setContentsMargins(CARD_EDGE, 12, CARD_EDGE, 16)
        foot.addWidget(self.totals)
        self._acts = acts = row(gap=8)
        acts.addWidget(self.park)
        acts.addWidget(self.discount)
        acts.addWidget(self.pay, 1)
        foot.addLayout(acts)
        self.rows.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < _LOW
        self.totals.show_compact(low)
        self._foot.setSpacing(2 if low else 10)
        self._foot.setContentsMargins(CARD_EDGE, 4 if low else 12, CARD_EDGE, 8 if low else 16)
        if self._tiny:
            self._foot.setContentsMargins(8, 4, 8, 4)
        if (self.height() < _TINY) is not self._tiny:
            self._tiny = not self._tiny
            self._fold()

    def _fold(self) -> None:
        """Where there is next to no height the lines get it: every button is an icon in one
        row, and the total stands on Pay."""
        tiny = self._tiny
        self._head.setVisible(not tiny)
        self.totals.setVisible(not tiny)
        home = self._acts if tiny else self._head_row
        place = 0 if tiny else self._head_row.count()
        home.insertWidget(place, self.coupon)
        home.insertWidget(place + 1, self.done)
        self._foot.setContentsMargins(*((8, 4, 8, 4) if tiny else (CARD_EDGE, 4, CARD_EDGE, 8)))
        side = GUTTER if tiny else CARD_EDGE
        self._said.setContentsMargins(side, 0, side, 0 if tiny else 8)
        for button, word in self._words():
            button.show_text("" if tiny else word, word)
            button.setMinimumWidth(TOUCH if tiny else 0)
            button.setMaximumWidth(TOUCH if tiny else _ANY)

    def _words(self) -> tuple[tuple[Button, str], ...]:
        park = self.tr("Parked") if self._empty else self.tr("Park")
        return (
            (self.coupon, self.tr("Coupon")),
            (self.done, self.tr("Finish")),
            (self.park, park),
            (self.discount, self.tr("Discount")),
        )

    def show_cart(self, priced: PricedCart) -> None:
        """Show a priced cart."""
        full = bool(priced.cart)
        self._stack.setCurrentWidget(self.list if full else self.empty)
        self.list.show_cart(priced)
        self.totals.show_totals(priced)
        self.pieces.show_status(self.tr("%n item(s)", "", priced.cart.pieces), Tone.ACCENT)
        self.pieces.setVisible(full)
        self.pay.setEnabled(full)
        self.pay.show_amount(formats.money(priced.due) if full else "")
        self.discount.setEnabled(full)
        self._empty = not full
        word = self.tr("Park") if full else self.tr("Parked")
        self.park.show_text("" if self._tiny else word, word)
        self.park.show_icon("pause" if full else "play")


def _quiet(text: str, action: str, icon: str) -> Button:
    name, key = f"sale.{action}", keys.shown(action)
    return Button(text, name, icon=icon, key=key, kind=Kind.QUIET)


def _plain(text: str, action: str, icon: str) -> Button:
    made = Button(text, f"sale.{action}", icon=icon, key=keys.shown(action))
    made.setFixedHeight(64)
    return made

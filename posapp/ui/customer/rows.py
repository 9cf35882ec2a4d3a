"""The rows of the customer column: an online cart, an order, a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from posapp.domain.catalogue import Product
from posapp.domain.orders import Order
from posapp.domain.webcart import WebCart
from posapp.ui import formats, icons, style
from posapp.ui.customer import saying
from posapp.ui.pictures import Pictures
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, ROW, SMALL, Tone
from posapp.ui.widgets.boxes import Sunken
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.one_line import paint_line, text_width
from posapp.ui.widgets.pills import Pill
from posapp.ui.widgets.search_delegate import paint_picture

_PAD = 6
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class CartStanding:
    """How an online cart stands at this counter.

    Attributes:
        text, tone, icon: in words and a shape; empty when there is nothing to say.
        pullable: it can be brought into the sale. ``next``: that is the thing to do now.
        key: that does it, for the one it would take.
    """

    text: str = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = ""
    pullable: bool = True
    next: bool = False
    key: str = ""


class CartRow(Sunken):
    """One online cart.

    Signals:
        pull_asked: its id.
    """

    pull_asked = Signal(str)

    def __init__(self, cart: WebCart, age: str, standing: CartStanding) -> None:
        super().__init__(margin=10)
        self.setObjectName(f"customer.cart.{cart.number}")
        self.rows.setSpacing(4)
        self._cart, self._label = cart, formats.tamed(cart.label, 40)
        self._said = _CartSaid(self._label or cart.number, formats.money(cart.totals.grand))
        self.rows.addWidget(self._said)
        self.show_age(age)
        if standing.text:
            self.rows.addWidget(Pill(standing.text, standing.tone, icon=standing.icon))
        self.pull: Button | None = None
        if standing.pullable and cart.lines:
            self.pull = self._button(cart, standing)
            self.rows.addSpacing(4)
            self.rows.addWidget(self.pull)

    def show_age(self, age: str) -> None:
        """When it was read."""
        pieces = sum(line.quantity for line in self._cart.lines)
        about = self.tr("%n item(s)", "", pieces)
        number = formats.tamed(self._cart.number, 40) if self._label else ""
        self._said.show_below(" · ".join(filter(None, (number, about, age))))

    def _button(self, cart: WebCart, standing: CartStanding) -> Button:
        made = Button(
            self.tr("Pull"),
            f"customer.pull.{cart.number}",
            icon="download",
            key=standing.key,
            kind=Kind.PRIMARY if standing.next else Kind.NORMAL,
            said=self.tr("Pull cart {number}").format(number=cart.number),
        )
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(partial(self._pull, cart.id))
        return made

    def _pull(self, cart_id: str, _checked: bool = False) -> None:
        self.pull_asked.emit(cart_id)


class _CartSaid(QWidget):
    """What a cart is and comes to, and below it what is in it and how old that is; painted
    as a whole, like an order."""

    def __init__(self, name: str, amount: str) -> None:
        super().__init__()
        self._name, self._amount, self._below = name, amount, ""
        self.setFixedHeight(_line(BODY) + 4 + _line(SMALL))

    def show_below(self, text: str) -> None:
        if text != self._below:
            self._below = text
            self.setAccessibleName(f"{self._name}, {self._amount}, {text}")
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colours = QPainter(self), style.palette()
        strong, small, wide = style.font(BODY, Weight.STRONG), style.font(SMALL), self.width()
        taken = text_width(strong, self._amount)
        first = QRectF(0, 0, wide - taken - 8, _line(BODY))
        paint_line(painter, first, self._name, strong, colours.text)
        painter.drawText(QRectF(wide - taken, 0, taken, _line(BODY)), _RIGHT, self._amount)
        second = QRectF(0, self.height() - _line(SMALL), wide, _line(SMALL))
        paint_line(painter, second, self._below, small, colours.muted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class Heading(QWidget):
    """The name of a part, how many there are, and how old they are; painted as a whole."""

    def __init__(self, text: str, number: str = "", age: str = "") -> None:
        super().__init__()
        self._text, self._number, self._age = text, number, age
        self.setAccessibleName(", ".join(filter(None, (text, number, age))))
        self.setFixedHeight(_PAD + _line(BODY))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colours = QPainter(self), style.palette()
        strong, small, tall = style.font(BODY, Weight.STRONG), style.font(SMALL), _line(BODY)
        aged = text_width(small, self._age)
        room = QRectF(4, _PAD, max(self.width() - 4 - aged, 0), tall)
        paint_line(painter, room, self._text, strong, colours.text)
        room.setLeft(room.left() + text_width(strong, self._text) + 8)
        paint_line(painter, room, self._number, small, colours.muted)
        right = QRectF(self.width() - aged, _PAD, aged, tall)
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, self._age)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class OrderRow(QWidget):
    """One order: what, when, where, how much, and how it stands. Painted as a whole: a
    customer has many of them, and they all come at once."""

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.setObjectName(f"customer.order.{order.number}")
        self._number, self._total = formats.tamed(order.number, 40), formats.money(order.total)
        day = formats.day(formats.local(order.placed_at).date())
        self._about = f"{day} · {saying.channel(order)}"
        self._state, self._tone = saying.states(order)
        self.setFixedHeight(2 * _PAD + _line(BODY) + _line(SMALL))
        self.setAccessibleName(f"{order.number}, {self._about}, {self._total}, {self._state}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colours = QPainter(self), style.palette()
        medium, small = style.font(BODY, Weight.MEDIUM), style.font(SMALL)
        first = QRectF(4, _PAD, self.width() - 8, _line(BODY))
        second = QRectF(4, first.bottom(), self.width() - 8, _line(SMALL))
        _pair(painter, first, medium, (self._number, colours.text), (self._total, colours.text))
        about, state = (self._about, colours.muted), (self._state, colours.ink(self._tone))
        _pair(painter, second, small, about, state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


@cache
def _line(size: int) -> int:
    """The height of a line in this size."""
    return QFontMetrics(style.font(size)).height()


def _pair(
    painter: QPainter, place: QRectF, font: QFont, left: tuple[str, str], right: tuple[str, str]
) -> None:
    """Two texts with their inks at the ends of a line; the one that grows gives way."""
    painter.setFont(font)
    letters = QFontMetrics(font)
    shown = letters.elidedText(
        right[0], Qt.TextElideMode.ElideRight, int(place.width() * 2 / 3)
    )
    taken = letters.horizontalAdvance(shown) + 8
    painter.setPen(QColor(right[1]))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, shown)
    room = place.adjusted(0, 0, -taken, 0)
    painter.setPen(QColor(left[1]))
    shown = letters.elidedText(left[0], Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, middle, shown)


class ProductButton(QPushButton):
    """A product that one touch puts into the cart.

    Signals:
        product_wished: the ``Product``.
    """

    product_wished = Signal(object)

    def __init__(self, product: Product, pictures: Pictures, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "quiet")
        self._product, self._pictures = product, pictures
        self.setAccessibleName(
            self.tr("Add {name}, {price}").format(
                name=formats.tamed(product.name, 80), price=formats.money(product.price)
            )
        )
        self.setMinimumHeight(ROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._wish)
        pictures.arrived.connect(self._arrived)

    def _wish(self, _checked: bool = False) -> None:
        self.product_wished.emit(self._product)

    def _arrived(self, name: str) -> None:
        if name == self._product.image:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, middle = style.palette(), self.height() / 2
        place = QRectF(4, middle - 22, 44, 44)
        picture = self._pictures.get(self._product.image)
        paint_picture(painter, place, self._product, picture)
        room = self.width() - 58 - 34
        name, price = formats.tamed(self._product.name, 80), self._product.price
        for text, font, ink, y in (
            (name, style.font(SMALL, Weight.STRONG), colours.text, middle - 20),
            (formats.money(price), style.font(SMALL), colours.muted, middle),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(58, y, room + 2, 20), Qt.AlignmentFlag.AlignVCenter, shown)
        plus = QRectF(self.width() - 28, middle - 10, 20, 20)
        icons.paint(painter, "plus", colours.accent_text, plus)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

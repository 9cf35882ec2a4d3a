"""Which of several online carts to bring to the counter: together, or kept apart."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from posapp.domain.webcart import WebCart
from posapp.ui import formats, style
from posapp.ui.plurals import plurals
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, SMALL
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import muted
from posapp.ui.widgets.one_line import paint_line
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.tick import BOX, paint_tick

translate = QCoreApplication.translate


class CartButton(QPushButton):
    """An online cart that can be marked; Space or a touch marks it."""

    def __init__(self, cart: WebCart, *, marked: bool) -> None:
        super().__init__()
        self.cart = cart
        self.setObjectName(f"choosing.cart.{cart.number}")
        self.setCheckable(True)
        self.setFixedHeight(64)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        pieces = sum(line.quantity for line in cart.lines)
        self._first = formats.tamed(cart.label, 40) or cart.number
        count = plurals.items(pieces)
        self._second = f"{cart.number} · {count}" if cart.label else count
        self._amount = formats.money(cart.totals.grand)
        self.setAccessibleName(f"{self._first}, {self._second}, {self._amount}")
        self.toggled.connect(self._mark)
        self.setChecked(marked)
        self._mark(marked)

    def _mark(self, marked: bool) -> None:
        said = translate("pulling", "chosen") if marked else translate("pulling", "not chosen")
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_mark(painter)
        middle = self.height() / 2
        strong = style.font(BODY, Weight.STRONG)
        wide = QFontMetrics(strong).horizontalAdvance(self._amount)
        room = self.width() - 50 - 14
        colours = style.palette()
        upper = QRectF(50, middle - 22, room, 22)
        self._text(painter, upper.adjusted(0, 0, -wide - 8, 0), self._first, colours.text)
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight, self._amount)
        painter.setFont(style.font(SMALL))
        lower = QRectF(50, middle, room, 22)
        self._text(painter, lower, self._second, colours.muted, strong=False)

    @staticmethod
    def _text(
        painter: QPainter, place: QRectF, text: str, ink: str, *, strong: bool = True
    ) -> None:
        font = style.font(BODY, Weight.STRONG) if strong else style.font(SMALL)
        paint_line(painter, place, text, font, ink, Qt.AlignmentFlag.AlignLeft)

    def _paint_mark(self, painter: QPainter) -> None:
        """A box, ticked or not."""
        place = QRectF(15, (self.height() - BOX) / 2, BOX, BOX)
        paint_tick(painter, place, on=self.isChecked())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class ChoosingPanel(SidePanel):
    """Several online carts.

    Signals:
        together: ids of the carts to bring in as one sale.
        apart: id of the one to bring in now; the others stay for sales of their own.
    """

    together = Signal(object)
    apart = Signal(str)

    def __init__(self, carts: tuple[WebCart, ...]) -> None:
        super().__init__(translate("pulling", "Which online carts?"), "choosing")
        self.body.setSpacing(8)
        self._carts = [CartButton(cart, marked=True) for cart in carts]
        for button in self._carts:
            button.toggled.connect(self._show)
            self.body.addWidget(button)
        self.first = self._carts[0]
        self._said = muted("", wrap=True)
        self.body.addWidget(self._said)
        self.combine = Button(
            "", "choosing.together", icon="download", key="Enter", kind=Kind.PRIMARY, height=56
        )
        self.combine.clicked.connect(self._together)
        self.keep = Button(
            translate("pulling", "Only the first, keep apart"),
            "choosing.apart",
            icon="split",
            key="Alt+2",
        )
        self.keep.setShortcut("Alt+2")
        self.keep.clicked.connect(self._apart)
        self.buttons.addWidget(self.combine)
        self.buttons.addWidget(self.keep)
        self._show()

    @property
    def marked(self) -> tuple[WebCart, ...]:
        """The carts that are chosen."""
        return tuple(button.cart for button in self._carts if button.isChecked())

    def _show(self, _checked: bool = False) -> None:
        number = len(self.marked)
        one = translate("pulling", "Pull this cart")
        several = plurals.carts_together(number)
        self.combine.show_text(one if number == 1 else several)
        self.combine.setEnabled(number > 0)
        self.keep.setVisible(number > 1)
        self._said.setText(
            translate("pulling", "Together they are one sale, one payment, one receipt.")
            if number > 1
            else ""
        )

    def _together(self, _checked: bool = False) -> None:
        if self.marked:
            self.together.emit(tuple(cart.id for cart in self.marked))

    def _apart(self, _checked: bool = False) -> None:
        if self.marked:
            self.apart.emit(self.marked[0].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._together()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            case _:
                super().keyPressEvent(event)


class JoinPanel(SidePanel):
    """One online cart is at the counter already, and another is pulled.

    Signals:
        join_chosen: into the same sale. apart_chosen: park what is here first.
    """

    join_chosen = Signal()
    apart_chosen = Signal()

    def __init__(self, here: str, coming: str) -> None:
        super().__init__(translate("pulling", "Combine the carts?"), "joining")
        text = translate("pulling", "{here} is in this sale already.\nWhat about {coming}?")
        self.body.addWidget(muted(text.format(here=here, coming=coming), wrap=True))
        join = self.add_choice(
            translate("pulling", "Combine into this sale"),
            "joining.join",
            "plus",
            Kind.PRIMARY,
            "Enter",
        )
        join.clicked.connect(self._join)
        apart = self.add_choice(
            translate("pulling", "Park this sale, then pull"),
            "joining.apart",
            "split",
            Kind.NORMAL,
            "Alt+2",
        )
        apart.setShortcut("Alt+2")
        apart.clicked.connect(self._apart)
        self.first = join

    def _join(self, _checked: bool = False) -> None:
        self.join_chosen.emit()

    def _apart(self, _checked: bool = False) -> None:
        self.apart_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            else:
                self._join()
        else:
            super().keyPressEvent(event)

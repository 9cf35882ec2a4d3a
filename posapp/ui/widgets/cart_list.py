"""The cart as a list that fingers, mouse and keys can work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from posapp.domain.pricing import PricedCart, PricedLine
from posapp.ui.widgets.boxes import keep_bar_room
from posapp.ui.widgets.cart_delegate import CartDelegate, Spot, spot_at
from posapp.ui.widgets.cart_model import CartModel, Index


class CartList(QListView):
    """Shows the lines and says what the clerk wants changed. It changes nothing itself.

    Signals:
        quantity_asked: a line's id and the quantity it is to have; zero removes it.
        quantity_wanted, fulfilment_wanted, line_wanted: a line's id; open its panel.
        left: the clerk went up beyond the first line, or typed.
    """

    quantity_asked = Signal(str, int)
    quantity_wanted = Signal(str)
    fulfilment_wanted = Signal(str)
    line_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sale.cart")
        self.setAccessibleName(self.tr("Cart"))
        self.lines = CartModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(CartDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        keep_bar_room(self)

    def show_cart(self, priced: PricedCart) -> None:
        """Show a cart and choose the line that came or changed last."""
        chosen = self.chosen
        changed = self.lines.show(priced)
        if changed is not None:
            self.choose(changed)
        elif chosen is not None and self.lines.row_of(chosen.line.id) >= 0:
            self.choose(self.lines.row_of(chosen.line.id))
        elif self.lines.rowCount():
            self.choose(min(max(self.currentIndex().row(), 0), self.lines.rowCount() - 1))

    @property
    def chosen(self) -> PricedLine | None:
        """The line that the keys act on."""
        return self.lines.line_at(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Choose a line and bring it into sight."""
        index = self.lines.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def dataChanged(  # noqa: N802  # Qt calls it
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """Every line is as tall as any other: Qt would work out anew where all of them are."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
        elif first == last:
            self.update(first)
        else:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One more row of totals must not push the line that was just scanned out of sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        priced = self.lines.line_at(index.row())
        if priced is not None and event.button() is Qt.MouseButton.LeftButton:
            self._touched(index, priced, event.position().x())

    def _touched(self, index: QModelIndex, priced: PricedLine, x: float) -> None:
        line = priced.line
        match spot_at(QRectF(self.visualRect(index)), x):
            case Spot.LESS:
                self.quantity_asked.emit(line.id, line.quantity - 1)
            case Spot.MORE:
                self.quantity_asked.emit(line.id, line.quantity + 1)
            case Spot.QUANTITY:
                self.quantity_wanted.emit(line.id)
            case Spot.FULFILMENT:
                self.fulfilment_wanted.emit(line.id)
            case Spot.LINE:
                pass

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        priced = self.lines.line_at(index.row())
        spot = spot_at(QRectF(self.visualRect(index)), event.position().x())
        if priced is not None and spot is Spot.LINE:
            self.line_wanted.emit(priced.line.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        priced = self.chosen
        if priced is None or not self._acted(event.key(), priced):
            if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
                self.left.emit()
            elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, *_PAGES):
                super().keyPressEvent(event)
            else:
                event.ignore()

    def _acted(self, key: int, priced: PricedLine) -> bool:
        line = priced.line
        match key:
            case Qt.Key.Key_Plus:
                self.quantity_asked.emit(line.id, line.quantity + 1)
            case Qt.Key.Key_Minus:
                self.quantity_asked.emit(line.id, line.quantity - 1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.quantity_asked.emit(line.id, 0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.line_wanted.emit(line.id)
            case _:
                return False
        return True


_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)

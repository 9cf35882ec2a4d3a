"""The one box: everything can be typed into it, and the app decides what it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from posapp.ui import icons, keys, style
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, ICON, ROW, SMALL
from posapp.ui.widgets.fields import TextLine

_SHIFT = Qt.KeyboardModifier.ShiftModifier


class OneBox(TextLine):
    """The field that has the focus whenever nothing else needs it.

    Signals:
        searched: the text changed; search for it. confirmed: Enter.
        moved: up or down by so many results, or into the cart when there are none.
        emptied: Esc. person_asked: Shift+Enter: look a customer up.
    """

    searched = Signal(str)
    confirmed = Signal(str)
    moved = Signal(int)
    emptied = Signal()
    person_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "sale.box", parent, most=1024)
        self.setAccessibleName(self.tr("Scan or type: item, phone, name, receipt, coupon"))
        self.setPlaceholderText(self.tr("Scan or type: item, phone, name, receipt, coupon"))
        self.setFixedHeight(ROW)
        self.setTextMargins(ICON + GUTTER, 0, 44, 0)
        self.setProperty("role", "box")
        self.textChanged.connect(self.searched)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & _SHIFT:
                self.person_asked.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.confirmed.emit(self.text())
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_PageDown:
                self.moved.emit(8)
            case Qt.Key.Key_PageUp:
                self.moved.emit(-8)
            case Qt.Key.Key_Escape:
                self.emptied.emit()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z in an empty box undoes the last change of the cart instead."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.text()
        ):
            event.ignore()
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colours = style.palette()
        middle = self.height() / 2
        ink = colours.accent_text if self.hasFocus() else colours.muted
        icons.paint(painter, "search", ink, QRectF(16, middle - ICON / 2, ICON, ICON))
        painter.setFont(style.font(SMALL, Weight.MEDIUM))
        painter.setPen(QColor(colours.muted))
        place = QRectF(0, 0, self.width() - 16, self.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, keys.shown("box"))

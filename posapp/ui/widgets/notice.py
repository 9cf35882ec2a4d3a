"""What stands in a column where there is nothing to list or to read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from posapp.ui import icons, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, SMALL


class Notice(QWidget):
    """An icon, what it means, and what can be done."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon = icon
        self._first = self._second = ""

    def show_words(self, first: str, second: str) -> None:
        """Say why."""
        if (first, second) == (self._first, self._second):
            return
        self._first, self._second = first, second
        self.setAccessibleName(f"{first}. {second}".strip(". "))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, x, y = style.palette(), self.width() / 2, self.height() / 2 - 30
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunken))
        painter.drawEllipse(QRectF(x - 32, y - 32, 64, 64))
        icons.paint(painter, self._icon, colours.faint, QRectF(x - 14, y - 14, 28, 28))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.setFont(style.font(BODY, Weight.STRONG))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(16, y + 46, self.width() - 32, 24), middle, self._first)
        painter.setFont(style.font(SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(24, y + 72, self.width() - 48, 60), middle, self._second)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

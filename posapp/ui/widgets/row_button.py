"""A row of a list that can be pressed: what it is, what is known of it, and one figure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from posapp.ui import formats, icons, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, GUTTER, ICON, PAY, SMALL

_LONGEST = 80
_LINE = 22


class RowButton(QPushButton):
    """Two lines beside an icon, and something at the right end of the first.

    Args:
        first, second, figure: the two lines, of which the figure is never cut.
    """

    def __init__(self, first: str, second: str, figure: str, name: str, icon: str) -> None:
        super().__init__()
        self._texts = tuple(formats.tamed(text, _LONGEST) for text in (first, second, figure))
        self._icon = icon
        self.setObjectName(name)
        self.setAccessibleName(", ".join(text for text in self._texts if text))
        self.setFixedHeight(PAY)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colours = QPainter(self), style.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        mark = QRectF(GUTTER + 2, middle - ICON / 2, ICON, ICON)
        icons.paint(painter, self._icon, colours.accent_text, mark)
        first, second, figure = self._texts
        strong = style.font(BODY, Weight.STRONG)
        wide = QFontMetrics(strong).horizontalAdvance(figure) + GUTTER if figure else 0
        left = mark.right() + GUTTER
        line = QRectF(left, middle - _LINE, self.width() - left - GUTTER - 2, _LINE)
        painter.setFont(strong)
        painter.setPen(QColor(colours.text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, figure)
        _draw(painter, line.adjusted(0, 0, -wide, 0), first)
        painter.setFont(style.font(SMALL))
        painter.setPen(QColor(colours.muted))
        _draw(painter, line.translated(0, _LINE), second)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


def _draw(painter: QPainter, place: QRectF, text: str) -> None:
    room, end = int(place.width()), Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(text, end, room)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

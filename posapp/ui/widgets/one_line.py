"""One painted line of text that gives way at its end."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


_WIDE = QRect(0, 0, 2000, 2000)


def text_width(font: QFont, text: str) -> int:
    """How wide a label with this text wants to be, in pixels."""
    middle = Qt.AlignmentFlag.AlignVCenter.value
    return QFontMetrics(font).boundingRect(_WIDE, middle, text).width()


def paint_line(
    painter: QPainter,
    place: QRectF,
    text: str,
    font: QFont,
    ink: str,
    aligned: Qt.AlignmentFlag = _LEFT,
) -> int:
    """Draw as much of a text as there is room for; how wide that became, in pixels."""
    letters = QFontMetrics(font)
    room = max(ceil(place.width()), 0)
    shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(place, aligned, shown)
    return letters.horizontalAdvance(shown)

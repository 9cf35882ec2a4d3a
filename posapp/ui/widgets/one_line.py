"""One painted line of text that gives way at its end."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


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

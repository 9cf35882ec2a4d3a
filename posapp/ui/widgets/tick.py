"""A box to tick, drawn in the colours of the rest."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from posapp.ui import icons, style
from posapp.ui.tokens import TOUCH

BOX = 22
_GAP = 10


def paint_tick(painter: QPainter, place: QRectF, *, on: bool, framed: bool = False) -> None:
    """A box, ticked or not; ``framed`` where the keys go to it."""
    colours = style.palette()
    edge = colours.accent if on or framed else colours.border_strong
    painter.setPen(QPen(QColor(edge), 2 if framed else 1.5))
    painter.setBrush(QColor(colours.accent if on else colours.card))
    painter.drawRoundedRect(place, 6, 6)
    if on:
        icons.paint(painter, "check", colours.on_accent, place.adjusted(3, 3, -3, -3))


class Tick(QCheckBox):
    """One thing that is so or not; the whole row can be touched."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setFont(style.font())
        self.setMinimumHeight(TOUCH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(2 + BOX + _GAP + wide, TOUCH)

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH, TOUCH)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802  # Qt calls it
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - BOX) / 2, BOX, BOX)
        paint_tick(painter, box, on=self.isChecked(), framed=self.hasFocus())
        room = QRectF(self.rect()).adjusted(box.right() + _GAP, 0, 0, 0)
        painter.setPen(QColor(style.palette().text))
        painter.setFont(self.font())
        shown = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

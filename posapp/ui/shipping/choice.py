"""One of several: a round mark, a name, quiet lines below, and an amount at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from posapp.ui import formats, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, ROW, SMALL, Tone

_MARK, _LEFT, _TOP = 18, 44, 12


class Choice(QPushButton):
    """A large checkable row for fingers.

    Args:
        lines: the quiet lines, with the tone of each.
    """

    def __init__(
        self,
        title: str,
        name: str,
        lines: tuple[tuple[str, Tone], ...] = (),
        amount: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = formats.tamed(title, 120)
        self._lines = tuple((formats.tamed(text, 200), tone) for text, tone in lines)
        self._amount = amount
        said = (self._title, *(text for text, _ in self._lines), amount)
        self.setAccessibleName(", ".join(part for part in said if part))

    def sizeHint(self) -> QSize:
        return QSize(200, max(ROW, 2 * _TOP + 20 + 18 * len(self._lines)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_mark(painter)
        high = 20 + 18 * len(self._lines)
        top = (self.height() - high) / 2
        amount = self._paint_amount(painter, top)
        room = self.width() - _LEFT - 12 - amount
        self._text(painter, QRectF(_LEFT, top, room, 20), self._title, None)
        for number, (text, tone) in enumerate(self._lines):
            place = QRectF(_LEFT, top + 21 + 18 * number, self.width() - _LEFT - 12, 18)
            self._text(painter, place, text, tone)

    def _paint_amount(self, painter: QPainter, top: float) -> int:
        if not self._amount:
            return 0
        font = style.font(BODY, Weight.STRONG)
        wide = QFontMetrics(font).horizontalAdvance(self._amount) + 2
        painter.setFont(font)
        painter.setPen(QColor(style.palette().text))
        painter.drawText(
            QRectF(self.width() - 14 - wide, top, wide, 20),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self._amount,
        )
        return wide + 12

    def _paint_mark(self, painter: QPainter) -> None:
        colours = style.palette()
        place = QRectF(14, (self.height() - _MARK) / 2, _MARK, _MARK)
        on = self.isChecked()
        painter.setPen(QPen(QColor(colours.accent if on else colours.border_strong), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(place.adjusted(5, 5, -5, -5))

    @staticmethod
    def _text(painter: QPainter, place: QRectF, text: str, tone: Tone | None) -> None:
        """Draw a quiet line, or with ``tone`` None the title."""
        colours = style.palette()
        painter.setFont(style.font(SMALL) if tone else style.font(BODY, Weight.STRONG))
        painter.setPen(QColor(colours.ink(tone) if tone else colours.text))
        shown = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, int(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

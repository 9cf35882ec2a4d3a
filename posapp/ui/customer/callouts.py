"""What must not be overlooked: a shape, a word, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from posapp.ui import icons, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, CONTROL_RADIUS, GUTTER, ICON, SMALL, Tone
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.labels import PlainLabel


class CallOut(QWidget):
    """A coloured line with an icon, a sentence, more about it, and room for one button."""

    def __init__(
        self, first: str, second: str, tone: Tone, icon: str, name: str, *, quiet: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(f"{first}. {second}".strip(". "))
        self._tone, self._icon = tone, icon
        self.rows = column(self, gap=2)
        self.rows.setContentsMargins(GUTTER + ICON + 10, 10, GUTTER, 10)
        weight, size = (Weight.REGULAR, SMALL) if quiet else (Weight.STRONG, BODY)
        self.rows.addWidget(PlainLabel(first, size=size, weight=weight, wrap=True))
        if second:
            self.rows.addWidget(PlainLabel(second, size=SMALL, wrap=True))

    def add(self, button: QWidget) -> None:
        """What to do about it."""
        self.rows.addSpacing(6)
        self.rows.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft(self._tone)))
        painter.drawRoundedRect(QRectF(self.rect()), CONTROL_RADIUS, CONTROL_RADIUS)
        place = QRectF(GUTTER, 11, ICON, ICON)
        icons.paint(painter, self._icon, colours.ink(self._tone), place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

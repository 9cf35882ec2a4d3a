"""Status pills and tags: a tone, and always a word with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.ui import formats, icons, style
from posapp.ui.style import Weight
from posapp.ui.tokens import SMALL, UNIT, Tone

_ICON = 14
_HEIGHT = 26


def pill_width(text: str, icon: str = "") -> int:
    """How wide a pill is, for delegates that place it."""
    letters = QFontMetrics(style.font(SMALL, Weight.STRONG)).horizontalAdvance(text)
    return letters + 2 * UNIT + (_ICON + 5 if icon else 0) + 4


def paint_pill(
    painter: QPainter,
    place: QRectF,
    text: str,
    tone: Tone,
    *,
    icon: str = "",
    chosen: bool = False,
) -> None:
    """Draw a pill into a rectangle; used by widgets and delegates alike. ``chosen``: it lies
    upon a selection, from which a quiet one stands out by the colour of the card."""
    colours = style.palette()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    quiet = chosen and tone in (Tone.NEUTRAL, Tone.ACCENT)
    painter.setBrush(QColor(colours.card if quiet else colours.soft(tone)))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    inside = place.adjusted(UNIT + 2, 0, -UNIT - 2, 0)
    if icon:
        middle = place.center().y()
        icons.paint(
            painter,
            icon,
            colours.ink(tone),
            QRectF(inside.left(), middle - _ICON / 2, _ICON, _ICON),
        )
        inside.setLeft(inside.left() + _ICON + 5)
    painter.setPen(QColor(colours.ink(tone)))
    painter.setFont(style.font(SMALL, Weight.STRONG))
    shown = QFontMetrics(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideRight, round(inside.width() + 2)
    )
    painter.drawText(inside.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, shown)


class Pill(QWidget):
    """A status: a word, a shape (icon) and a tone."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text, self._tone, self._icon = "", tone, icon
        self.show_status(text, tone, icon)

    def show_status(self, text: str, tone: Tone, icon: str = "") -> None:
        """Say something else."""
        before = (self.text, self._tone, self._icon)
        self.text, self._tone, self._icon = formats.tamed(text, 60), tone, icon
        if before == (self.text, self._tone, self._icon):
            return
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self.text, self._icon), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        place = QRectF(self.rect())
        paint_pill(QPainter(self), place, self.text, self._tone, icon=self._icon)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class Avatar(QWidget):
    """Initials in a circle."""

    def __init__(
        self, letters: str = "", parent: QWidget | None = None, size: int = 40
    ) -> None:
        super().__init__(parent)
        self._letters = letters
        self.setFixedSize(size, size)

    def show_initials(self, letters: str) -> None:
        """Show another person."""
        self._letters = formats.tamed(letters, 2)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor(colours.accent_text))
        painter.setFont(style.font(max(SMALL, self.height() * 2 // 5), Weight.BOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

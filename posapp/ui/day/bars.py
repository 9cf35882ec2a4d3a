"""Our own bars: a label, a bar, a figure; and the hours of a day as columns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.domain.reports import Group
from posapp.ui import formats, style
from posapp.ui.style import Weight
from posapp.ui.tokens import SMALL

_ROW, _BAR = 40, 8
_FIRST, _LAST = 8, 21
_HOUR = 22  # room for two figures


class Bars(QWidget):
    """Groups from the largest down, one below the other.

    Attributes:
        rows: (label, count, amount) as shown.
    """

    def __init__(self, name: str, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._said = said
        self._parts: list[float] = []
        self.rows: tuple[tuple[str, str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_groups(self, groups: tuple[tuple[str, Group], ...]) -> None:
        """Show these: the word for each, and its figures."""
        ordered = sorted(groups, key=lambda pair: -pair[1].amount.minor)
        most = max((abs(group.amount.minor) for _, group in ordered), default=0) or 1
        self._parts = [abs(group.amount.minor) / most for _, group in ordered]
        self.rows = tuple(
            (formats.tamed(word, 40), formats.count(g.count), formats.money(g.amount))
            for word, g in ordered
        )
        told = "; ".join(f"{word}: {count}, {amount}" for word, count, amount in self.rows)
        self.setAccessibleName(f"{self._said}: {told}")
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, _ROW * max(len(self.rows), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        if not self.rows:
            painter.setFont(style.font(SMALL))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, 0, self.width(), 22), middle, self.tr("Nothing yet"))
        for number, (word, count, amount) in enumerate(self.rows):
            top = number * _ROW
            strong = style.font(SMALL, Weight.STRONG)
            wide = QFontMetrics(strong).horizontalAdvance(amount) + 4
            line = QRectF(0, top, self.width(), 22)
            painter.setFont(strong)
            painter.setPen(QColor(colours.text))
            painter.drawText(line, middle | right, amount)
            room = line.adjusted(0, 0, -wide - 8, 0)
            plain = style.font(SMALL, Weight.MEDIUM)
            painter.setFont(plain)
            letters = QFontMetrics(plain)
            left = int(room.width()) - letters.horizontalAdvance(count) - 8
            shown = letters.elidedText(word, Qt.TextElideMode.ElideRight, left)
            painter.drawText(room, middle, shown)
            painter.setPen(QColor(colours.muted))
            x = letters.horizontalAdvance(shown) + 8
            painter.drawText(room.adjusted(x, 0, 0, 0), middle, count)
            self._bar(painter, top + 24, self._parts[number])

    def _bar(self, painter: QPainter, y: float, part: float) -> None:
        colours = style.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(QRectF(0, y, self.width(), _BAR), _BAR / 2, _BAR / 2)
        wide = max(self.width() * part, _BAR)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(QRectF(0, y, wide, _BAR), _BAR / 2, _BAR / 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class Hours(QWidget):
    """One column per hour; hours outside the usual ones appear when something was sold."""

    def __init__(self, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("day.hours")
        self._said = said
        self.columns: tuple[tuple[int, int, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show the day's hours: hour, minor units and amount in words."""
        sold = {int(group.key): group.amount for group in groups}
        first, last = min([_FIRST, *sold]), max([_LAST, *sold])
        self.columns = tuple(
            (h, sold[h].minor if h in sold else 0, formats.money(sold[h]) if h in sold else "")
            for h in range(first, last + 1)
        )
        told = "; ".join(f"{h}: {amount}" for h, _, amount in self.columns if amount)
        self.setAccessibleName(f"{self._said}: {told}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.columns:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        step = self.width() / len(self.columns)
        most = max(minor for _, minor, _ in self.columns)
        every = 1 if step >= _HOUR else 2 if 2 * step >= _HOUR else 3
        room = self.height() - 42.0
        centre = Qt.AlignmentFlag.AlignCenter
        small, strong = style.font(SMALL), style.font(SMALL, Weight.STRONG)
        for number, (hour, minor, amount) in enumerate(self.columns):
            x, wide = number * step, min(step - 6, 36)
            high = max(room * minor / (most or 1), 3)
            column = QRectF(x + (step - wide) / 2, 20 + room - high, wide, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if minor else colours.border))
            painter.drawRoundedRect(column, min(4, high / 2), min(4, high / 2))
            painter.setPen(QColor(colours.muted))
            painter.setFont(small)
            if hour % every == 0:
                place = QRectF(x - step, self.height() - 20, 3 * step, 20)
                painter.drawText(place, centre, f"{hour:02}")
            if minor and minor == most:
                painter.setPen(QColor(colours.text))
                painter.setFont(strong)
                wide = QFontMetrics(strong).horizontalAdvance(amount) + 4
                left = min(max(x + step / 2 - wide / 2, 0), self.width() - wide)
                painter.drawText(QRectF(left, column.top() - 20, wide, 18), centre, amount)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

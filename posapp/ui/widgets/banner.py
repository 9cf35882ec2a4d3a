"""Messages that stand next to what they are about, and toasts with an undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from posapp.domain.errors import PosError
from posapp.ui import icons, keys, style, words
from posapp.ui.style import Weight
from posapp.ui.tokens import CONTROL_RADIUS, GUTTER, ICON, SMALL, TOP_BAR, Tone
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import Button, Kind, icon_button
from posapp.ui.widgets.labels import PlainLabel, TwoLines, WrappedLabel

_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
    Tone.GOOD: "check",
    Tone.WARN: "warning",
    Tone.BAD: "alert",
}


_LEAST = 240


class Banner(QWidget):
    """One message with its shape and tone; hidden when there is none.

    Signals:
        dismissed: the clerk closed it.
    """

    dismissed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tone = Tone.BAD
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._first = PlainLabel("", weight=Weight.STRONG, wrap=True)
        self._second = WrappedLabel("", size=SMALL)
        self._close = icon_button("close", self.tr("Close message"), f"{name}.close")
        self._close.clicked.connect(self._dismiss)
        line = row(self, gap=0)
        line.setContentsMargins(GUTTER + ICON + GUTTER, 4, 4, 4)
        texts = column(gap=2)
        texts.setContentsMargins(0, 8, 0, 8)
        texts.addWidget(self._first)
        texts.addWidget(self._second)
        line.addLayout(texts, 1)
        self._line: QHBoxLayout = line
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty when it is hidden."""
        said = f"{self._first.text()} {self._second.text()}".strip()
        return "" if self.isHidden() else said

    def show_message(self, first: str, second: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Say something: what happened, and what is safe or to be done."""
        self._tone = tone
        self._first.setText(first)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(f"{first} {second}".strip())
        self.show()
        self.update()

    def show_error(self, error: PosError) -> None:
        """Explain an expected error, with its code."""
        told = words.explain(error)
        self.show_message(told.what, told.advice_with_code, Tone.BAD)

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    @Slot()
    def _dismiss(self) -> None:
        self.clear()
        self.dismissed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft(self._tone)))
        painter.drawRoundedRect(self.rect(), CONTROL_RADIUS, CONTROL_RADIUS)
        place = QRectF(GUTTER, 4 + 8, ICON, ICON)
        icons.paint(painter, _ICONS[self._tone], colours.ink(self._tone), place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class Toast(QWidget):
    """A short note over the middle of the top bar, with at most one way back.

    It goes by itself after a while; nothing is lost by missing it.
    """

    STAYS_MS = 8000

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("window.toast")
        self._undo: Callable[[], None] | None = None
        self._between: tuple[QWidget, QWidget] | None = None
        self._text = TwoLines("", weight=Weight.MEDIUM)
        self._back = Button(
            self.tr("Undo"), "window.toast.undo", key=keys.shown("undo"), kind=Kind.QUIET
        )
        self._back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back.clicked.connect(self.undo)
        line = row(self, margin=4)
        line.setContentsMargins(16, 4, 4, 4)
        line.addWidget(self._text, 1)
        line.addWidget(self._back)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty when it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what happened; ``undo`` takes it back."""
        self._undo = undo
        self._text.setText(text)
        self._text.setMinimumWidth(min(self._text.sizeHint().width(), 90))
        self._back.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.setFixedHeight(TOP_BAR - 8)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(self.STAYS_MS)

    @Slot()
    def undo(self) -> None:
        """Take back what was told last, if that is still possible."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def forget(self) -> None:
        """What was told is over and can no longer be undone."""
        self._undo = None
        self.hide()

    def stand_between(self, left: QWidget, right: QWidget) -> None:
        """Use the room between these two."""
        self._between = (left, right)

    @Slot()
    def follow(self) -> None:
        """What it stands between has moved."""
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        wide, start, end = self.sizeHint().width(), 16, self._over.width() - 16
        if self._between is not None:
            left, right = self._between
            begins = left.mapTo(self._over, QPoint(left.sizeHint().width(), 0)).x() + 16
            ends = right.mapTo(self._over, QPoint(0, 0)).x() - 12
            if ends - begins >= wide:
                start, end = begins, ends
            elif ends >= _LEAST - 40:  # over the names rather than over what can be pressed
                start = max(min(left.mapTo(self._over, QPoint(-8, 0)).x(), ends - wide), 8)
                end = min(start + wide, ends)
        wide = min(wide, end - start)
        self.setGeometry(start + (end - start - wide) // 2, 4, wide, self.height())

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.follow()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        painter.setPen(QColor(colours.border_strong))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS
        )

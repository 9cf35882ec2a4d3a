"""What the customer column shows while nobody is known by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.ui import icons, keys, style
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.labels import PlainLabel, muted


class _Mark(QWidget):
    """An icon in a soft circle."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedHeight(72)

    def show_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, x, y = style.palette(), self.width() / 2, self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(QRectF(x - 32, y - 32, 64, 64))
        icons.paint(painter, self._icon, colours.accent_text, QRectF(x - 15, y - 15, 30, 30))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class Nobody(QWidget):
    """An invitation: find somebody, add somebody, or simply go on without."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customer.nobody")
        self._mark = _Mark("user")
        self._first = PlainLabel("", weight=Weight.STRONG, wrap=True)
        self._second = muted("", wrap=True)
        for label in (self._first, self._second):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.find_button = Button(
            self.tr("Find customer"), "customer.find", icon="search", key=keys.shown("box")
        )
        self.new_button = Button(
            self.tr("New customer"),
            "customer.new",
            icon="user-plus",
            key=keys.shown("new_customer"),
        )
        rows = column(self, margin=GUTTER + 4, gap=8)
        rows.addStretch(1)
        rows.addWidget(self._mark)
        rows.addWidget(self._first)
        rows.addWidget(self._second)
        rows.addStretch(1)
        for button in (self.find_button, self.new_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            rows.addWidget(button)
        self.show_waiting(False)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._first.text()} {self._second.text()}"

    def show_waiting(self, waiting: bool) -> None:
        """Whether somebody is being looked up just now."""
        self._mark.show_icon("clock" if waiting else "user")
        if waiting:
            self._first.setText(self.tr("Looking up the customer…"))
            self._second.setText(self.tr("Go on selling: nothing has to wait for it."))
        else:
            self._first.setText(self.tr("No customer yet"))
            self._second.setText(
                self.tr("Scan the QR or card, or type a phone, e-mail or name into the box.")
            )

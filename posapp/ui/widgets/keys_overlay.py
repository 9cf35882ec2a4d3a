"""F1: every key, over the whole window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from posapp.ui import keys
from posapp.ui.style import Weight
from posapp.ui.tokens import Tone
from posapp.ui.widgets.boxes import Card, column, row
from posapp.ui.widgets.buttons import icon_button
from posapp.ui.widgets.labels import PlainLabel, heading
from posapp.ui.widgets.pills import Pill


class KeysOverlay(QWidget):
    """A card with all keys; any key or touch closes it.

    Signals:
        closed: it is gone.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("window.keys")
        self.setAccessibleName(self.tr("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = Card(margin=20)
        head = row()
        head.addWidget(heading(self.tr("All keys")), 1)
        cross = icon_button("close", self.tr("Close (Esc)"), "window.keys.close")
        cross.clicked.connect(self.end)
        head.addWidget(cross)
        card.rows.addLayout(head)
        card.rows.addLayout(_table())
        middle = row()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        rows = column(self)
        rows.addStretch(1)
        rows.addLayout(middle)
        rows.addStretch(1)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())

    def end(self) -> None:
        """Close it."""
        self.hide()
        self.deleteLater()
        self.closed.emit()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        self.end()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.end()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(8, 12, 20, 120))


def _table() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(2, 24)
    rows = keys.table()
    half = (len(rows) + 1) // 2
    for place, key in enumerate(rows):
        line, start = place % half, 3 * (place // half)
        grid.addWidget(Pill(key.key, Tone.NEUTRAL, name=f"window.keys.{key.id}"), line, start)
        does = PlainLabel(key.does, weight=Weight.REGULAR)
        does.setMinimumHeight(30)
        grid.addWidget(does, line, start + 1)
    return grid

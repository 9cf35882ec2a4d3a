"""F1: every key, over the whole window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from posapp.ui import keys
from posapp.ui.style import Weight
from posapp.ui.tokens import Tone
from posapp.ui.widgets.boxes import Card, Scrolled, column, row
from posapp.ui.widgets.buttons import Button, icon_button
from posapp.ui.widgets.labels import PlainLabel, heading
from posapp.ui.widgets.pills import Pill

_TWO, _THREE = 1000, 1600


class KeysOverlay(QWidget):
    """A card with all keys; any key or touch closes it.

    Signals:
        closed: it is gone.
        report_asked: keep a report of what was done here.
    """

    closed = Signal()
    report_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("window.keys")
        self.setAccessibleName(self.tr("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = Card(margin=20)
        card.rows.addLayout(self._head())
        self._scrolled = Scrolled()
        self._scrolled.rows.addLayout(_table(parent.width()))
        card.rows.addWidget(self._scrolled)
        table = self._scrolled.widget()
        assert table is not None, "it was given one"
        table.adjustSize()
        inside = table.size()
        bar = self._scrolled.verticalScrollBar().sizeHint().width()
        self._scrolled.setMinimumWidth(min(inside.width() + bar, parent.width() - 80))
        self._scrolled.setFixedHeight(min(inside.height() + 4, parent.height() - 150))
        middle = row()
        middle.addStretch(1)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
        rows = column(self, margin=8)
        rows.addLayout(middle, 1)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())

    def _head(self) -> QHBoxLayout:
        head = row()
        head.addWidget(heading(self.tr("All keys")), 1)
        report = Button(self.tr("Keep a report"), "window.keys.keep", icon="note")
        report.clicked.connect(self._report)
        head.addWidget(report)
        cross = icon_button("close", self.tr("Close (Esc)"), "window.keys.close")
        cross.clicked.connect(self.end)
        head.addWidget(cross)
        return head

    @Slot()
    def _report(self) -> None:
        self.end()
        self.report_asked.emit()

    def end(self) -> None:
        """Close it."""
        self.hide()
        self.deleteLater()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes it; those that scroll do that first, while there is more."""
        bar = self._scrolled.verticalScrollBar()
        step = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }.get(Qt.Key(event.key()))
        if step is not None and bar.maximum():
            bar.setValue(bar.value() + step)
        else:
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


def _table(room: int) -> QGridLayout:
    """In three columns where there is room for them, else in two or one."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(2, 24)
    grid.setColumnMinimumWidth(5, 24)
    rows = keys.table()
    columns = 3 if room >= _THREE else 2 if room >= _TWO else 1
    high = -(-len(rows) // columns)
    for place, key in enumerate(rows):
        line, start = place % high, 3 * (place // high)
        grid.addWidget(Pill(key.key, Tone.NEUTRAL, name=f"window.keys.{key.id}"), line, start)
        does = PlainLabel(key.does, weight=Weight.REGULAR)
        does.setMinimumHeight(28)
        grid.addWidget(does, line, start + 1)
    return grid

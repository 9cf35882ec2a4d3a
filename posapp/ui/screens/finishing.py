"""What the window says while the last things are written and it is about to go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, LARGE
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.labels import PlainLabel, muted


class FinishingScreen(QWidget):
    """Two sentences; there is nothing to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finishing")
        rows = column(self, margin=GUTTER)
        rows.addStretch(1)
        title = PlainLabel(self.tr("Finishing…"), size=LARGE, weight=Weight.BOLD)
        safe = self.tr("What was done here is being written. The window closes by itself.")
        for label in (title, muted(safe, wrap=True)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            rows.addWidget(label)
        rows.addStretch(1)

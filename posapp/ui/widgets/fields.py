"""Text fields with their label above and what is wrong with them below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from posapp.ui import style
from posapp.ui.tokens import SMALL, TOUCH, Tone
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.labels import PlainLabel, muted


class TextLine(QLineEdit):
    """One line of text, bounded, sized for fingers."""

    def __init__(
        self, said: str, name: str, parent: QWidget | None = None, *, most: int = 200
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setMaxLength(most)
        self.setMinimumHeight(TOUCH)
        self.setFont(style.font())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def mark_wrong(self, wrong: bool) -> None:
        """Frame the field in the error colour, or not."""
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().polish(self)


class Field(QWidget):
    """A label, a text line, and room for what is wrong.

    Signals:
        entered: Enter was pressed in it.
    """

    entered = Signal()

    def __init__(
        self, label: str, name: str, parent: QWidget | None = None, *, most: int = 200
    ) -> None:
        super().__init__(parent)
        self.line = TextLine(label, name, most=most)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(self.clear_trouble)
        self._label = muted(label)
        self._label.setBuddy(self.line)
        self._trouble = PlainLabel("", size=SMALL, tone=Tone.BAD, wrap=True)
        self._trouble.hide()
        rows = column(self, gap=4)
        rows.addWidget(self._label)
        rows.addWidget(self.line)
        rows.addWidget(self._trouble)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What stands in it, trimmed."""
        return self.line.text().strip()

    def show_text(self, text: str) -> None:
        """Put text in."""
        self.line.setText(text)
        self.clear_trouble()

    def show_trouble(self, sentence: str) -> None:
        """Say below the field what is wrong with it."""
        self._trouble.setText(sentence)
        self._trouble.show()
        self.line.mark_wrong(True)
        self.line.setAccessibleDescription(sentence)

    def clear_trouble(self) -> None:
        """Nothing is wrong any more."""
        self._trouble.hide()
        self.line.mark_wrong(False)
        self.line.setAccessibleDescription("")

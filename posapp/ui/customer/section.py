"""A part of the customer column that is made anew as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from posapp.ui.widgets.boxes import column


class Section(QWidget):
    """One part of the column, made anew as a whole, and only when it is another one.

    Attributes:
        state: what it was made of. ``steps``: what can be done in it, first things first.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(self, gap=0)
        self._inside: QWidget | None = None
        self.state: object = None
        self.steps: list[QWidget] = []
        self.hide()

    def empty(self) -> None:
        """Nothing of what was here is to be seen any more."""
        self.hide()
        self.state, self.steps = None, []
        old, self._inside = self._inside, None
        if old is not None:
            old.hide()
            old.deleteLater()

    def fill(self, state: object) -> QVBoxLayout:
        """Begin anew; the layout for what comes now, to be shown by ``done``."""
        self.empty()
        self.state, self._inside = state, QWidget()
        return column(self._inside, gap=8)

    def done(self, focus: str) -> None:
        """Show it; the clerk stays where they were, although everything was made anew."""
        inside = self._inside
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None or not layout.count():
            return
        self._rows.addWidget(inside)
        self.show()  # with what is inside, which is laid out once
        found = inside.findChild(QWidget, focus) if focus else None
        if isinstance(found, QWidget):
            found.setFocus()

    @property
    def focused(self) -> str:
        """The name of what has the focus here, or empty."""
        widget = self.focusWidget()
        inside = widget is not None and self.isAncestorOf(widget) and widget.hasFocus()
        return widget.objectName() if widget is not None and inside else ""

"""What a text field held at a moment, and putting it back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid


@dataclass(frozen=True)
class Before:
    """A field's text with cursor and selection; ``field`` is None where there is no field.

    Attributes:
        cursor, anchor: positions in the text; equal when nothing is selected.
    """

    field: QWidget | None
    text: str = ""
    cursor: int = 0
    anchor: int = 0


def before(widget: QWidget) -> Before:
    """How a widget stands now."""
    if isinstance(widget, QLineEdit):
        cursor = widget.cursorPosition()
        start = widget.selectionStart()
        if start < 0:
            return Before(widget, widget.text(), cursor, cursor)
        end = widget.selectionEnd()
        return Before(widget, widget.text(), cursor, start if cursor == end else end)
    if isinstance(widget, QPlainTextEdit):
        place = widget.textCursor()
        return Before(widget, widget.toPlainText(), place.position(), place.anchor())
    return Before(None)


def put_back(state: Before) -> None:
    """Make a field what it was; nothing when it is gone."""
    field = state.field
    if field is None or not isValid(field):
        return
    if isinstance(field, QLineEdit):
        if field.text() != state.text:
            field.setText(state.text)
        field.setCursorPosition(state.anchor)
        if state.anchor != state.cursor:
            field.setSelection(state.anchor, state.cursor - state.anchor)
    elif isinstance(field, QPlainTextEdit):
        if field.toPlainText() != state.text:
            field.setPlainText(state.text)
        place = field.textCursor()
        place.setPosition(state.anchor)
        place.setPosition(state.cursor, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(place)

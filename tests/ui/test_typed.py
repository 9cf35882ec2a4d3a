"""What a scan typed into a field is taken back: the field stands as it stood before."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from posapp.ui import typed


def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit("gift for Ana")
    qtbot.addWidget(made)
    return made


def note(qtbot: QtBot) -> QPlainTextEdit:
    made = QPlainTextEdit("gift for Ana")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("anchor", "cursor"), [(5, 5), (5, 8), (8, 5), (0, 12)])
def test_a_line_gets_its_text_its_cursor_and_what_was_selected_back(
    qtbot: QtBot, anchor: int, cursor: int
) -> None:
    field = line(qtbot)
    field.setCursorPosition(anchor)
    if anchor != cursor:
        field.setSelection(anchor, cursor - anchor)
    before = typed.before(field)
    field.insert("4006381333931")
    typed.put_back(before)
    assert typed.before(field) == before
    assert (field.text(), field.cursorPosition()) == ("gift for Ana", cursor)
    assert field.selectedText() == "gift for Ana"[min(anchor, cursor) : max(anchor, cursor)]


@pytest.mark.parametrize(("anchor", "cursor"), [(5, 5), (5, 8), (8, 5), (0, 12)])
def test_a_note_gets_its_text_its_cursor_and_what_was_selected_back(
    qtbot: QtBot, anchor: int, cursor: int
) -> None:
    field = note(qtbot)
    place = field.textCursor()
    place.setPosition(anchor)
    place.setPosition(cursor, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(place)
    before = typed.before(field)
    field.insertPlainText("4006381333931")
    typed.put_back(before)
    assert typed.before(field) == before
    assert field.toPlainText() == "gift for Ana"
    assert (
        field.textCursor().selectedText()
        == "gift for Ana"[min(anchor, cursor) : max(anchor, cursor)]
    )


def test_where_nothing_can_be_typed_nothing_is_put_back(qtbot: QtBot) -> None:
    label = QLabel("Ana")
    qtbot.addWidget(label)
    assert typed.before(label).field is None
    typed.put_back(typed.before(label))
    assert label.text() == "Ana"


def test_a_field_that_is_gone_is_left_alone() -> None:
    home = QWidget()
    field = QLineEdit("x", home)
    before = typed.before(field)
    home.deleteLater()
    del home
    typed.put_back(before)

"""Adding somebody at the counter: what is wrong is said beside its field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from posapp.domain.errors import BadEmail, BadName, BadPhone, PosError, Unreachable
from posapp.services.visiting import NewPerson
from posapp.ui import formats, words
from posapp.ui.customer.adding import NewCustomerPanel
from posapp.ui.widgets.fields import Field


def panel(qtbot: QtBot, typed: str = "") -> tuple[NewCustomerPanel, list[NewPerson]]:
    """The panel after this was typed into the box, and whom it asked to add."""
    formats.use("en", "IE", "Europe/Dublin")
    made = NewCustomerPanel(typed, "IE", "en")
    qtbot.addWidget(made)
    asked: list[NewPerson] = []
    made.add_asked.connect(asked.append)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made, asked


def told(field: Field) -> str:
    """What is said to be wrong with a field, to eyes and ears."""
    return field.line.accessibleDescription()


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("ana@example.org", ("", "", "ana@example.org")),
        ("086 123 4567", ("", "086 123 4567", "")),
        ("Ana Kovač", ("Ana Kovač", "", "")),
        ("L:1234", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_what_was_typed_into_the_box_stands_in_its_field(
    qtbot: QtBot, typed: str, stands: tuple[str, str, str]
) -> None:
    made, _ = panel(qtbot, typed)
    assert (made.name.text, made.phone.text, made.email.text) == stands


@pytest.mark.parametrize(
    ("name", "phone", "wrong", "said"),
    [
        ("", "086 123 4567", "name", words.explain(BadName()).what),
        ("Ana", "", "phone", "A phone or an e-mail is needed."),
        ("Ana", "12", "phone", "“12” is not a phone number."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_asked(
    qtbot: QtBot, name: str, phone: str, wrong: str, said: str
) -> None:
    made, asked = panel(qtbot)
    made.name.show_text(name)
    made.phone.show_text(phone)
    QTest.keyClick(made.name.line, Qt.Key.Key_Return)
    field = getattr(made, wrong)
    assert said in told(field)
    assert field.line.hasFocus()
    assert asked == []


def test_a_customer_is_asked_for_once_until_there_is_an_answer(qtbot: QtBot) -> None:
    made, asked = panel(qtbot, "Ana Kovač")
    made.phone.show_text("0861234567")
    made.phone.line.editingFinished.emit()
    assert made.phone.text == "086 123 4567"
    for _ in range(2):
        QTest.keyClick(made.name.line, Qt.Key.Key_Return)
    assert [(one.name, one.phone) for one in asked] == [("Ana Kovač", "086 123 4567")]
    assert not made.apply.isEnabled()
    made.free()
    QTest.keyClick(made.name.line, Qt.Key.Key_Return)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("error", "wrong"),
    [
        (BadName(), "name"),
        (BadPhone("086"), "phone"),
        (BadEmail("ana@"), "email"),
        (Unreachable(), ""),
    ],
)
def test_what_the_centre_does_not_take_is_said_where_it_was_typed(
    qtbot: QtBot, error: PosError, wrong: str
) -> None:
    made, _ = panel(qtbot, "Ana Kovač")
    made.email.show_text("ana@example.org")
    QTest.keyClick(made.name.line, Qt.Key.Key_Return)
    made.show_error(error)
    assert made.apply.isEnabled()
    said = words.explain(error).what
    if wrong:
        assert said in told(getattr(made, wrong))
        assert getattr(made, wrong).line.hasFocus()
    else:
        assert said in made.banner.text

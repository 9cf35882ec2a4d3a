"""Hands do what a person could do, and nothing else; afterwards nothing is left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from posapp.qa import hands
from posapp.qa.counter import Counter, Ready, plug_in
from posapp.qa.hands import Hands, NotSo
from posapp.qa.network import Line
from posapp.qa.printer import PrinterSimulator
from posapp.qa.terminal import TerminalSimulator


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    """A window with a button, a field and a label."""
    made = QWidget()
    rows = QVBoxLayout(made)
    for part, name in ((QPushButton("Go"), "go"), (QLineEdit(), "field"), (QLabel("Hi"), "hi")):
        part.setObjectName(name)
        rows.addWidget(part)
    made.resize(300, 200)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def hurried(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """Somebody who waits for nothing."""
    monkeypatch.setattr(Hands.waits_until, "__defaults__", (0.05,))
    return Hands(window)


def button(window: QWidget) -> QPushButton:
    found = window.findChild(QPushButton, "go")
    assert isinstance(found, QPushButton)
    return found


def test_who_is_given_few_turns_by_a_busy_computer_waits_for_as_many(
    hurried: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds, looks = count(0, 3), count()  # three seconds from one turn to the next
    monkeypatch.setattr(hands, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    hurried.waits_until(lambda: next(looks) == 4, "the fifth look found nothing")


def test_a_click_presses_a_visible_button(window: QWidget, hurried: Hands) -> None:
    pressed: list[str] = []
    button(window).clicked.connect(lambda: pressed.append("go"))
    hurried.clicks("go")
    assert pressed == ["go"]


def test_a_disabled_button_cannot_be_clicked(window: QWidget, hurried: Hands) -> None:
    button(window).setEnabled(False)
    with pytest.raises(NotSo, match="go cannot be used"):
        hurried.clicks("go")


def test_a_hidden_button_cannot_be_clicked(window: QWidget, hurried: Hands) -> None:
    button(window).hide()
    with pytest.raises(NotSo, match="go cannot be used"):
        hurried.clicks("go")


def test_a_covered_button_cannot_be_clicked(window: QWidget, hurried: Hands) -> None:
    cover = QWidget(window)
    cover.setObjectName("cover")
    cover.setGeometry(window.rect())
    cover.show()
    with pytest.raises(NotSo, match="go is covered by cover"):
        hurried.clicks("go")


def test_keys_go_where_the_focus_is_and_are_read_back(window: QWidget, hurried: Hands) -> None:
    window.activateWindow()
    hurried.clicks("field")
    hurried.types("àB 1")
    assert hurried.reads("field") == "àB 1"
    hurried.empties("field")
    assert hurried.reads("field") == ""
    assert sorted(hurried.reads().split("\n")) == ["Go", "Hi"]


def test_what_does_not_come_is_told_with_what_is_there_instead(
    window: QWidget, hurried: Hands
) -> None:
    with pytest.raises(NotSo, match=r"(?s)no 'Bye' to read.*Hi"):
        hurried.waits_to_read("Bye")
    hurried.presses(Qt.Key.Key_Escape)


def test_a_closed_register_leaves_no_thread_and_no_lock(
    qapp: QApplication, ready_shops: Callable[[str], Ready], tmp_path: Path
) -> None:
    from posapp.qa.centre_here import CentreHere

    shop = ready_shops("en").copied(tmp_path / "shop")
    before = set(threading.enumerate())
    with CentreHere(shop.database) as centre, Line(centre.url) as line:
        with PrinterSimulator() as printer, TerminalSimulator() as terminal:
            plug_in(shop.folder, line.url, printer.port, terminal.port)
            for _ in range(2):
                register = Counter(shop.folder)
                register.opens()
                register.closes()
    gc.collect()
    left = [t for t in set(threading.enumerate()) - before if not t.name.startswith("AnyIO")]
    for thread in left:
        thread.join(10)
    assert [thread.name for thread in left if thread.is_alive()] == []
    assert list(tmp_path.glob("**/*-wal")) == []

"""Work in turns: between two of them the window is painted, and each one costs a layout."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from posapp.ui import turns
from posapp.ui.turns import Turns


def turns_taken(qtbot: QtBot, pieces: int) -> int:
    """How many turns so many pieces of work took."""
    work, taken, done = Turns(), [0], list[int]()
    timer = work.findChild(QTimer)
    assert timer is not None
    timer.timeout.connect(lambda: taken.append(1))
    for number in range(pieces):
        work.put(str(number), partial(done.append, number))
    qtbot.waitUntil(lambda: not work.busy)
    assert done == list(range(pieces))
    return sum(taken)


def test_small_pieces_of_what_is_shown_of_a_customer_are_laid_out_together(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONG_S", 60.0)
    assert turns_taken(qtbot, 5) == 1


def test_a1_what_takes_long_leaves_the_next_piece_to_a_turn_of_its_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONG_S", 0.0)
    assert turns_taken(qtbot, 5) == 5


def test_what_is_hurried_is_done_before_anything_is_painted(qtbot: QtBot) -> None:
    work, done = Turns(), list[str]()
    work.put("orders", lambda: done.append("orders"))
    work.hurry()
    assert done == ["orders"]
    assert not work.busy

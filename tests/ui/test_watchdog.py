"""What holds the window up is written down with the place where it happens."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from posapp.ui.watchdog import LIMIT_S, LongTurn, Watchdog


@pytest.fixture
def watchdog(qtbot: QtBot) -> Iterator[Watchdog]:
    made = Watchdog()
    yield made
    made.stop()


def a_dead_network_drive(for_s: float) -> None:
    Event().wait(for_s)  # what a call to the system does that does not come back


def waited(turn: LongTurn) -> bool:
    return turn.wall_ms > LIMIT_S * 1000 and turn.worked_ms < turn.wall_ms / 2


def test_a1_a_turn_that_waits_too_long_is_logged_with_the_place_it_waits_at(
    watchdog: Watchdog, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    drive = QTimer(watchdog)
    drive.timeout.connect(lambda: a_dead_network_drive(LIMIT_S * 5))
    with caplog.at_level(logging.WARNING, "posapp.ui.watchdog"):
        drive.start(0)  # more than once: a busy computer may hold it up before it gets there
        qtbot.waitUntil(lambda: "a_dead_network_drive" in caplog.text)
        qtbot.waitUntil(lambda: any(waited(turn) for turn in watchdog.long_turns))
        drive.stop()


def test_what_the_window_was_doing_ends_when_it_ends_not_when_it_is_written_down(
    watchdog: Watchdog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A painter that another thread lets go of takes the program with it."""
    written, alive, here = Event(), [], get_ident()
    said = logging.getLogger("posapp.ui.watchdog")

    class Painter:
        def __del__(self) -> None:
            alive.append(get_ident())

    def slow(*_words: object) -> None:
        if get_ident() != here:
            written.wait(5)

    def paints() -> None:
        painter = Painter()
        a_dead_network_drive(LIMIT_S * 4)
        assert painter is not None

    monkeypatch.setattr(said, "warning", slow)  # the stack was read, and is being written
    QTimer.singleShot(0, paints)
    qtbot.waitUntil(lambda: bool(alive))
    written.set()
    assert alive == [here]


def test_a1_a_short_turn_and_a_rest_are_no_block(watchdog: Watchdog, qtbot: QtBot) -> None:
    turns: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(1))
    timer.start(int(LIMIT_S * 1000) + 30)  # rests longer than the limit in between
    qtbot.waitUntil(lambda: len(turns) == 3)
    assert [turn for turn in watchdog.long_turns if turn.worked_ms > LIMIT_S * 1000] == []


def test_a_watchdog_that_was_stopped_notices_nothing(qtbot: QtBot) -> None:
    stopped = Watchdog()
    stopped.stop()
    stopped.stop()
    ended: list[bool] = []

    def held_up() -> None:
        a_dead_network_drive(LIMIT_S * 3)
        ended.append(True)

    QTimer.singleShot(0, held_up)
    qtbot.waitUntil(lambda: bool(ended))
    assert not stopped.long_turns

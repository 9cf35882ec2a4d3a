"""A1: who closes the window sees it paint until everything is written, and then it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from posapp.app import Application
from posapp.services import parking
from posapp.ui import ending
from posapp.ui.background import Background
from tests.services.shop import SOCKS
from tests.ui.conftest import Hands
from tests.ui.loop_probe import LoopProbe


@pytest.fixture
def gate() -> Iterator[Event]:
    made = Event()
    yield made
    made.set()


def nothing(*_values: object) -> None:
    """Nobody waits for it."""


def gone(app: Application) -> Callable[[], bool]:
    return lambda: not app.window.isVisible()


def said(hands: Hands) -> str:
    page = hands.window.stack.currentWidget()
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_a1_the_window_says_that_it_finishes_and_goes_when_the_last_write_is_done(
    hands: Hands, gate: Event
) -> None:
    background, written = hands.app.background, list[str]()

    def write() -> None:
        gate.wait()
        written.append("a sale")

    background.write(write, hands.app, nothing, nothing)
    probe = LoopProbe(hands.window)
    probe.start()
    assert not hands.window.close()
    assert not hands.window.close()  # again, in a hurry
    hands.qtbot.waitUntil(lambda: "Finishing" in said(hands))
    assert hands.window.isVisible()
    hands.window.repaint()
    gate.set()
    hands.qtbot.waitUntil(gone(hands.app))
    assert written == ["a sale"]
    assert hands.app.background.idle


def test_nothing_is_begun_while_the_window_finishes(hands: Hands, gate: Event) -> None:
    hands.app.background.write(gate.wait, hands.app, nothing, nothing)
    hands.window.close()
    hands.bursts(SOCKS.gtin)
    hands.app.background.write(pytest.fail, hands.app, nothing, nothing)
    hands.app.background.look(pytest.fail, hands.app, nothing, nothing)
    gate.set()
    hands.qtbot.waitUntil(gone(hands.app))
    assert hands.lines == []


def test_what_was_asked_for_before_the_window_was_closed_is_written(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    place, cart = hands.sale.workplace, hands.sale.serving.cart
    place.background.write(
        partial(parking.park, place.register, place.clerk, cart), hands.app, nothing, nothing
    )
    hands.window.close()
    hands.qtbot.waitUntil(gone(hands.app))
    assert [aside.pieces for aside in parking.parked(place.register)] == [1]


def test_a1_a_line_that_never_answers_keeps_the_window_for_seconds_only(
    hands: Hands, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "LINE_S", 0.0)
    hands.app.background.run(gate.wait, hands.app, nothing, nothing)
    hands.window.close()
    hands.qtbot.waitUntil(gone(hands.app))
    assert not hands.app.background.idle
    left = [each for each in enumerate_threads() if each.name == "background"]
    assert left
    assert all(thread.daemon for thread in left)  # nor do they keep the process
    assert parking.parked(hands.register) == ()  # its books are open: it may still use them


def test_no_end_to_waiting_for_the_line_is_one_for_a_write(
    qtbot: QtBot, background: Background, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "LINE_S", 0.0)
    order: list[str] = []
    background.write(gate.wait, background, nothing, nothing)
    background.write(partial(order.append, "written"), background, nothing, nothing)
    background.finish(partial(order.append, "last"), partial(order.append, "over"))
    probe = LoopProbe(background)
    probe.start()
    qtbot.waitUntil(lambda: probe.longest_ms > 0)
    assert order == []
    gate.set()
    qtbot.waitUntil(lambda: "over" in order)
    assert order[0] == "written"


def test_a_window_that_was_closed_is_not_finished_a_second_time(hands: Hands) -> None:
    hands.window.close()
    hands.qtbot.waitUntil(gone(hands.app))
    hands.app.close()
    hands.app.leave()
    assert not hands.window.isVisible()

"""Work off the GUI thread comes back to it, or not at all."""

from __future__ import annotations

import threading
from functools import partial
from typing import NoReturn

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from posapp.domain.errors import PosError, Unreachable
from posapp.ui.background import Background
from tests.ui.loop_probe import LoopProbe


def never(*_values: object) -> NoReturn:
    raise AssertionError("not expected")


def away() -> NoReturn:
    raise Unreachable


def test_the_outcome_arrives_on_the_gui_thread(
    qtbot: QtBot, qapp: QApplication, background: Background
) -> None:
    seen: list[tuple[int, QThread]] = []
    background.run(
        threading.get_ident,
        background,
        done=lambda worker: seen.append((worker, QThread.currentThread())),
        failed=never,
    )
    qtbot.waitUntil(lambda: bool(seen))
    ((worker, delivered_on),) = seen
    assert worker != threading.get_ident()
    assert delivered_on is qapp.thread()


def test_an_expected_error_goes_to_its_owner(qtbot: QtBot, background: Background) -> None:
    errors: list[PosError] = []
    background.run(away, background, done=never, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Unreachable)


def test_a_bug_lets_its_owner_recover_and_is_reported(
    qtbot: QtBot, background: Background
) -> None:
    recovered: list[bool] = []
    with qtbot.capture_exceptions() as reported:
        background.run(lambda: 1 // 0, background, never, never, lambda: recovered.append(True))
        qtbot.waitUntil(lambda: bool(reported))
    assert recovered == [True]
    assert reported[0][0] is ZeroDivisionError


def test_an_owner_that_is_gone_hears_nothing(qtbot: QtBot, background: Background) -> None:
    gate = threading.Event()
    heard: list[object] = []
    owner = QObject()
    background.run(gate.wait, owner, done=heard.append, failed=heard.append)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert heard == []


def test_writes_happen_one_at_a_time_in_their_order(
    qtbot: QtBot, background: Background
) -> None:
    running: list[int] = []
    done: list[int] = []

    def write(number: int) -> int:
        running.append(number)
        assert len(running) == len(done_before) + 1
        done_before.append(number)
        return number

    done_before: list[int] = []
    for number in range(200):
        background.write(partial(write, number), background, done.append, never)
    qtbot.waitUntil(lambda: len(done) == 200)
    assert done == list(range(200))


def test_every_write_that_was_asked_for_is_finished_before_the_end(qapp: QApplication) -> None:
    background = Background()
    written: list[int] = []
    gate = threading.Event()
    background.write(gate.wait, background, never, never)
    for number in range(20):
        background.write(partial(written.append, number), background, never, never)
    gate.set()
    background.close()
    assert written == list(range(20))


def test_watching_for_half_a_minute_does_not_hold_up_the_end(
    qtbot: QtBot, background: Background
) -> None:
    gate = threading.Event()
    background.watch(gate.wait, background, never, never)
    background.close()
    gate.set()


def test_the_probe_sees_a_blocked_loop(qtbot: QtBot) -> None:
    probe = LoopProbe()
    probe.start()
    gate = threading.Event()
    gate.wait(0.08)
    assert probe.stop() > 60

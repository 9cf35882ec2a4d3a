"""What is measured is what happened on the event loop."""

from __future__ import annotations

import time
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from posapp.bench import timing
from posapp.bench.samples import summary
from posapp.bench.timing import Block, Blocks, Brush, Mark, NotMeasured, Paints


@pytest.fixture
def label(qtbot: QtBot) -> QLabel:
    made = QLabel("before")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


class _Seen(QObject):
    """Notes that a widget painted itself."""

    def __init__(self, noted: list[bool], widget: QWidget) -> None:
        super().__init__()
        self._noted = noted
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._noted.append(True)
        return False


def _busy(ms: float) -> None:
    """Compute for so long, whoever else wants the processor."""
    until = time.thread_time() + ms / 1000
    while time.thread_time() < until:
        pass


def test_a_busy_gui_thread_is_noticed_with_what_it_was_doing(qtbot: QtBot) -> None:
    blocks = Blocks()
    blocks.begin("counting")
    QTimer.singleShot(0, partial(_busy, 60))
    qtbot.waitUntil(lambda: blocks.longest.get("counting", Block()).wall_ms > 40)
    blocks.end()
    assert blocks.longest["counting"].cpu_ms > 20


def test_a_mark_waits_for_the_paint_of_its_own_widget(label: QLabel) -> None:
    mark = Mark([label])
    began = time.perf_counter()
    Paints().wait(partial(label.setText, "after"), mark)
    assert mark.at_s > began


def test_a_paint_before_it_is_so_does_not_count(label: QLabel) -> None:
    so: list[bool] = []

    def act() -> None:
        label.setText("not yet")
        QTimer.singleShot(30, later)

    def later() -> None:
        so.append(True)
        label.setText("now")

    mark = Mark([label], lambda: bool(so))
    Paints().wait(act, mark)
    assert so


def test_what_ends_with_nothing_to_paint_is_so_all_the_same(label: QLabel) -> None:
    so: list[bool] = []

    def act() -> None:
        label.setText("all there is")
        QTimer.singleShot(30, partial(so.append, True))

    mark = Mark([label], lambda: bool(so), whole=True)
    Paints().wait(act, mark)
    assert so


def test_a_window_is_up_to_date_whatever_of_it_was_painted_last(label: QLabel) -> None:
    beside = QLabel("beside", label)
    beside.show()
    mark = Mark([label], lambda: beside.text() == "after", whole=True)
    began = time.perf_counter()
    Paints().wait(partial(beside.setText, "after"), mark)
    assert mark.at_s > began


def test_a_mark_is_taken_when_its_window_is_up_to_date_not_after_what_the_loop_does_next(
    label: QLabel,
) -> None:
    mark = Mark([label])
    begun: list[bool] = []

    def act() -> None:
        label.setText("after")
        next_turn.start(0)

    def next_turn_came() -> None:
        if mark.at_s:
            next_turn.stop()
        elif painted:
            begun.append(True)

    painted: list[bool] = []
    next_turn = QTimer()
    next_turn.timeout.connect(next_turn_came)
    seen = _Seen(painted, label)
    Paints().wait(act, mark)
    assert painted
    assert not begun
    seen.deleteLater()


def test_what_is_never_painted_is_not_measured(
    label: QLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "PATIENCE_MS", 30)
    with pytest.raises(NotMeasured):
        Paints().wait(lambda: None, Mark([label], lambda: False))


def test_the_brush_paints_the_same_again(label: QLabel) -> None:
    brush, paints = Brush(), Paints()
    brush.begin()
    paints.wait(partial(label.setText, "after"), Mark([label]))
    brush.end()
    painted: list[QWidget] = brush.widgets
    assert label in painted
    paints.wait(brush.again, Mark([label]))


def test_percentiles_are_values_that_occurred() -> None:
    found = summary([5.0, 1.0, 3.0, 2.0, 4.0])
    assert (found.count, found.p50, found.p95, found.largest) == (5, 3.0, 5.0, 5.0)


def test_nothing_measured_has_no_percentiles() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        summary([])

"""A1: the window's own thread never waits for a disk; what is read late comes in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from threading import Event, current_thread
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from posapp.app.opening import learn
from posapp.domain.errors import DiskFails, PosError
from posapp.ui import background as room
from posapp.ui import crew, lookups, replies
from posapp.ui.background import Background
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.screens.sale_parking import ParkedPanel
from tests.services.shop import BELT, BOOTS_38, SOCKS
from tests.ui.conftest import Hands

Answer = Callable[[Callable[[], Any], "Future[Any]"], None]


class Disk:
    """Answers at once, until it is ``late``; then what is asked waits until it ``wakes``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._awake = Event()
        self._awake.set()
        self._set = monkeypatch.setattr
        self._answer: Answer = replies.answer
        self._set(crew, "answer", self._answers)

    def late(self) -> None:
        self._set(lookups, "SOON_S", 0.0)
        self._awake.clear()

    def wakes(self) -> None:
        self._awake.set()

    def _answers(self, work: Callable[[], Any], future: Future[Any]) -> None:
        if current_thread().name == "reader":
            self._awake.wait()
        self._answer(work, future)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk(monkeypatch)
    yield made
    made.wakes()


def never(*_values: object) -> NoReturn:
    raise AssertionError("not expected")


# The thread that reads


@pytest.mark.usefixtures("disk")
def test_what_is_answered_soon_is_told_in_the_same_turn(background: Background) -> None:
    heard: list[str] = []
    background.look(lambda: current_thread().name, background, heard.append, never)
    assert heard == ["reader"]
    assert not background.looking


def test_a1_what_is_answered_late_is_told_later_in_the_order_of_the_questions(
    qtbot: QtBot, background: Background, disk: Disk
) -> None:
    heard: list[int] = []
    disk.late()
    background.look(lambda: 1, background, heard.append, never)
    background.after_looks(background, partial(heard.append, 2))
    background.look(lambda: 3, background, heard.append, never)
    assert (heard, background.looking, background.pending) == ([], True, 3)
    disk.wakes()
    qtbot.waitUntil(lambda: not background.looking)
    assert heard == [1, 2, 3]


@pytest.mark.usefixtures("disk")
def test_a_question_that_a_question_leads_to_is_answered_in_the_same_turn(
    background: Background,
) -> None:
    heard: list[str] = []

    def ask_more(first: str) -> None:
        background.look(lambda: "second", background, heard.append, never)
        heard.append(first)

    background.look(lambda: "first", background, ask_more, never)
    background.after_looks(background, partial(heard.append, "third"))
    assert heard == ["second", "first", "third"]


def test_after_a_late_answer_the_turn_waits_for_no_other(
    qtbot: QtBot, background: Background, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    disk.late()
    background.look(lambda: 1, background, heard.append, never)
    monkeypatch.setattr(lookups, "SOON_S", 3600.0)
    background.look(lambda: 2, background, heard.append, never)  # returns, or hangs here
    disk.wakes()
    qtbot.waitUntil(lambda: heard == [1, 2])


@pytest.mark.usefixtures("disk")
def test_what_the_disk_refuses_and_what_is_a_bug_reach_who_asked(
    qtbot: QtBot, background: Background
) -> None:
    def refuses() -> NoReturn:
        raise DiskFails("so it says")

    errors: list[PosError] = []
    recovered: list[bool] = []
    background.look(refuses, background, never, errors.append)
    assert isinstance(errors[0], DiskFails)
    with pytest.raises(ZeroDivisionError):
        background.look(
            lambda: 1 // 0, background, never, never, partial(recovered.append, True)
        )
    assert recovered == [True]


def test_a_bug_in_what_was_told_late_keeps_nobody_else_from_being_told(
    qtbot: QtBot, background: Background, disk: Disk
) -> None:
    heard: list[int] = []
    disk.late()
    background.look(lambda: 1, background, never, never)
    background.look(lambda: 2, background, heard.append, never)
    with qtbot.capture_exceptions() as reported:
        disk.wakes()
        qtbot.waitUntil(lambda: heard == [2])
    assert [kind for kind, *_ in reported] == [AssertionError]


def test_who_is_gone_when_the_answer_comes_hears_nothing(
    qtbot: QtBot, background: Background, disk: Disk
) -> None:
    owner = QObject()
    disk.late()
    background.look(lambda: 1, owner, never, never)
    delete(owner)
    disk.wakes()
    qtbot.waitUntil(lambda: not background.looking)


def test_the_end_does_not_wait_for_a_disk_that_is_gone(
    background: Background, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LAST_LOOK_S", 0.0)
    disk.late()
    background.look(lambda: 1, background, never, never)
    background.close()
    background.look(lambda: 2, background, never, never)
    background.after_looks(background, never)


def test_what_an_answer_leads_to_is_told_before_what_was_asked_after_it(
    qtbot: QtBot, background: Background, disk: Disk
) -> None:
    heard: list[int] = []

    def leads(_answer: None) -> None:
        for number in (1, 2):
            background.look(partial(int, number), background, heard.append, never)

    disk.late()
    background.look(lambda: None, background, leads, never)
    background.after_looks(background, partial(heard.append, 3))
    disk.wakes()
    qtbot.waitUntil(lambda: not background.looking)
    assert heard == [1, 2, 3]


# The window on a disk that is late


def comes(hands: Hands, *wanted: tuple[str, int]) -> None:
    hands.qtbot.waitUntil(lambda: hands.lines == list(wanted))


def test_a1_scans_on_a_late_disk_become_lines_in_their_order_and_none_is_lost(
    hands: Hands, disk: Disk
) -> None:
    disk.late()
    for article in (BOOTS_38, SOCKS, BOOTS_38, BELT):
        hands.scans(article.gtin)
    assert hands.lines == []
    disk.wakes()
    comes(hands, (BOOTS_38.sku, 2), (SOCKS.sku, 1), (BELT.sku, 1))


def test_a1_who_presses_pay_before_the_disk_has_answered_is_paid_for_what_was_scanned(
    hands: Hands, disk: Disk
) -> None:
    hands.scans(SOCKS.gtin)
    disk.late()
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F9)
    assert hands.sale.panel is None
    disk.wakes()
    hands.qtbot.waitUntil(lambda: isinstance(hands.sale.panel, PaymentPanel))
    assert hands.lines == [(SOCKS.sku, 2)]


def test_a1_what_was_scanned_before_the_next_customer_is_not_theirs(
    hands: Hands, disk: Disk
) -> None:
    hands.scans(SOCKS.gtin)
    disk.late()
    hands.scans(BELT.gtin)
    hands.sale.lines.finish()
    hands.scans(BOOTS_38.gtin)
    disk.wakes()
    comes(hands, (BOOTS_38.sku, 1))


def test_a1_a_scan_on_a_late_disk_outlives_a_change_of_language(
    hands: Hands, disk: Disk
) -> None:
    hands.scans(SOCKS.gtin)
    disk.late()
    hands.scans(BELT.gtin)
    hands.app.switch_language()
    disk.wakes()
    comes(hands, (SOCKS.sku, 1), (BELT.sku, 1))
    hands.qtbot.waitUntil(lambda: hands.window.language == "it")
    assert hands.lines == [(SOCKS.sku, 1), (BELT.sku, 1)]


def test_what_is_of_no_known_country_keeps_nothing_else_from_being_learnt() -> None:
    learn("XX")


def test_a1_what_is_typed_is_searched_for_when_the_disk_answers_and_enter_counts_once(
    hands: Hands, disk: Disk
) -> None:
    disk.late()
    hands.types("bel")
    hands.types("t")
    hands.presses(Qt.Key.Key_Return)
    hands.presses(Qt.Key.Key_Return)
    assert hands.sale.box.text() == "belt"
    disk.wakes()
    comes(hands, (BELT.sku, 1))
    hands.qtbot.waitUntil(lambda: not hands.app.background.looking)
    assert (hands.lines, hands.sale.box.text()) == ([(BELT.sku, 1)], "")


def test_a1_what_was_typed_on_while_the_disk_was_late_stays_in_the_box(
    hands: Hands, disk: Disk
) -> None:
    disk.late()
    hands.types(SOCKS.sku)
    hands.presses(Qt.Key.Key_Return)
    hands.types("be")
    disk.wakes()
    comes(hands, (SOCKS.sku, 1))
    assert hands.sale.box.text() == "be"


def test_a1_the_list_of_parked_carts_opens_when_the_disk_answers(
    hands: Hands, disk: Disk
) -> None:
    disk.late()
    hands.sale.lines.park_or_resume()
    assert hands.sale.panel is None
    disk.wakes()
    hands.qtbot.waitUntil(lambda: isinstance(hands.sale.panel, ParkedPanel))


def test_a1_how_things_stand_is_read_once_more_when_it_changed_while_the_disk_was_late(
    hands: Hands, disk: Disk
) -> None:
    reads: list[object] = []
    hands.running.sync.changed.connect(reads.append)
    disk.late()
    for _ in range(3):
        hands.running.sync.look()
    assert hands.app.background.pending <= 2
    disk.wakes()
    hands.qtbot.waitUntil(lambda: not hands.app.background.looking)

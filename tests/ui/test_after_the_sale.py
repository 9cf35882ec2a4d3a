"""The receipt first; printer and centre are spoken to a moment after it is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from posapp.devices.drawer import PrinterDrawer
from posapp.devices.printer import TcpPrinter
from posapp.qa.printer import PrinterSimulator
from posapp.services.register import Register
from posapp.ui.background import Background
from posapp.ui.paying import recording
from posapp.ui.receipt import printing
from posapp.ui.receipt.printing import Printing
from posapp.ui.sync_driver import SyncDriver
from tests.services.shop import MIRA
from tests.ui.served import Desk, open_desk
from tests.ui.test_receipt import sells


class HandTimer(QObject):
    """A timer that runs out when a test says so."""

    timeout = Signal()
    shots: tuple[Callable[[], None], ...] = ()
    running = False

    def setSingleShot(self, _once: bool) -> None:
        """It always is."""

    def setInterval(self, _ms: int) -> None:
        """Nobody waits for it."""

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False

    def runs_out(self) -> None:
        assert self.running
        self.running = False
        self.timeout.emit()

    @classmethod
    def singleShot(cls, _ms: int, _of: QObject, does: Callable[[], None]) -> None:
        HandTimer.shots = (*HandTimer.shots, does)


@pytest.fixture
def desk(
    qtbot: QtBot, register: Register, background: Background, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Desk, PrinterSimulator]]:
    """A desk with a printer, where what is done a moment later waits for the test."""
    monkeypatch.setattr(HandTimer, "shots", ())
    for module in (printing, recording):
        monkeypatch.setattr(module, "QTimer", HandTimer)
    with PrinterSimulator() as printer:
        transport = TcpPrinter("127.0.0.1", printer.port, answer_s=1.0, print_s=2.0)
        shop = replace(register, printer=transport, drawer=PrinterDrawer(transport))
        with open_desk(qtbot, shop, MIRA, background) as desk:
            breath(desk).runs_out()  # what waited since the day before
            desk.waits(lambda: not queue_of(desk).busy)
            yield desk, printer


def queue_of(desk: Desk) -> Printing:
    (queue,) = desk.sale.findChildren(Printing)
    return queue


def breath(desk: Desk) -> HandTimer:
    """What the printer's queue waits for."""
    (running,) = [one for one in queue_of(desk).findChildren(HandTimer) if one.running]
    return running


def test_the_printer_is_spoken_to_once_the_receipt_stands_on_the_screen(
    desk: tuple[Desk, PrinterSimulator],
) -> None:
    counter, printer = desk
    panel = sells(counter)
    assert panel.status.text == "Printing"
    assert printer.slips == ()
    breath(counter).runs_out()
    counter.waits(lambda: panel.status.text == "Printed")
    assert len(printer.slips) == 1


def test_a_print_asked_for_meanwhile_follows_and_is_no_second_one(
    desk: tuple[Desk, PrinterSimulator],
) -> None:
    counter, printer = desk
    panel = sells(counter)
    queue, rests = queue_of(counter), []
    queue.changed.connect(lambda: rests.append(queue.busy))
    queue.go()
    breath(counter).runs_out()
    counter.waits(lambda: rests == [False, True])  # printed, and it looks once more
    breath(counter).runs_out()
    counter.waits(lambda: rests == [False, True, False])
    assert (panel.status.text, len(printer.slips)) == ("Printed", 1)


def test_the_centre_hears_of_the_sale_after_the_receipt_is_shown(
    desk: tuple[Desk, PrinterSimulator], monkeypatch: pytest.MonkeyPatch
) -> None:
    counter, told = desk[0], []
    monkeypatch.setattr(SyncDriver, "nudge", lambda _driver: told.append("nudged"))
    sells(counter)
    assert told == []
    for later in HandTimer.shots:
        later()
    assert told == ["nudged"]

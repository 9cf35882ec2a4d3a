"""No turn of the GUI thread is long, whatever goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread, get_ident

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from posapp.assets import asset
from posapp.domain.receipt import Receipt
from posapp.ui import style
from posapp.ui.ahead import Ahead
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.receipt import after
from posapp.ui.receipt.drawing import Drawing
from posapp.ui.receipt.panel import ReceiptPanel
from posapp.ui.widgets.panel import SidePanel
from tests.services.shop import BOOTS_38
from tests.ui.conftest import Hands, Opened, least_ms
from tests.ui.loop_probe import LoopProbe

pytestmark = pytest.mark.usefixtures("program_alone")


def test_a1_signing_in_never_holds_up_the_window(opened: Opened, longest_ms: float) -> None:
    def signs_in() -> float:
        hands = opened()
        probe = LoopProbe(hands.window)
        probe.start()
        hands.signs_in()
        hands.qtbot.waitUntil(hands.sale.isVisible)
        probe.stop()
        return probe.worked_ms

    assert least_ms(signs_in, longest_ms) < longest_ms


def test_a1_what_loading_made_is_not_walked_again_by_a_collection() -> None:
    code = (
        "import gc, sys; from posapp.ui import steady; steady.loaded(); "
        "assert gc.get_freeze_count() == 0; steady.starting(); assert not gc.isenabled(); "
        "steady.loaded(); assert gc.isenabled(); assert gc.get_freeze_count() > 1000; "
        "assert sys.getswitchinterval() < 0.001"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_update_that_rewrites_the_translations_does_not_end_the_program(
    tmp_path: Path,
) -> None:
    """In a process of its own: it would take this one with it."""
    shutil.copy(asset("translations", "posapp_it.qm"), tmp_path / "posapp_it.qm")
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from posapp.ui import language\n"
        "folder = Path(sys.argv[1]); language.asset = lambda *parts: folder / parts[-1]\n"
        "app = QCoreApplication([]); spoken = language.Language(app); spoken.use('it')\n"
        "(folder / 'posapp_it.qm').write_bytes(b'')\n"
        "for context, text in (('badge', 'Connecting'), ('keys', 'Pay'), ('keys', 'Undo')):\n"
        "    assert app.translate(context, text) != text, text\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    subprocess.run(command, check=True, timeout=60)


def test_a1_paying_and_the_receipt_never_hold_up_the_window(
    opened: Opened, longest_ms: float
) -> None:
    """With what is built while the customer looks for their purse: a second after sign-in."""

    def pays() -> float:
        hands = opened()
        hands.signs_in()
        hands.scans(BOOTS_38.gtin)
        ahead = hands.sale.findChildren(Ahead)
        hands.qtbot.waitUntil(lambda: all(one.ready for one in ahead))
        assert len(ahead) == 2
        probe = LoopProbe(hands.window)
        probe.start()
        hands.sale.ask_for_payment()
        hands.qtbot.waitUntil(lambda: isinstance(hands.sale.panel, PaymentPanel))
        hands.presses(Qt.Key.Key_Return)
        hands.qtbot.waitUntil(lambda: drawn(hands) != "")
        hands.qtbot.waitUntil(lambda: hands.app.background.pending <= 1)  # it hears news
        probe.stop()
        return probe.worked_ms

    assert least_ms(pays, longest_ms) < longest_ms


def test_a1_pay_shows_what_was_built_ahead_and_the_receipt_is_drawn_on_another_thread(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the machine: a turn's length is a matter of its speed, too."""
    drawers: list[int] = []

    def noting(make: Callable[[], Receipt], width: float) -> Drawing:
        drawers.append(get_ident())
        return Drawing(make(), width)

    monkeypatch.setattr(after, "drawn", noting)
    hands.scans(BOOTS_38.gtin)
    ahead = hands.sale.findChildren(Ahead)
    hands.qtbot.waitUntil(lambda: all(one.ready for one in ahead))
    built = hands.sale.findChildren(SidePanel)
    hands.sale.ask_for_payment()
    assert hands.sale.panel in built
    hands.presses(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: drawn(hands) != "")
    assert hands.sale.panel in built
    assert drawers
    assert get_ident() not in drawers


def test_two_threads_never_share_a_font(qapp: QApplication) -> None:
    """A receipt is laid out on one while the window is painted on another: sharing what a
    font finds out about itself ended the program."""
    fonts: list[QFont] = []
    other = Thread(target=lambda: fonts.append(style.font()))
    other.start()
    other.join()
    assert qapp is not None
    assert not fonts[0].isCopyOf(style.font())
    assert style.font().isCopyOf(style.font())


def drawn(hands: Hands) -> str:
    """What stands on the receipt's paper."""
    panel = hands.sale.panel
    return panel.paper.text if isinstance(panel, ReceiptPanel) else ""


def test_a_panel_that_is_built_ahead_bears_that_the_window_is_drawn_and_resized(
    hands: Hands,
) -> None:
    """An exception in a handler of Qt's ended the program here."""
    ahead = hands.sale.findChildren(Ahead)
    assert len(ahead) == 2
    hands.qtbot.waitUntil(lambda: all(each.ready for each in ahead))
    hands.window.resize(1024, 600)
    assert not hands.window.grab().isNull()
    hands.window.resize(1366, 768)
    assert not hands.window.grab().isNull()

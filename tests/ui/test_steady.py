"""No turn of the GUI thread is long, whatever goes on."""

from __future__ import annotations

import subprocess
import sys

from posapp.ui.background import LoopProbe
from tests.ui.conftest import Opened

LONGEST_MS = 50


def test_a1_signing_in_never_holds_up_the_window(opened: Opened) -> None:
    hands = opened()
    probe = LoopProbe(hands.window)
    probe.start()
    hands.signs_in()
    hands.qtbot.waitUntil(hands.sale.isVisible)
    probe.stop()
    assert probe.worked_ms < LONGEST_MS


def test_a1_what_loading_made_is_not_walked_again_by_a_collection() -> None:
    code = (
        "import gc, sys; from posapp.ui import steady; steady.loaded(); "
        "assert gc.get_freeze_count() == 0; steady.starting(); assert not gc.isenabled(); "
        "steady.loaded(); assert gc.isenabled(); assert gc.get_freeze_count() > 1000; "
        "assert sys.getswitchinterval() < 0.001"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

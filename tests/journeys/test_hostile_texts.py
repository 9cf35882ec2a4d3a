"""P1 and A1: every screen and panel of a shop whose every free text is hostile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from posapp.qa.centre import copy
from posapp.qa.centre_here import CentreHere
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter, Ready, enrol
from posapp.qa.phone import Phone
from posapp.qa.printer import PrinterSimulator
from posapp.qa.rounds import rounds
from posapp.qa.scenarios import Chain
from posapp.qa.stage import Stage
from posapp.qa.terminal import TerminalSimulator
from tests.hostile import MARK
from tests.hostile_shop import faults, poison, texts


@pytest.fixture
def ready(ready_shops: Callable[[str], Ready], tmp_path: Path) -> Ready:
    """A centre that is hostile before the register comes: its catalogue is, too."""
    made = Ready(tmp_path / "hub.db", tmp_path / "register")
    copy(ready_shops("en").database, made.database)
    assert poison(made.database) > 1_000
    with CentreHere(made.database) as hostile:
        enrol(hostile, made.folder)
    return made


def test_p1_a1_every_screen_of_a_hostile_shop_shows_text_and_does_nothing_else(
    chain: Chain,
    centre: CentreHere,
    register: Counter,
    printer: PrinterSimulator,
    terminal: TerminalSimulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    clerk = Clerk(register.hands)
    phone = Phone(centre, chain.person("ana"))
    stage = Stage(chain, centre, register, printer, terminal, clerk, phone)
    window = register.app.window
    found: list[str] = []
    shown: set[str] = set()
    for stop in rounds(stage):
        found += [f"{stop}: {fault}" for fault in faults(window)]
        shown |= {stop} if _hostile(window) else set()
    assert "\n".join(dict.fromkeys(found)) == ""
    assert {"customer", "customer details", "several customers", "shipping"} <= shown
    assert printer.slips
    assert printer.strange == b""
    assert MARK not in caplog.text, "a text of the centre's stands in the log"


def _hostile(window: QWidget) -> bool:
    return any(
        MARK in text
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        for _kind, text in texts(widget)
    )

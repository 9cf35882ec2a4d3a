"""Midnight comes while the register is open: nothing is called today that was yesterday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from posapp.services import health
from posapp.services.parking import ParkedCart
from posapp.services.register import Register
from posapp.ui import formats
from posapp.ui.background import Background
from posapp.ui.day.screen import DayScreen
from posapp.ui.screens.sale_parking import ParkedPanel
from posapp.ui.talk.column import TalkColumn
from posapp.ui.widgets.badge import link_words
from posapp.ui.widgets.row_button import RowButton
from tests.services.conftest import Clock
from tests.services.shop import LUISA, LUISA_PIN, START
from tests.services.till import sell
from tests.ui.conftest import Opened
from tests.ui.served import Desk, message, open_desk, serve, visit

TONIGHT, TOMORROW = START + timedelta(hours=12, minutes=59), START + timedelta(hours=13)


def moves(register: Register, to: datetime) -> None:
    cast("Clock", register.clock).now = to


def column(desk: Desk) -> TalkColumn:
    found = desk.window.findChild(TalkColumn)
    assert isinstance(found, TalkColumn)
    return found


def title(day: DayScreen) -> str:
    found = day.findChild(QLabel, "day.title")
    assert isinstance(found, QLabel)
    return found.text()


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    moves(register, TONIGHT)
    with open_desk(qtbot, register, LUISA, background) as desk:
        yield desk


def test_the_day_that_is_looked_at_over_midnight_is_no_longer_called_today(
    desk: Desk, register: Register
) -> None:
    sell(register)
    day = DayScreen(desk.sale.workplace, desk.window)
    day.show()
    desk.waits(lambda: day.list.shown.rowCount() == 1)
    assert title(day) == "Today, Saturday 21 November"
    assert not desk.find("day.after").isEnabled()
    moves(register, TOMORROW)
    day.read()
    assert title(day) == "Saturday 21 November"
    assert day.list.shown.rowCount() == 1
    desk.clicks("day.after")
    assert title(day) == "Today, Sunday 22 November"
    desk.waits(lambda: day.list.shown.rowCount() == 0)


@pytest.mark.parametrize("told", [True, False])
def test_what_was_said_before_midnight_is_from_yesterday_after_it(
    desk: Desk, register: Register, told: bool
) -> None:
    known = visit((message(1, at=TONIGHT), message(2, at=TONIGHT)))
    serve(desk, known)
    assert [entry.day for entry in column(desk).view.entries] == ["Today", ""]
    moves(register, TOMORROW)
    if told:
        desk.sale.show_visit(visit((*known.messages, message(3, at=TOMORROW))))
    else:
        column(desk).show_time(TOMORROW)
    desk.settles()
    said = [entry.day for entry in column(desk).view.entries]
    assert said == ["Yesterday", "", *["Today"] * told]


def test_a_cart_that_was_parked_yesterday_says_so(qtbot: QtBot) -> None:
    formats.use("en", "IT", "Europe/Rome")
    cart = ParkedCart("p-1", TONIGHT, "Mira", "", 2)
    for now, said in ((TONIGHT, "23:59"), (TOMORROW, "21/11/2026 23:59")):
        panel = ParkedPanel((cart,), now)
        qtbot.addWidget(panel)
        (row,) = panel.findChildren(RowButton)
        assert said in row.accessibleName().split(", ")


def test_a3_offline_since_yesterday_names_the_day(register: Register) -> None:
    formats.use("en", "IT", "Europe/Rome")
    moves(register, TONIGHT)
    for _ in range(2):
        health.silent(register)
    assert link_words(health.of(register))[0] == "Offline since 23:59"
    moves(register, TOMORROW)
    assert link_words(health.of(register))[0] == "Offline since 21/11/2026 23:59"


def test_a_shop_in_a_zone_that_this_computer_does_not_know_signs_in_and_sells(
    opened: Opened,
) -> None:
    hands = opened()
    there = hands.running.register
    there.current.replace_shop(replace(there.shop, timezone="Mars/Olympus_Mons"))
    hands.signs_in(LUISA_PIN)
    assert sell(there).business_date == START.date()
    hands.qtbot.waitUntil(lambda: hands.window.settled)
    day = hands.window.day
    assert isinstance(day, DayScreen)
    hands.qtbot.waitUntil(lambda: day.list.shown.rowCount() == 1)

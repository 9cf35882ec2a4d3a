"""A sale that is being paid: the real panel, a real terminal, real databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from posapp.devices.terminal_tcp import TcpTerminal
from posapp.domain.sale import Sale
from posapp.qa.terminal import TerminalSimulator
from posapp.services import selling
from posapp.services.register import Register
from posapp.store import journal
from posapp.ui.background import Background
from posapp.ui.paying.paying import Paying
from tests.services.shop import BOOTS_38, MIRA, SOCKS, START
from tests.ui.served import Desk, open_desk


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    with TerminalSimulator() as simulator:
        yield simulator


@pytest.fixture
def charging(register: Register, terminal: TerminalSimulator) -> Register:
    return replace(register, terminal=TcpTerminal("127.0.0.1", terminal.port, charge_s=5.0))


@pytest.fixture
def desk(qtbot: QtBot, charging: Register, background: Background) -> Iterator[Desk]:
    """A sale of 101.00: boots and socks; Pay has been pressed, the centre is away."""
    with open_desk(qtbot, charging, MIRA, background) as desk:
        for product in (BOOTS_38, SOCKS):
            cart = selling.add(charging, desk.sale.serving.cart, product)
            desk.sale.change_cart(cart)
        desk.sale.ask_for_payment()
        desk.waits(lambda: desk.sees("pay.amount"))
        yield desk


def paying(desk: Desk) -> Paying:
    found = desk.sale.findChild(Paying)
    assert isinstance(found, Paying)
    return found


def sold(desk: Desk) -> list[Sale]:
    with desk.sale.workplace.register.books.journal.reading() as db:
        return list(journal.of_day(db, START.date()))


def message(desk: Desk) -> str:
    panel = desk.sale.panel
    assert panel is not None
    banner, page = panel.banner, panel.page  # type: ignore[attr-defined]  # payment's own
    away = panel.subtitle.text()  # type: ignore[attr-defined]  # a side panel has it
    return f"{banner.text} {page.text} {away}"

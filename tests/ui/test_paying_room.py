"""A payment fits a small screen: no key has to be scrolled for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from posapp.domain.errors import CardDeclined
from posapp.domain.money import Money
from posapp.domain.payment import Tender, TenderKind
from posapp.services import selling
from posapp.services.register import Register
from posapp.ui.background import Background
from posapp.ui.paying.paying import Paying
from tests.services.shop import BOOTS_38, MIRA
from tests.ui.served import Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, register, MIRA, background) as desk:
        cart = selling.add(register, desk.sale.serving.cart, BOOTS_38, 3)
        desk.sale.change_cart(cart)
        desk.sale.ask_for_payment()
        desk.waits(lambda: desk.sees("pay.amount"))
        yield desk


def all_keys_fit(desk: Desk) -> bool:
    return all(whole(desk, f"pay.keypad.{key}") for key in (*"0123456789", "back", "point"))


def whole(desk: Desk, name: str) -> bool:
    """Nothing of it is scrolled away, and it is large enough for a finger."""
    key, panel = desk.find(name), desk.sale.panel
    assert panel is not None
    view: QWidget = panel.scrolled.viewport()  # type: ignore[attr-defined]  # a side panel's
    top = key.mapTo(view, QPoint(0, 0)).y()
    fits = top >= 0 and top + key.height() <= view.height()
    return fits and key.height() >= 64 and key.width() >= 64


def test_every_key_of_the_keypad_can_be_touched_without_scrolling(desk: Desk) -> None:
    desk.waits(lambda: all_keys_fit(desk))


def test_two_tenders_leave_room_for_every_key(desk: Desk) -> None:
    paying = desk.sale.findChild(Paying)
    assert isinstance(paying, Paying)
    assert paying.payment is not None
    card = Tender("t-1", TenderKind.CARD, Money(50_00), "VISA \u2022\u20224243")
    paying.got(paying.payment.add(card))
    desk.types("20")
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: desk.sees("pay.tender.2.remove"))
    desk.waits(lambda: all_keys_fit(desk))


def test_a_message_leaves_room_for_every_key(desk: Desk) -> None:
    paying = desk.sale.findChild(Paying)
    assert isinstance(paying, Paying)
    paying.refused(CardDeclined("insufficient funds"))
    assert desk.sees("pay.message")
    desk.waits(lambda: all_keys_fit(desk))


def test_a_message_and_a_tender_together_leave_room_for_every_key(desk: Desk) -> None:
    desk.types("20")
    desk.presses(Qt.Key.Key_Return)
    paying = desk.sale.findChild(Paying)
    assert isinstance(paying, Paying)
    paying.refused(CardDeclined("insufficient funds"))
    desk.waits(lambda: all_keys_fit(desk))
    desk.types("1")
    desk.waits(lambda: desk.sees("pay.tender.1.remove"))
    desk.waits(lambda: all_keys_fit(desk))

"""Signing in, with the centre away."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from posapp.app import opening
from posapp.domain.errors import LockedOut, SecondCopy, WrongPin
from posapp.domain.people import Clerk
from posapp.services import signing_in
from posapp.services.register import Register
from posapp.ui.screens.sign_in import SignInScreen
from tests.services.shop import LUISA_PIN, MIRA_PIN
from tests.ui.conftest import Hands, Opened


def test_a_clerk_signs_in_with_the_centre_away(opened: Opened) -> None:
    hands = opened()
    hands.signs_in(MIRA_PIN)
    assert hands.window.stack.currentWidget() is hands.sale


def test_the_keypad_types_the_pin(opened: Opened) -> None:
    hands = opened()
    for digit in LUISA_PIN:
        hands.clicks(f"signin.keypad.{digit}")
    with hands.qtbot.waitSignal(hands.app.signed_in, timeout=10_000):
        hands.clicks("signin.enter")
    assert hands.window.bar.day.isVisible()


def test_a_wrong_pin_is_explained_and_forgotten(opened: Opened) -> None:
    hands = opened()
    QTest.keyClicks(hands.window.sign_in.pin, "4321")
    QTest.keyClick(hands.window.sign_in.pin, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: "P-40" in hands.window.sign_in.banner.text)
    assert hands.window.sign_in.pin.text() == ""


def test_only_digits_go_into_the_pin(opened: Opened) -> None:
    hands = opened()
    QTest.keyClicks(hands.window.sign_in.pin, "1a2²b3")
    assert hands.window.sign_in.pin.text() == "123"


def test_a_growing_wait_closes_the_button(hands: Hands) -> None:
    screen = SignInScreen()
    hands.qtbot.addWidget(screen)
    screen.opened(locked=False)
    screen.refused(WrongPin(30.0))
    screen.pin.setText("1111")
    assert not screen.enter.isEnabled()
    assert "30" in screen.banner.text


def test_a_locked_register_asks_for_a_manager(hands: Hands) -> None:
    screen = SignInScreen()
    hands.qtbot.addWidget(screen)
    screen.opened(locked=False)
    screen.refused(LockedOut())
    asked: list[tuple[str, bool]] = []
    screen.pin_entered.connect(lambda pin, unlocking: asked.append((pin, unlocking)))
    screen.pin.setText(LUISA_PIN)
    screen.confirm()
    assert asked == [(LUISA_PIN, True)]


def test_a_register_that_cannot_be_opened_says_why_and_tries_again(hands: Hands) -> None:
    screen = SignInScreen()
    hands.qtbot.addWidget(screen)
    screen.failed_to_open(SecondCopy())
    assert "P-92" in screen.banner.text
    with hands.qtbot.waitSignal(screen.retry_asked):
        screen.confirm()


def test_a1_a_pin_typed_at_once_waits_for_the_parts_and_not_on_the_windows_own_thread(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, verified, rested = Event(), Event(), Event()
    load, sign_in = opening.load_parts, signing_in.sign_in

    def slowly() -> None:
        assert loaded.wait(20)
        load()

    def noted(register: Register, pin: str) -> Clerk:
        verified.set()
        return sign_in(register, pin)

    monkeypatch.setattr(opening, "load_parts", slowly)
    monkeypatch.setattr(opening, "load_rest", rested.set)
    monkeypatch.setattr(signing_in, "sign_in", noted)
    hands = opened()
    QTest.keyClicks(hands.window.sign_in.pin, MIRA_PIN)
    QTest.keyClick(hands.window.sign_in.pin, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(verified.is_set)
    hands.qtbot.waitUntil(lambda: hands.app.background.pending == 1)  # only the loading
    assert hands.window.sale is None
    with hands.qtbot.waitSignal(hands.app.signed_in, timeout=10_000):
        loaded.set()
    assert hands.window.stack.currentWidget() is hands.sale
    assert not rested.is_set()  # what the screen stands without did not compete with it
    hands.qtbot.waitUntil(rested.is_set)


def test_a_wrong_pin_typed_at_once_does_not_keep_the_register_from_the_centre(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, looked, rested = Event(), Event(), Event()
    sign_in = signing_in.sign_in

    def slowly(register: Register, pin: str) -> Clerk:
        assert looked.wait(20)
        return sign_in(register, pin)

    def held() -> None:
        assert loaded.wait(20)

    monkeypatch.setattr(opening, "load_parts", held)
    monkeypatch.setattr(opening, "load_rest", rested.set)
    monkeypatch.setattr(signing_in, "sign_in", slowly)
    hands = opened()
    QTest.keyClicks(hands.window.sign_in.pin, "0001")
    QTest.keyClick(hands.window.sign_in.pin, Qt.Key.Key_Return)
    with hands.qtbot.waitSignal(hands.app.opening.parts_there, timeout=10_000):
        loaded.set()
    assert not rested.is_set()
    looked.set()
    hands.qtbot.waitUntil(rested.is_set)
    assert hands.window.sale is None

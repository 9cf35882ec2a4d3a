"""Search as you type, and the box that decides what a text is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.services.shop import BELT, BOOTS_38, BOOTS_39, GONE, SOCKS
from tests.ui.conftest import Hands


def test_results_follow_every_key(hands: Hands) -> None:
    hands.types("che")
    assert hands.sale.results.isVisible()
    chosen = hands.sale.results.chosen
    assert chosen is not None
    assert chosen.style == "BOOT"
    for _ in range(3):
        hands.presses(Qt.Key.Key_Backspace)
    assert not hands.sale.results.isVisible()


def test_enter_adds_the_chosen_result_and_empties_the_box(hands: Hands) -> None:
    hands.types("boots")
    hands.presses(Qt.Key.Key_Down)
    chosen = hands.sale.results.chosen
    hands.presses(Qt.Key.Key_Return)
    assert chosen is not None
    assert hands.lines == [(chosen.sku, 1)]
    assert chosen.sku in (BOOTS_38.sku, BOOTS_39.sku)
    assert hands.sale.box.text() == ""


def test_a_sku_wins_outright(hands: Hands) -> None:
    hands.types(BELT.sku)
    hands.presses(Qt.Key.Key_Return)
    assert hands.lines == [(BELT.sku, 1)]


def test_a_gtin_may_be_typed(hands: Hands) -> None:
    hands.types(SOCKS.gtin)
    hands.presses(Qt.Key.Key_Return)
    assert hands.lines == [(SOCKS.sku, 1)]


def test_a_touched_result_goes_into_the_cart(hands: Hands) -> None:
    hands.types("sock")
    results = hands.sale.results.list
    place = results.visualRect(results.model().index(0, 0)).center()
    QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hands.lines == [(SOCKS.sku, 1)]


def test_a_discontinued_product_is_not_sold(hands: Hands) -> None:
    hands.types(GONE.sku)
    hands.presses(Qt.Key.Key_Return)
    assert hands.lines == []
    assert "P-10" in hands.sale.card.banner.text


def test_a_phone_number_is_looked_up(hands: Hands) -> None:
    heard: list[str] = []
    hands.sale.customer_asked.connect(heard.append)
    hands.types("+39 347 123 4567")
    hands.presses(Qt.Key.Key_Return)
    assert heard == ["+39 347 123 4567"]


def test_a_name_is_looked_up_with_shift_and_enter(hands: Hands) -> None:
    heard: list[str] = []
    hands.sale.customer_asked.connect(heard.append)
    hands.types("socks")
    hands.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard == ["socks"]
    assert hands.lines == []


def test_words_that_find_nothing_are_taken_for_a_name(hands: Hands) -> None:
    heard: list[str] = []
    hands.sale.customer_asked.connect(heard.append)
    hands.types("zzyzx qqq")
    hands.presses(Qt.Key.Key_Return)
    assert heard == ["zzyzx qqq"]


def test_escape_empties_the_box(hands: Hands) -> None:
    hands.types("boots")
    hands.presses(Qt.Key.Key_Escape)
    assert hands.sale.box.text() == ""
    assert not hands.sale.results.isVisible()

"""Scans are caught wherever the focus is, and none is lost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from posapp.domain.gtin import check_digit
from tests.services.shop import BOOTS_38, CHEESE, SOCKS
from tests.ui.conftest import Hands, Opened


def test_a_scan_becomes_a_line_and_leaves_nothing_in_the_box(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    assert hands.lines == [(SOCKS.sku, 1)]
    assert hands.sale.box.text() == ""


def test_fifty_identical_scans_in_a_row_are_fifty_units(hands: Hands) -> None:
    for _ in range(50):
        hands.bursts(SOCKS.gtin)

    def counted(pieces: int) -> bool:
        return sum(quantity for _, quantity in hands.lines) >= pieces

    for pieces in range(1, 51):  # on a busy computer ten take longer than one wait
        hands.qtbot.waitUntil(partial(counted, pieces))
    hands.qtbot.waitUntil(lambda: not hands.app.scanner.waiting)
    assert hands.lines == [(SOCKS.sku, 50)]


def test_what_a_person_typed_before_a_scan_stays_in_the_field(hands: Hands) -> None:
    hands.types("bo")
    hands.scans(SOCKS.gtin)
    assert hands.sale.box.text() == "bo"
    assert hands.lines == [(SOCKS.sku, 1)]


def test_a_scan_over_a_selection_puts_the_selection_back(hands: Hands) -> None:
    hands.types("boots")
    hands.sale.box.selectAll()
    hands.scans(SOCKS.gtin)
    assert hands.sale.box.text() == "boots"
    assert hands.sale.box.selectedText() == "boots"


def test_a_scan_while_a_panel_has_the_focus_does_not_leak_into_its_field(
    hands: Hands,
) -> None:
    hands.scans(SOCKS.gtin)
    hands.sale.lines.open_note()
    hands.scans(BOOTS_38.gtin)
    field = hands.window.findChild(QLineEdit, "note.field")
    assert field is not None
    assert field.text() == ""
    assert [sku for sku, _ in hands.lines] == [SOCKS.sku, BOOTS_38.sku]


def test_a_scan_with_the_focus_on_a_button_presses_nothing(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.sale.card.discount.setFocus()
    hands.scans(BOOTS_38.gtin)
    assert hands.sale.panel is None
    assert [sku for sku, _ in hands.lines] == [SOCKS.sku, BOOTS_38.sku]


def test_an_unknown_code_is_an_error_row_with_a_sound_and_never_a_line(hands: Hands) -> None:
    hands.scans("4006381333931")
    assert hands.lines == []
    assert "4006381333931" in hands.sale.card.banner.text
    assert "P-10" in hands.sale.card.banner.text
    assert hands.beeps == ["beep"]


def test_a_misread_code_is_explained_and_changes_nothing(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    wrong = SOCKS.gtin[:-1] + str((int(SOCKS.gtin[-1]) + 1) % 10)
    hands.scans(wrong)
    assert hands.lines == [(SOCKS.sku, 1)]
    assert "P-11" in hands.sale.card.banner.text


def test_a_price_label_is_a_line_with_its_own_price(hands: Hands) -> None:
    label = "200001000750"
    hands.scans(label + check_digit(label))
    (line,) = hands.sale.serving.cart.lines
    assert (line.product.sku, line.unit_price.minor) == (CHEESE.sku, 750)


def test_a_scan_before_sign_in_is_refused_in_words(opened: Opened) -> None:
    hands = opened()
    hands.scans(SOCKS.gtin)
    assert "Sign in first" in hands.window.sign_in.banner.text
    assert hands.window.sign_in.pin.text() == ""


def test_a_customer_code_goes_to_whoever_looks_after_customers(hands: Hands) -> None:
    heard: list[str] = []
    hands.sale.customer_scanned.connect(heard.append)
    hands.scans("L:4711")
    assert heard == ["L:4711"]


def test_slow_typing_ended_by_enter_is_no_scan(hands: Hands) -> None:
    hands.types("sock")
    assert hands.sale.box.text() == "sock"
    hands.presses(Qt.Key.Key_Return)
    assert hands.lines == [(SOCKS.sku, 1)]


def test_nothing_is_searched_for_what_a_scanner_types(hands: Hands) -> None:
    searched: list[str] = []
    hands.sale.box.searched.connect(searched.append)
    hands.scans(SOCKS.gtin)
    assert hands.lines == [(SOCKS.sku, 1)]
    assert len(searched) <= 2, searched  # the first character, and none any more


def test_fast_typing_without_a_scan_is_searched_in_the_end(hands: Hands) -> None:
    searched: list[str] = []
    hands.sale.box.searched.connect(searched.append)
    for character in "sock":
        hands.key(character, 12)
    hands.qtbot.waitUntil(lambda: searched[-1:] == ["sock"])
    assert hands.sale.results.chosen == SOCKS
    assert hands.sale.box.updatesEnabled()


def test_enter_after_fast_typing_acts_on_what_was_typed(hands: Hands) -> None:
    hands.types("b")
    for character in "elt":
        hands.key(character, 12)
    hands.sale.box.setFocus()
    hands.presses(Qt.Key.Key_Down)
    chosen = hands.sale.results.chosen
    assert chosen is not None
    assert "belt" in chosen.name.lower()

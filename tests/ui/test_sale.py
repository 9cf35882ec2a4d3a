"""Selling, as the clerk sees it."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from posapp.domain.fulfilment import Fulfilment
from posapp.ui.screens.sale_columns import Side
from posapp.ui.screens.serving import Serving
from posapp.ui.widgets.panel import SidePanel
from tests.services.shop import BELT, BENE_PIN, BOOTS_38, BOOTS_39, LUISA_PIN, SOCKS
from tests.ui.conftest import Hands, Opened

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_total_follows_every_scan(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.scans(BOOTS_38.gtin)
    assert hands.sale.card.totals.total == "€101.00"
    assert hands.sale.card.pay.accessibleDescription() == "€101.00"


def test_figures_and_words_that_stay_the_same_are_not_painted_again(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = hands.sale.card
    hands.scans(SOCKS.gtin)
    told: list[str] = []
    for widget in (card.totals, card.pay, card.park):
        again = partial(told.append, widget.objectName())
        monkeypatch.setattr(widget, "update", again)
    hands.sale.price_again()
    assert told == []
    hands.scans(SOCKS.gtin)
    assert set(told) == {"sale.totals", "sale.pay"}
    hands.sale.start_afresh()
    assert "sale.park" in told


def test_a_removed_line_comes_back_with_ctrl_z(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_Down)
    hands.presses(Qt.Key.Key_Delete)
    assert hands.lines == []
    assert "Wool Socks removed" in hands.window.toast.text
    hands.presses(Qt.Key.Key_Z, CTRL)
    assert hands.lines == [(SOCKS.sku, 1)]


def test_plus_and_minus_count_the_chosen_line(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_Down)
    hands.presses(Qt.Key.Key_Plus)
    hands.presses(Qt.Key.Key_Plus)
    hands.presses(Qt.Key.Key_Minus)
    assert hands.lines == [(SOCKS.sku, 2)]


def test_a_product_that_is_not_here_is_shipped_by_itself(hands: Hands) -> None:
    hands.scans(BELT.gtin)
    assert hands.sale.serving.cart.lines[0].fulfilment is Fulfilment.SHIP
    assert ("truck", "Ship home", "€25.00") in hands.sale.card.totals.parts


def test_a_quantity_is_typed_in_the_panel(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_Q, CTRL)
    hands.types("12")
    hands.presses(Qt.Key.Key_Return)
    assert hands.lines == [(SOCKS.sku, 12)]
    assert hands.sale.panel is None
    assert hands.sale.box.hasFocus()


def test_a_discount_over_the_limit_is_refused_beside_the_field(opened: Opened) -> None:
    hands = opened()
    hands.signs_in(BENE_PIN)
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F5)
    hands.types("20")
    hands.presses(Qt.Key.Key_Return)
    panel = hands.sale.panel
    assert isinstance(panel, SidePanel)
    assert "20% is more than your 5%" in panel.banner.text
    assert hands.sale.serving.cart.lines[0].discount is None


def test_a_discount_within_the_limit_is_given(hands: Hands) -> None:
    hands.scans(BOOTS_38.gtin)
    hands.presses(Qt.Key.Key_F5)
    hands.types("10")
    hands.presses(Qt.Key.Key_Return)
    assert hands.sale.card.totals.total == "€80.10"


def test_a_coupon_that_does_not_exist_is_explained(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.scans("K:NONE")
    assert "There is no coupon NONE" in hands.sale.card.banner.text


def test_a_coupon_takes_its_part_off(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.scans("K:AUTUMN")
    assert (hands.sale.card.banner.text, hands.sale.card.totals.total) == ("", "€10.80")


def test_another_size_takes_the_place_of_a_line(hands: Hands) -> None:
    hands.scans(BOOTS_38.gtin)
    hands.presses(Qt.Key.Key_F4)
    hands.presses(Qt.Key.Key_Down)
    hands.presses(Qt.Key.Key_Return)
    assert hands.lines == [(BOOTS_39.sku, 1)]


def test_part_of_a_line_is_shipped(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.scans(SOCKS.gtin)
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F6)
    hands.clicks("fulfilment.fewer")
    hands.clicks("fulfilment.ship")
    ways = [(line.quantity, line.fulfilment) for line in hands.sale.serving.cart.lines]
    assert ways == [(1, Fulfilment.TAKE), (2, Fulfilment.SHIP)]


def test_a_note_stays_on_the_line(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_N, CTRL)
    hands.types("gift wrap")
    hands.presses(Qt.Key.Key_Return)
    assert hands.sale.serving.cart.lines[0].note == "gift wrap"


def test_a_parked_cart_comes_back_whole(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F8)
    hands.qtbot.waitUntil(lambda: hands.sale.serving == Serving())
    hands.presses(Qt.Key.Key_F8)
    hands.clicks("parked.resume.1")
    hands.qtbot.waitUntil(lambda: hands.lines == [(SOCKS.sku, 1)])


def test_pay_hands_over_the_priced_cart(hands: Hands) -> None:
    heard: list[object] = []
    hands.sale.pay_asked.connect(heard.append)
    hands.presses(Qt.Key.Key_F9)
    assert heard == []
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F9)
    assert heard == [hands.sale.priced]


def test_escape_closes_a_panel_and_the_box_has_the_focus(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F6)
    hands.presses(Qt.Key.Key_Escape)
    hands.qtbot.waitUntil(lambda: hands.sale.panel is None)
    assert hands.sale.box.hasFocus()


@pytest.mark.parametrize("place", ["sale.cart", "sale.coupon", "customer.new"])
def test_escape_closes_the_panel_wherever_the_focus_is(hands: Hands, place: str) -> None:
    hands.scans(SOCKS.gtin)
    found = hands.window.findChild(QWidget, place)
    assert found is not None
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F9):
        hands.presses(key)
        hands.qtbot.waitUntil(lambda: hands.sale.panel is not None)
        found.setFocus()
        hands.presses(Qt.Key.Key_Escape)
        hands.qtbot.waitUntil(lambda: hands.sale.panel is None)
        assert hands.sale.box.hasFocus()
    found.setFocus()
    hands.presses(Qt.Key.Key_Escape)
    assert hands.sale.box.hasFocus()
    assert hands.lines == [(SOCKS.sku, 1)]


def test_a_bare_letter_or_digit_is_never_a_shortcut(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        hands.types(letter)
    assert hands.sale.panel is None
    assert hands.sale.box.text() == "abcdefghijklmnopqrstuvwxyz0123456789"


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (910, 512)])
def test_nothing_ever_covers_the_cart(opened: Opened, size: tuple[int, int]) -> None:
    hands = opened(size)
    hands.signs_in()
    hands.scans(SOCKS.gtin)
    columns = hands.sale.columns
    for opens in (hands.sale.lines.open_discount, lambda: hands.sale.box.setText("sock")):
        opens()
        parts = [part for part in columns.children() if isinstance(part, QWidget)]
        shown = [part.geometry() for part in parts if part.isVisible()]
        assert len(shown) >= 2
        assert all(columns.rect().contains(place) for place in shown)
        for one, other in combinations(shown, 2):
            assert not one.intersects(other)


def test_the_lock_keeps_the_cart_and_another_clerk_goes_on(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_L, CTRL)
    assert hands.window.stack.currentWidget() is hands.window.sign_in
    assert "The cart is kept" in hands.window.sign_in.banner.text
    hands.signs_in(LUISA_PIN)
    assert hands.lines == [(SOCKS.sku, 1)]
    assert hands.sale.workplace.clerk.name == "Luisa"


def test_an_anonymous_sale_is_ready_at_once(hands: Hands) -> None:
    assert hands.sale.card.empty.isVisible()
    assert not hands.sale.card.pay.isEnabled()
    assert hands.sale.box.hasFocus()


def test_the_keys_f3_and_f7_show_the_two_sides(hands: Hands) -> None:
    heard: list[str] = []
    hands.sale.customer_wanted.connect(lambda: heard.append("customer"))
    hands.sale.chat_wanted.connect(lambda: heard.append("chat"))
    hands.presses(Qt.Key.Key_F3)
    hands.presses(Qt.Key.Key_F7)
    hands.sale.show_side(Side.CUSTOMER)
    assert heard == ["customer", "chat", "customer"]

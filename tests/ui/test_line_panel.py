"""What a finger can do with a line, and with what was taken off the cart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from posapp.domain.errors import DiskFull
from posapp.services import selling
from posapp.ui.screens.sale_discount import DiscountPanel
from posapp.ui.screens.sale_fulfilment import FulfilmentPanel
from posapp.ui.screens.sale_panels import CouponPanel, NotePanel, QuantityPanel
from posapp.ui.screens.sale_variants import VariantPanel
from tests.services.shop import BOOTS_38, SOCKS
from tests.ui.conftest import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def opens_line(hands: Hands) -> None:
    """Choose the newest line and press Enter: everything that can be done with it."""
    hands.presses(Qt.Key.Key_Down)
    hands.presses(Qt.Key.Key_Return)


def test_every_wish_of_the_line_panel_opens_its_own_panel(hands: Hands) -> None:
    hands.scans(BOOTS_38.gtin)
    panels: dict[str, type[QWidget]] = {
        "quantity": QuantityPanel,
        "variant": VariantPanel,
        "fulfilment": FulfilmentPanel,
        "note": NotePanel,
        "discount": DiscountPanel,
    }
    for wish, panel in panels.items():
        opens_line(hands)
        hands.clicks(f"line.{wish}")
        assert isinstance(hands.sale.panel, panel), wish
        hands.presses(Qt.Key.Key_Escape)
        hands.qtbot.waitUntil(lambda: hands.sale.panel is None)


def test_a_line_removed_by_a_finger_can_be_brought_back(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    opens_line(hands)
    hands.clicks("line.remove")
    assert (hands.lines, hands.sale.panel) == ([], None)
    hands.presses(Qt.Key.Key_Z, CTRL)
    assert hands.lines == [(SOCKS.sku, 1)]


def test_a_used_coupon_is_listed_and_can_be_taken_out_again(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.scans("K:AUTUMN")
    hands.presses(Qt.Key.Key_K, CTRL)
    assert isinstance(hands.sale.panel, CouponPanel)
    hands.clicks("coupon.remove.AUTUMN")
    assert hands.sale.serving.cart.coupons == ()
    hands.qtbot.waitUntil(lambda: hands.sale.panel is None)
    assert hands.sale.card.totals.total == "€12.00"
    assert hands.window.toast.text == "Coupon AUTUMN removed"


def test_a_wrong_coupon_is_told_beside_the_field_and_typed_over(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_K, CTRL)
    hands.types("NONE")
    hands.presses(Qt.Key.Key_Return)
    panel = hands.sale.panel
    assert isinstance(panel, CouponPanel)
    assert "There is no coupon NONE" in panel.banner.text
    hands.types("AUTUMN")
    hands.presses(Qt.Key.Key_Return)
    assert hands.sale.card.totals.total == "€10.80"


@pytest.mark.parametrize("typed", ["", "²", "1.5", "-1"])
def test_a_quantity_that_is_no_number_changes_nothing(hands: Hands, typed: str) -> None:
    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_Q, CTRL)
    panel = hands.sale.panel
    assert isinstance(panel, QuantityPanel)
    panel.field.line.setText(typed)
    hands.presses(Qt.Key.Key_Return)
    assert hands.sale.panel is panel
    assert panel.banner.text != ""
    assert hands.lines == [(SOCKS.sku, 1)]


def test_a_discount_is_taken_back_in_its_panel(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    before = hands.sale.card.totals.total
    hands.presses(Qt.Key.Key_Down)
    hands.presses(Qt.Key.Key_F5)
    hands.types("5")
    hands.presses(Qt.Key.Key_Return)
    assert hands.sale.card.totals.total != before
    hands.presses(Qt.Key.Key_F5)
    hands.clicks("discount.remove")
    assert hands.sale.card.totals.total == before


def test_a_disk_in_trouble_is_told_where_the_discount_was_typed(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise DiskFull("register.db")

    hands.scans(SOCKS.gtin)
    hands.presses(Qt.Key.Key_F5)
    monkeypatch.setattr(selling, "discount", refuses)
    hands.types("5")
    hands.presses(Qt.Key.Key_Return)
    panel = hands.sale.panel
    assert isinstance(panel, DiscountPanel)
    assert f"({DiskFull.code})" in panel.banner.text
    assert hands.sale.card.totals.total == "€12.00"


def test_there_is_nothing_to_take_off_an_empty_cart(hands: Hands) -> None:
    hands.presses(Qt.Key.Key_F5)
    assert hands.sale.panel is None


def test_p6_an_approval_is_for_the_cart_that_the_manager_saw(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    seen = hands.sale.serving.cart
    hands.presses(Qt.Key.Key_F5)
    panel = hands.sale.panel
    assert isinstance(panel, DiscountPanel)
    (line,) = seen.lines
    other = replace(seen, lines=(replace(line, quantity=3),))
    hands.sale.lines._approved(panel, other, other)
    assert hands.sale.panel is panel
    assert hands.lines == [(SOCKS.sku, 1)]

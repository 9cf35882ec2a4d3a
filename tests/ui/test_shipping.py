"""Ship home: the address, another recipient, and the way there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from posapp.domain.cart import Cart
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.services import selling
from posapp.services.register import Register
from posapp.ui.background import Background
from posapp.ui.screens.serving import Serving
from posapp.ui.shipping.panel import ShipPanel
from tests.services.shop import BELT, BOOTS_38, MIRA, VIA_ROMA
from tests.ui.served import ANA, Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    """A belt that is not here, so it is shipped; the centre is away."""
    with open_desk(qtbot, register, MIRA, background) as desk:
        desk.sale.change_cart(selling.add(register, Cart(), BELT))
        yield desk


def panel(desk: Desk) -> ShipPanel:
    assert isinstance(desk.sale.panel, ShipPanel)
    return desk.sale.panel


def knows_ana(desk: Desk) -> None:
    customer = replace(ANA, addresses=(VIA_ROMA,))
    desk.sale.show_serving(Serving(desk.sale.serving.cart, customer))


def fills(desk: Desk, **values: str) -> None:
    for name, text in values.items():
        field = desk.find(f"ship.form.{name}")
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(text))
        else:
            field.setFocus()
            desk.types(text)


def test_the_customers_address_and_a_method_are_two_presses_of_enter(desk: Desk) -> None:
    knows_ana(desk)
    desk.sale.ship_asked.emit()
    desk.waits(lambda: desk.sees("ship.method.courier"))
    desk.presses(Qt.Key.Key_Return)
    shipment = desk.sale.serving.cart.shipment
    assert shipment is not None
    assert (shipment.address, shipment.quote.method) == (VIA_ROMA, "courier")
    assert desk.sale.panel is None


def test_without_the_centre_the_date_is_not_confirmed(desk: Desk) -> None:
    knows_ana(desk)
    desk.sale.ship_asked.emit()
    desk.waits(lambda: desk.sees("ship.method.courier"))
    assert "Date not confirmed" in desk.find("ship.method.courier").accessibleName()


def has_saved(desk: Desk, **parts: str) -> None:
    customer = replace(ANA, addresses=(replace(VIA_ROMA, **parts),))
    desk.sale.show_serving(Serving(desk.sale.serving.cart, customer))
    desk.sale.ship_asked.emit()


def test_p1_a_saved_address_ships_without_what_nobody_sees_in_it(desk: Desk) -> None:
    """Pasted ones have it; the centre refuses a parcel to them, and Ship stayed closed."""
    has_saved(
        desk, recipient="\u202eAna\u202c Ko\u200bvač\x1b", city="Mi\u00adlano", phone="+39\x00"
    )
    desk.waits(lambda: desk.sees("ship.apply") and desk.find("ship.apply").isEnabled())
    desk.presses(Qt.Key.Key_Return)
    shipment = desk.sale.serving.cart.shipment
    assert shipment is not None
    assert shipment.address == replace(VIA_ROMA, phone="+39")


def test_p1_an_overlong_saved_address_is_shown_and_not_cut_off_unseen(desk: Desk) -> None:
    has_saved(desk, street="Via Roma " * 1_000)
    desk.waits(lambda: desk.sees("ship.form.street"))
    assert desk.find("ship.form.street").accessibleDescription()
    assert desk.sale.serving.cart.shipment is None
    desk.clicks("ship.use")
    desk.waits(lambda: desk.sees("ship.method.courier"))


def test_the_courier_s_number_is_shown_as_people_write_it_and_kept_as_all_dial_it(
    desk: Desk,
) -> None:
    has_saved(desk, street="", phone="+393475550214")
    desk.waits(lambda: desk.sees("ship.form.phone"))
    field = desk.find("ship.form.phone")
    assert isinstance(field, QLineEdit)
    assert field.text() == "+39 347 555 0214"
    fills(desk, street="Via Roma 1")
    desk.clicks("ship.use")
    desk.waits(lambda: desk.sees("ship.method.courier"))
    desk.presses(Qt.Key.Key_Return)
    shipment = desk.sale.serving.cart.shipment
    assert shipment is not None
    assert shipment.address.phone == "+393475550214"


def test_a_saved_address_of_no_country_says_so(desk: Desk) -> None:
    has_saved(desk, country="<b>")
    desk.waits(panel(desk).banner.isVisible)
    assert desk.sees("ship.form")


def test_what_a_new_address_lacks_stands_beside_its_field(desk: Desk) -> None:
    desk.sale.ship_asked.emit()
    fills(desk, recipient="Ana Kovac")
    desk.presses(Qt.Key.Key_Return)
    assert desk.find("ship.form.street").accessibleDescription() == "This is needed."
    assert desk.find("ship.form.street").hasFocus()
    assert desk.sale.serving.cart.shipment is None


def test_a_new_address_serves_the_sale(desk: Desk) -> None:
    desk.sale.ship_asked.emit()
    fills(desk, recipient="Ana Kovac", street="Via Roma 1", postal_code="20121")
    fills(desk, city="Milano", region="MI")
    desk.clicks("ship.use")
    desk.waits(lambda: desk.sees("ship.method.courier"))
    desk.presses(Qt.Key.Key_Return)
    shipment = desk.sale.serving.cart.shipment
    assert shipment is not None
    assert (shipment.address.city, shipment.address.region) == ("Milano", "MI")


def test_another_recipient_keeps_the_rest_of_the_address(desk: Desk) -> None:
    knows_ana(desk)
    desk.sale.ship_asked.emit()
    desk.waits(lambda: desk.sees("ship.method.courier"))
    desk.clicks("ship.other")
    fills(desk, recipient="Luca Kovac")
    desk.clicks("ship.use")
    desk.waits(lambda: desk.sees("ship.method.courier"))
    desk.presses(Qt.Key.Key_Return)
    shipment = desk.sale.serving.cart.shipment
    assert shipment is not None
    assert (shipment.address.recipient, shipment.address.street) == ("Luca Kovac", "Via Roma 1")


def test_paying_without_an_address_opens_this_instead(desk: Desk) -> None:
    desk.sale.ask_for_payment()
    assert isinstance(desk.sale.panel, ShipPanel)
    assert "P-23" in desk.told


def test_when_nothing_ships_one_key_ships_everything(desk: Desk, register: Register) -> None:
    desk.sale.change_cart(selling.add(register, Cart(), BOOTS_38))
    desk.sale.ship_asked.emit()
    assert "Nothing in the cart is shipped" in panel(desk).banner.text
    desk.presses(Qt.Key.Key_Return)
    ways = {line.fulfilment for line in desk.sale.serving.cart.lines}
    assert ways == {Fulfilment.SHIP}


def test_escape_goes_back_one_step_at_a_time(desk: Desk) -> None:
    knows_ana(desk)
    desk.sale.ship_asked.emit()
    desk.waits(lambda: desk.sees("ship.method.courier"))
    desk.clicks("ship.new")
    desk.presses(Qt.Key.Key_Escape)
    assert not desk.sees("ship.form.street")
    desk.presses(Qt.Key.Key_Escape)
    desk.waits(lambda: desk.sale.panel is None)


def ships_by_courier(desk: Desk) -> None:
    """The belt goes to Ana for 4.90; from 100.00 on it is free."""
    knows_ana(desk)
    desk.sale.ship_asked.emit()
    desk.waits(lambda: desk.sees("ship.method.courier"))
    desk.presses(Qt.Key.Key_Return)


def cost(desk: Desk) -> Money:
    shipment = desk.sale.serving.cart.shipment
    assert shipment is not None
    return shipment.quote.cost


def test_a_parcel_that_grows_is_quoted_again_and_the_change_is_said(desk: Desk) -> None:
    ships_by_courier(desk)
    register = desk.sale.workplace.register
    desk.sale.change_cart(selling.add(register, desk.sale.serving.cart, BELT, 3))
    desk.waits(lambda: cost(desk) == Money(0))
    assert "now costs €0.00, was €4.90" in desk.sale.workplace.toast.text
    assert desk.sale.priced.totals.shipping == Money(0)


def test_what_is_taken_along_changes_nothing_about_the_parcel(desk: Desk) -> None:
    ships_by_courier(desk)
    register = desk.sale.workplace.register
    desk.sale.change_cart(selling.add(register, desk.sale.serving.cart, BOOTS_38, 2))
    desk.waits(lambda: not desk.sale.workplace.toast.text.startswith("Courier"))
    assert cost(desk) == Money(4_90)

"""A walk through every screen and panel of a working day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from posapp.domain.conversation import Channel
from posapp.domain.customer import Consent
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.screens.serving import Serving
from tests.services.shop import BELT, BOOTS_38, LUISA_PIN, SOCKS, START, VIA_ROMA
from tests.ui.conftest import Hands
from tests.ui.served import ANA, message, visit
from tests.ui.test_customer import order, promise, web_cart

SHIFT = Qt.KeyboardModifier.ShiftModifier
GUEST = replace(ANA, addresses=(VIA_ROMA,), consents=(Consent(Channel.WHATSAPP, True, START),))


def walk(hands: Hands) -> Iterator[str]:
    """Every screen and panel of a working day, one after the other; its name."""
    hands.signs_in(LUISA_PIN)
    sale = hands.sale
    yield "empty"
    hands.types("sock")
    yield "search"
    hands.presses(Qt.Key.Key_Escape)
    hands.scans("4006381333931")
    yield "unknown"
    for product in (SOCKS, BOOTS_38, SOCKS):
        hands.scans(product.gtin)
    yield "lines"
    yield from panels(hands)
    told = tuple(message(number) for number in range(1, 6))
    known = visit(
        told,
        customer=GUEST,
        carts=(web_cart("W-1"), web_cart("W-2", paid=500)),
        orders=(order("O-1"), order("O-2", waiting=True)),
        promises=(promise(message="m-3"),),
        recommendations=(BELT.sku,),
    )
    sale.show_serving(Serving(sale.serving.cart, GUEST, known))
    hands.qtbot.waitUntil(lambda: sees(hands, "customer.suggestion.1"))
    yield "customer"
    sale.ship_asked.emit()
    hands.qtbot.waitUntil(lambda: sees(hands, "ship"))
    yield "shipping"
    sale.close_panel()
    yield from money(hands)


def panels(hands: Hands) -> Iterator[str]:
    """What opens for a line, for the cart, and for everybody."""
    lines = hands.sale.lines
    opens: dict[str, Callable[[], object]] = {
        "quantity": lines.open_quantity,
        "note": lines.open_note,
        "discount": lines.open_discount,
        "fulfilment": lines.open_fulfilment,
        "variants": lines.open_variants,
        "coupon": lines.open_coupon,
        "parked": lines.parking.choose,
        "new customer": lambda: hands.presses(Qt.Key.Key_F3, SHIFT),
        "to settle": lambda: hands.presses(Qt.Key.Key_F9, SHIFT),
        "attention": lambda: hands.presses(Qt.Key.Key_F1, SHIFT),
    }
    for name, does in opens.items():
        does()
        hands.qtbot.waitUntil(lambda: hands.sale.panel is not None)
        yield name
        hands.sale.close_panel()
    hands.presses(Qt.Key.Key_F1)
    yield "keys"
    hands.presses(Qt.Key.Key_Escape)


def money(hands: Hands) -> Iterator[str]:
    """Payment, the receipt, the day."""
    hands.presses(Qt.Key.Key_F9)
    hands.qtbot.waitUntil(lambda: sees(hands, "pay.amount"))
    yield "payment"
    panel = hands.sale.panel
    assert isinstance(panel, PaymentPanel)
    panel.ways.cut_off = False  # the centre is away here, and its button says so
    panel.show_gift()
    hands.qtbot.waitUntil(lambda: sees(hands, "pay.gift.number"))
    yield "gift card"
    hands.presses(Qt.Key.Key_Escape)
    hands.qtbot.waitUntil(lambda: sees(hands, "pay.cash"))
    hands.clicks("pay.cash")
    hands.qtbot.waitUntil(lambda: sees(hands, "receipt.next"), timeout=9000)
    yield "receipt"
    hands.clicks("receipt.next")
    hands.presses(Qt.Key.Key_F10)
    assert hands.window.day is not None
    hands.qtbot.waitUntil(lambda: not hands.app.background.busy)
    yield "day"
    hands.presses(Qt.Key.Key_F10)
    hands.window.lock()
    yield "locked"


def sees(hands: Hands, name: str) -> bool:
    return any(w.isVisible() for w in hands.window.findChildren(QWidget, name))

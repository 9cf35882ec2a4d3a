"""Payment with a real centre: gift cards, store credit, and what it does not agree to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.visit import Visit
from posapp.hub import gift_cards
from posapp.services import pulling, selling, visiting
from posapp.services.visiting import How
from posapp.sync.exchange import exchange
from posapp.ui.background import Background
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.receipt.panel import ReceiptPanel
from posapp.ui.screens.sale_discount import DiscountPanel
from posapp.ui.screens.serving import Serving
from tests.hub.shopping import add
from tests.services.centre import Counter
from tests.ui.served import Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot, here: Counter, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, here.register, here.clerk, background) as desk:
        yield desk


def visits(here: Counter, ana: Customer) -> Visit:
    return visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))


def pays(desk: Desk, cart: Cart, visit: Visit | None = None) -> PaymentPanel:
    desk.sale.show_serving(Serving(cart, visit.customer if visit else None, visit))
    desk.sale.ask_for_payment()
    desk.waits(lambda: isinstance(desk.sale.panel, PaymentPanel))
    assert isinstance(desk.sale.panel, PaymentPanel)
    return desk.sale.panel


def boots(here: Counter) -> Product:
    return replace(here.shopping.product(price=8900, here=3), on_hand=3)


def gift_card(here: Counter, cents: int) -> str:
    number = f"G{here.register.new_id()[-12:]}"
    card = gift_cards.GiftCard(number, Money(cents))
    here.centre.hub.write(lambda db: gift_cards.put_cards(db, [card]))
    return number


def test_a_gift_card_pays_what_it_has_and_cash_the_rest(desk: Desk, here: Counter) -> None:
    number = gift_card(here, 10_00)
    pays(desk, selling.add(here.register, Cart(), boots(here)))
    desk.presses(Qt.Key.Key_F12)
    desk.types(number)
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: desk.text("pay.due") == "€79.00")
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: desk.sees("receipt.next"))
    panel = desk.sale.panel
    assert isinstance(panel, ReceiptPanel)
    desk.waits(lambda: "10,00" in panel.paper.text)


def test_an_unknown_gift_card_takes_nothing_and_says_so(desk: Desk, here: Counter) -> None:
    panel = pays(desk, selling.add(here.register, Cart(), boots(here)))
    desk.presses(Qt.Key.Key_F12)
    desk.types("9999999999")
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: panel.banner.text != "")
    assert "gift card" in panel.banner.text.lower()
    assert desk.text("pay.due") == "€89.00"


def test_store_credit_is_set_aside_and_can_be_given_back(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    visit = visits(here, ana)
    pays(desk, selling.add(here.register, Cart(), boots(here)), visit)
    desk.clicks("pay.credit")
    desk.waits(lambda: desk.text("pay.due") == "€74.00")
    desk.clicks("pay.tender.1.remove")
    desk.waits(lambda: desk.text("pay.due") == "€89.00")


def test_c3_what_the_phone_changed_meanwhile_is_said_before_anything_is_charged(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    hat = here.shopping.product(price=1500, here=3)
    cart = here.shopping.web_cart(ana.id, [(boots(here), 1)])
    visit = visits(here, ana)
    mine = pulling.pull(here.register, visit, Cart(), [visit.carts[0]], [])
    here.shopping.edit(cart.id, add(hat))
    panel = pays(desk, mine, visit)
    desk.waits(lambda: "changed the online cart" in panel.page.text)
    assert desk.sees("pay.state.change")


def test_what_was_sold_elsewhere_is_said_before_anything_is_charged(
    desk: Desk, here: Counter
) -> None:
    gone = replace(here.shopping.product(price=1500, here=0), on_hand=1)
    panel = pays(desk, selling.add(here.register, Cart(), gone))
    desk.waits(lambda: "sold elsewhere" in panel.page.text)
    assert desk.sees("pay.state.change")


def test_an_online_cart_that_was_paid_meanwhile_is_not_charged_again(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    here.shopping.web_cart(ana.id, [(boots(here), 1)])
    visit = visits(here, ana)
    mine = pulling.pull(here.register, visit, Cart(), [visit.carts[0]], [])
    first = pays(desk, mine, visit)
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: desk.sees("receipt.next"))
    assert first is not desk.sale.panel
    exchange(here.register)
    panel = pays(desk, mine, visit)
    desk.waits(lambda: "already been paid" in panel.page.text)
    desk.clicks("pay.state.change")
    assert desk.sale.serving.cart.lines == ()


def test_a_discount_that_outgrew_the_cart_opens_where_it_can_be_mended(
    desk: Desk, here: Counter
) -> None:
    clerk = replace(here.clerk, discount_limit_ppm=200_000)
    cart = selling.add(here.register, Cart(), boots(here), 2)
    cart = selling.discount(here.register, clerk, cart, None, Money(30_00), "Scratch")
    less = replace(cart, lines=(replace(cart.lines[0], quantity=1),))
    desk.sale.show_serving(Serving(less))
    desk.sale.ask_for_payment()
    assert "more than 20% of the cart" in desk.told
    assert isinstance(desk.sale.panel, DiscountPanel)

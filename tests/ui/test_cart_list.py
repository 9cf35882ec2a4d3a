"""The list of lines: repainted only where it changed, and true to Qt's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from posapp.domain.cart import Cart, Line, Source
from posapp.domain.discounts import Discount
from posapp.domain.money import Money
from posapp.domain.pricing import PricedCart
from posapp.services import selling
from posapp.ui import style
from posapp.ui.widgets.cart_list import CartList
from posapp.ui.widgets.cart_model import CartModel
from tests.services.shop import BELT, BOOTS_38, SOCKS
from tests.ui.conftest import Hands

CART = Cart(
    tuple(Line(product.sku, product, 1, product.price) for product in (BOOTS_38, SOCKS, BELT))
)


def priced(hands: Hands, cart: Cart) -> PricedCart:
    return selling.price(hands.register, cart)


def test_the_model_keeps_qt_rules_through_every_change(
    hands: Hands, qtmodeltester: ModelTester
) -> None:
    model = CartModel()
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # untyped there
    carts = (CART, CART.remove("SOCK-M"), CART, CART.set_quantity("BELT-1", 3), Cart(), CART)
    turned = replace(CART, lines=CART.lines[::-1])
    for cart in (*carts, turned, CART):
        model.show(priced(hands, cart))
        assert model.rowCount() == len(cart.lines)
        shown = [model.line_at(row) for row in range(model.rowCount())]
        assert [p.line.id for p in shown if p] == [line.id for line in cart.lines]


def test_only_the_changed_row_is_painted_again(hands: Hands) -> None:
    model = CartModel()
    model.show(priced(hands, CART))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show(priced(hands, CART.set_quantity("SOCK-M", 4)))
    assert changed == [1]


def test_lines_that_change_beside_one_another_are_told_at_once(hands: Hands) -> None:
    model = CartModel()
    model.show(priced(hands, CART))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda *of: changed.append((of[0].row(), of[1].row())))
    model.show(priced(hands, CART.set_quantity("BELT-1", 2).set_quantity("SOCK-M", 4)))
    model.show(priced(hands, CART.set_quantity("BELT-1", 3).set_quantity("BOOT-38", 2)))
    assert changed == [(1, 2), (0, 2)]


class Painted(QObject):
    """Where a widget has been painted."""

    where = QRegion()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.where = self.where.united(event.region())
        return False


@pytest.fixture(params=[False, True], ids=["seen", "read aloud"])
def read_aloud(request: pytest.FixtureRequest) -> Iterator[None]:
    QAccessible.setActive(request.param)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("read_aloud")
@pytest.mark.parametrize("rows", [(1,), (0, 1)])
def test_lines_that_changed_are_painted_again(
    hands: Hands, qtbot: QtBot, rows: tuple[int, ...]
) -> None:
    view, painted, cart = CartList(), Painted(), CART
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.show_cart(priced(hands, CART))
    view.viewport().installEventFilter(painted)
    qtbot.waitUntil(lambda: painted.where.contains(view.viewport().rect()))
    painted.where = QRegion()
    for row in rows:
        cart = cart.change(CART.lines[row].id, partial(replace, note="Gift"))
    view.show_cart(priced(hands, cart))
    places = [view.visualRect(view.lines.index(row)) for row in rows]
    qtbot.waitUntil(lambda: all(painted.where.contains(place) for place in places))


def test_the_line_that_came_last_is_chosen(hands: Hands, qtbot: QtBot) -> None:
    view = CartList()
    qtbot.addWidget(view)
    view.show_cart(priced(hands, CART))
    assert view.chosen is not None
    assert view.chosen.line.id == "BELT-1"
    view.show_cart(priced(hands, CART.set_quantity("BOOT-38", 2)))
    assert view.chosen.line.id == "BOOT-38"


def test_a_finger_counts_up_and_down_and_opens_the_panels(hands: Hands, qtbot: QtBot) -> None:
    view = CartList()
    qtbot.addWidget(view)
    view.resize(660, 300)
    view.show_cart(priced(hands, CART))
    view.show()
    heard: list[tuple[object, ...]] = []
    view.quantity_asked.connect(lambda line, number: heard.append((line, number)))
    view.quantity_wanted.connect(lambda line: heard.append((line, "quantity")))
    view.fulfilment_wanted.connect(lambda line: heard.append((line, "fulfilment")))
    row = view.visualRect(view.lines.index(1))
    for x in (30, 68, 105, row.right() - 140, 300):
        place = QPoint(x, row.center().y())
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == [
        ("SOCK-M", 0),
        ("SOCK-M", "quantity"),
        ("SOCK-M", 2),
        ("SOCK-M", "fulfilment"),
    ]


def test_two_hundred_lines_are_shown_and_one_more_comes_quickly(hands: Hands) -> None:
    lines = tuple(Line(f"l{number}", SOCKS, 1, SOCKS.price, note="x") for number in range(200))
    hands.sale.change_cart(Cart(lines))
    hands.scans(BOOTS_38.gtin)
    assert len(hands.lines) == 201
    assert hands.sale.card.list.chosen is not None
    assert hands.sale.card.list.chosen.line.product == BOOTS_38


def test_the_names_of_discounts_have_the_whole_width_below_tag_and_total(
    hands: Hands, qtbot: QtBot
) -> None:
    label = "A promotion whose name is long enough to fill the row"
    view = CartList()
    qtbot.addWidget(view)
    view.resize(660, 200)
    shown = priced(hands, CART)
    off = Discount(Source.AUTOMATIC, "p", label, Money(100))
    lines = (replace(shown.lines[0], discounts=(off,)), *shown.lines[1:])
    view.show_cart(replace(shown, lines=lines))
    view.show()
    row = view.visualRect(view.lines.index(0))
    said = QColor(style.palette().good).rgb()
    picture = view.viewport().grab().toImage()
    below_the_tag = [
        picture.pixel(x, y) == said
        for x in range(row.right() - 200, row.right() - 130)
        for y in range(row.center().y() + 4, row.bottom())
    ]
    assert any(below_the_tag)

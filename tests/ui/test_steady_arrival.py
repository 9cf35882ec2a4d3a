"""No turn of the GUI thread is long when a customer comes, however much there is to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget

from posapp.domain.cart import Cart, Line
from posapp.domain.conversation import Channel
from posapp.domain.visit import Visit
from posapp.ui.customer.column import CustomerColumn
from posapp.ui.screens.serving import Serving
from posapp.ui.talk.view import ChatView
from posapp.ui.turns import Turns
from tests.services.shop import BELT, BOOTS_38, BOOTS_39, SOCKS
from tests.ui.conftest import Hands, least_ms
from tests.ui.loop_probe import LoopProbe
from tests.ui.served import ANA, message, visit
from tests.ui.test_customer import order, promise, web_cart

pytestmark = pytest.mark.usefixtures("program_alone")
BRUNO = replace(ANA, id="k-bruno", name="Bruno Sala", groups=("friends",))
LONG = 200  # lines


def long_cart() -> Cart:
    goods = [replace(SOCKS, sku=f"SOCK-{n}", name=f"Wool Socks {n}") for n in range(LONG)]
    lines = (Line(f"l-{n}", one, 1, one.price) for n, one in enumerate(goods))
    return Cart(tuple(lines))


def whole(customer: str = "", messages: int = 50) -> Visit:
    """Somebody about whom everything is known."""
    said = tuple(
        message(n, channel=Channel.SMS if n % 9 else Channel.EMAIL) for n in range(messages)
    )
    return visit(
        said,
        customer=BRUNO if customer == "Bruno" else ANA,
        carts=tuple(web_cart(f"W-{n}", paid=500) for n in range(4)),
        orders=tuple(order(f"O-{n}", waiting=n == 1) for n in range(12)),
        promises=tuple(promise(id=f"p-{n}", message=f"m-{n}") for n in range(3)),
        recommendations=(BELT.sku, BOOTS_38.sku, BOOTS_39.sku, SOCKS.sku),
    )  # fmt: skip


@pytest.fixture
def settles(hands: Hands) -> Callable[[], None]:
    """Waits until everything that was told is shown."""
    turns = hands.sale.findChildren(Turns)
    assert turns
    return lambda: hands.qtbot.waitUntil(lambda: not any(one.busy for one in turns))


def longest_turn_ms(
    hands: Hands, act: Callable[[], None], settles: Callable[[], None]
) -> float:
    """The most that the thread itself computed in one turn until all is shown and painted."""
    probe = LoopProbe(hands.window)
    probe.start()
    act()
    settles()
    view = hands.sale.findChild(ChatView)
    assert view is not None
    view.viewport().repaint()
    probe.stop()
    return probe.worked_ms


def test_a1_a_customer_who_comes_to_a_long_cart_never_holds_up_the_window(
    hands: Hands, settles: Callable[[], None], longest_ms: float
) -> None:
    sale, ana, bruno = hands.sale, whole(), whole("Bruno")

    def comes() -> float:
        sale.show_serving(Serving(long_cart(), ana.customer, ana))
        settles()
        return longest_turn_ms(hands, lambda: sale.show_visit(bruno), settles)

    assert least_ms(comes, longest_ms) < longest_ms
    column = sale.findChild(CustomerColumn)
    assert column is not None
    assert column.person.name.text() == "Bruno Sala"


def test_a1_ten_thousand_messages_never_hold_up_the_window(
    hands: Hands, settles: Callable[[], None], longest_ms: float
) -> None:
    shown = whole("Bruno", messages=10_000)

    def comes() -> float:
        hands.sale.show_visit(whole())
        settles()
        return longest_turn_ms(hands, lambda: hands.sale.show_visit(shown), settles)

    assert least_ms(comes, longest_ms) < longest_ms
    view = hands.sale.findChild(ChatView)
    assert view is not None
    assert [e.message.id for e in view.entries] == [f"m-{n}" for n in range(10_000)]


def test_a1_a_filter_over_ten_thousand_messages_never_holds_up_the_window(
    hands: Hands, settles: Callable[[], None], longest_ms: float
) -> None:
    hands.sale.show_visit(whole(messages=10_000))
    settles()

    def filters() -> float:
        hands.clicks("chat.filter.all")
        settles()
        clicks = partial(hands.clicks, "chat.filter.sms")
        return longest_turn_ms(hands, clicks, settles)

    assert least_ms(filters, longest_ms) < longest_ms


def test_the_name_is_there_at_once_and_nothing_of_the_customer_before(
    hands: Hands, settles: Callable[[], None]
) -> None:
    """What follows is shown in later turns: nobody's carts or messages under another name."""
    hands.sale.show_visit(whole())
    settles()
    hands.sale.show_visit(replace(whole("Bruno"), carts=(), messages=(), orders=()))
    column, view = hands.sale.findChild(CustomerColumn), hands.sale.findChild(ChatView)
    assert column is not None
    assert view is not None
    assert column.person.name.text() == "Bruno Sala"
    assert not column.contents.next_steps()
    assert not view.entries
    seen = [w.objectName() for w in column.findChildren(QWidget) if w.isVisible()]
    assert not [name for name in seen if name.startswith(("customer.cart", "customer.order"))]

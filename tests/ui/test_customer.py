"""The customer column: who it is, what is open, and how old each part is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from posapp.domain.conversation import Channel, Promise
from posapp.domain.customer import Consent, Customer, Phone
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.orders import FulfilmentState, Order, OrderLine, PaymentState
from posapp.domain.pricing import Totals
from posapp.domain.visit import Part, Visit
from posapp.domain.webcart import CartState, WebCart, WebLine
from posapp.services.register import Register
from posapp.ui.background import Background
from posapp.ui.customer.contents import Contents
from posapp.ui.customer.merging import merged
from posapp.ui.customer.person import Person
from tests.services.shop import BOOTS_38, MIRA, SOCKS, START, VIA_ROMA
from tests.ui.served import ANA, Desk, message, open_desk, serve, visit

NOTHING = Money(0)


@pytest.fixture
def desk(qtbot: QtBot, register: Register, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, register, MIRA, background) as made:
        yield made


def web_cart(number: str = "W-1", paid: int = 0, version: int = 1) -> WebCart:
    line = WebLine(
        "wl-1", SOCKS.sku, SOCKS.name, "", 2, SOCKS.price, SOCKS, START - timedelta(days=1)
    )
    worth = SOCKS.price * 2
    return WebCart(
        id=f"id-{number}",
        number=number,
        customer=ANA.id,
        version=version,
        state=CartState.OPEN,
        lines=(line,),
        coupons=(),
        paid=Money(paid),
        totals=Totals(worth, NOTHING, NOTHING, NOTHING, worth, NOTHING),
        updated_at=START,
    )


def order(number: str, *, waiting: bool = False) -> Order:
    way = Fulfilment.PICK_UP if waiting else Fulfilment.SHIP
    line = OrderLine(SOCKS.sku, SOCKS.name, "", 1, SOCKS.price, way)
    state = FulfilmentState.NONE if waiting else FulfilmentState.DELIVERED
    return Order(
        f"o-{number}", number, "web", "12", START, ANA.id, (line,), SOCKS.price,
        PaymentState.PAID, state,
    )  # fmt: skip


def texts(desk: Desk) -> str:
    """Every word that the column shows."""
    column = desk.find("customer")
    shown = [label.text() for label in column.findChildren(QLabel) if label.isVisible()]
    named = [w.accessibleName() for w in column.findChildren(QWidget) if w.isVisible()]
    return "\n".join(shown + named)


def promise(**more: object) -> Promise:
    values: dict[str, object] = {
        "id": "p-1",
        "text": "10 % off",
        "by": "Mira",
        "message": "m-1",
        "made_at": START,
        "expires_at": START + timedelta(days=2),
        "percent_ppm": 100_000,
    }
    return Promise(**{**values, **more})  # type: ignore[arg-type]  # the tests give right values


def test_without_a_customer_there_is_an_invitation_and_the_sale_goes_on(desk: Desk) -> None:
    assert desk.sees("customer.nobody")
    desk.clicks("customer.new")
    assert desk.sees("newcustomer")


def test_p4_the_phone_number_is_masked_until_it_is_asked_for(desk: Desk) -> None:
    serve(desk, visit())
    assert "••• ••• 214" in texts(desk)
    assert "555" not in texts(desk)
    desk.clicks("customer.phone.show")
    assert "347 555 0214" in texts(desk)
    desk.clicks("customer.phone.show")
    assert "555" not in texts(desk)


def test_carts_that_the_centre_knows_as_we_do_stay_and_say_when_they_were_read(
    desk: Desk,
) -> None:
    cart, then = web_cart("W-1"), START - timedelta(hours=3)
    serve(desk, visit(carts=(cart,), local=True, parts=(Part("carts", then),)))
    row = desk.find("customer.cart.W-1")
    assert "as of 08:00" in texts(desk)
    serve(desk, visit(carts=(cart,), parts=(Part("carts", START),)))
    assert desk.find("customer.cart.W-1") is row
    assert "as of 11:00" in texts(desk)
    serve(desk, visit(carts=(replace(cart, label="Sunday"),), parts=(Part("carts", START),)))
    assert "Sunday" in texts(desk)


def test_what_the_centre_tells_of_whom_we_know_is_there_at_the_next_paint(desk: Desk) -> None:
    serve(desk, visit(local=True))
    desk.sale.show_visit(visit(orders=(order("O-1"),)))
    assert desk.window.findChild(QWidget, "customer.order.O-1") is not None


def test_a1_of_somebody_else_the_name_comes_first_and_the_rest_in_later_turns(
    desk: Desk,
) -> None:
    serve(desk, visit())
    bruno = replace(ANA, id="k-2", name="Bruno Sala")
    desk.sale.show_visit(visit(customer=bruno, orders=(order("O-1"),)))
    person = desk.window.findChild(Person)
    assert person is not None
    assert person.name.text() == "Bruno Sala"
    assert desk.window.findChild(QWidget, "customer.order.O-1") is None
    desk.settles()
    assert desk.window.findChild(QWidget, "customer.order.O-1") is not None


def test_the_next_customers_number_is_masked_again(desk: Desk) -> None:
    serve(desk, visit())
    desk.clicks("customer.phone.show")
    other = replace(ANA, id="k-2", phones=(Phone("+39347111222", "+39347111222", "IT"),))
    serve(desk, visit(customer=other))
    assert "111" not in texts(desk)


def test_who_has_left_leaves_nothing_behind_the_invitation(desk: Desk) -> None:
    serve(desk, visit(customer=replace(ANA, note="Wide feet"), promises=(promise(),)))
    desk.settles()
    contents = desk.sale.findChild(Contents)
    assert contents is not None
    assert contents.next_steps()
    desk.sale.start_afresh()
    assert contents.isHidden()
    assert contents.next_steps() == []
    serve(desk, visit(customer=replace(ANA, note="Wide feet")))
    assert "Wide feet" in texts(desk)


def test_name_tier_points_consents_and_note_are_told(desk: Desk) -> None:
    agreed = (Consent(Channel.WHATSAPP, True, START), Consent(Channel.SMS, False, START))
    serve(desk, visit(customer=replace(ANA, consents=agreed, note="Wide feet")))
    said = texts(desk)
    for words in ("Ana Kovač", "Gold", "1,240 pts", "May write: WhatsApp", "Wide feet"):
        assert words in said
    assert "SMS" not in said


def test_promises_payments_and_pick_ups_stand_first(desk: Desk) -> None:
    serve(
        desk,
        visit(
            promises=(promise(),),
            carts=(web_cart(paid=2000),),
            orders=(order("W-9", waiting=True), order("W-8")),
        ),
    )
    said = texts(desk)
    for words in ("Promise: 10 % off", "Paid online: €20.00", "To pick up: order W-9"):
        assert words in said
    assert "order W-8" not in said


def test_a_promise_that_is_over_is_no_promise_any_more(desk: Desk) -> None:
    over = promise(expires_at=START - timedelta(minutes=1))
    serve(desk, visit(promises=(over,)))
    assert not desk.sees("customer.promise")


def test_a_promise_is_redeemed_by_its_key_and_can_be_undone(desk: Desk) -> None:
    serve(desk, visit(promises=(promise(),)))
    desk.sale.take_scan(SOCKS.gtin)
    desk.presses(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    discount = desk.sale.serving.cart.discount
    assert discount is not None
    assert discount.code == "p-1"
    assert "Given in this sale." in texts(desk)
    desk.sale.undo()
    assert desk.sale.serving.cart.discount is None


def test_each_part_tells_its_trouble_and_hides_nothing_else(desk: Desk) -> None:
    troubled = (
        Part("orders", START, "slow"),
        Part("recommendations", START, "broken"),
        Part("carts", START),
    )
    serve(desk, visit(carts=(web_cart(),), parts=troubled))
    said = texts(desk)
    assert "Orders: slow, trying again" in said
    assert "Suggestions: not here now, trying again" in said
    assert "W-1" in said
    assert desk.sees("customer.trouble.orders.retry")


def test_what_is_only_remembered_shows_its_age(desk: Desk) -> None:
    then = START - timedelta(hours=1)
    serve(desk, visit(carts=(web_cart(),), parts=(Part("carts", then),), local=True))
    assert "as of 10:00" in texts(desk)  # the shop is in Rome, an hour ahead of UTC


def test_a_suggestion_is_one_touch_away_from_the_cart(desk: Desk) -> None:
    serve(desk, visit(recommendations=(BOOTS_38.sku, "unknown-sku")))
    desk.clicks("customer.suggestion.1")
    assert desk.sale.serving.cart.lines[0].product.sku == BOOTS_38.sku


def test_many_orders_are_folded_until_asked_for(desk: Desk) -> None:
    serve(desk, visit(orders=tuple(order(f"W-{n}") for n in range(20, 30))))
    assert not desk.sees("customer.order.W-29")
    desk.find("customer.orders.all").setFocus()
    desk.presses(Qt.Key.Key_Space)
    assert desk.window.findChild(QWidget, "customer.order.W-29") is not None


def test_the_address_book_is_one_touch_away(desk: Desk) -> None:
    serve(desk, visit(customer=replace(ANA, addresses=(VIA_ROMA,))))
    desk.clicks("customer.details")
    panel = desk.find("details")
    said = "\n".join(label.text() for label in panel.findChildren(QLabel))
    assert "Via Roma 1" in said
    assert "ana@example.org" in said


def test_f3_goes_to_the_most_pressing_thing(desk: Desk) -> None:
    serve(desk, visit(carts=(web_cart(),)))
    desk.presses(Qt.Key.Key_F3)
    assert desk.find("customer.pull.W-1").hasFocus()


def test_a_hostile_name_is_plain_text(desk: Desk) -> None:
    hostile = Customer("k-3", "<h1>Ana</h1>\u202e" + "W" * 300)
    serve(desk, visit(customer=hostile))
    assert "<h1>Ana</h1>" in texts(desk)
    assert "\u202e" not in texts(desk)


def test_a_second_answer_keeps_older_messages_and_what_failed_this_time() -> None:
    old = visit(tuple(message(n) for n in range(10)), orders=(order("W-1"),), older="page-2")
    fresh = replace(
        visit(tuple(message(n) for n in range(5, 12)), older="page-1"),
        parts=(Part("orders", START, "slow"),),
    )
    both: Visit = merged(old, fresh, ())
    assert [m.id for m in both.messages] == [f"m-{n}" for n in range(12)]
    assert both.older == "page-2"
    assert both.orders == old.orders


def test_a_pulled_cart_stays_as_it_was_seen_until_somebody_decides() -> None:
    old, fresh = visit(carts=(web_cart(version=1),)), visit(carts=(web_cart(version=2),))
    assert merged(old, fresh, ("id-W-1",)).carts[0].version == 1
    assert merged(old, fresh, ()).carts[0].version == 2

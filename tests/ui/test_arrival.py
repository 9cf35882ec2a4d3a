"""Customers come by QR or card, and their visit with them; a real centre answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from posapp.central.port import CentralService
from posapp.contract.messages import Event, EventKind, Events
from posapp.domain.customer import Customer
from posapp.domain.errors import Unreachable
from posapp.services import parking, selling, visiting
from posapp.services.visiting import How
from posapp.store import looks
from posapp.ui.background import Background
from posapp.ui.customer.arriving import Arrivals
from posapp.ui.talk.view import ChatView
from posapp.ui.widgets.panel import SidePanel
from tests.hub.store import make_customer, new_id, say
from tests.services.centre import Counter, away
from tests.ui.served import Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot, here: Counter, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, here.register, here.clerk, background) as made:
        yield made


def test_a_qr_brings_the_customer_with_cart_and_conversation(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots = here.shopping.product(here=2)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    say(here.centre.hub, ana, ["Do you have them in 38?"], (boots.sku,))
    desk.sale.customer_scanned.emit(here.qr(ana))
    visit = desk.waits_for_visit()
    assert desk.customer == "Ana Kovač"
    assert len(visit.carts) == 1
    assert desk.sees("customer.person")
    assert desk.sees("chat.list")


def test_a_known_customer_is_shown_before_the_centre_has_answered(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    desk.sale.customer_scanned.emit(here.qr(ana))
    assert desk.customer == "Ana Kovač"  # at once: no event has been handled yet
    visit = desk.sale.serving.visit
    assert visit is not None
    assert visit.local
    desk.waits_for_visit()


def test_with_the_centre_away_a_known_customer_is_served_and_the_age_is_told(
    qtbot: QtBot, here: Counter, ana: Customer, background: Background
) -> None:
    boots = here.shopping.product(here=2)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    with open_desk(qtbot, away(here.register), here.clerk, background) as desk:
        desk.sale.customer_scanned.emit(here.qr(ana))
        desk.waits(lambda: desk.sees("customer.link"))
        assert desk.customer == "Ana Kovač"
        assert desk.sees("customer.link.retry")
        assert desk.told == ""


def test_a_late_answer_for_a_customer_no_longer_served_is_dropped(
    desk: Desk, here: Counter, ana: Customer, background: Background
) -> None:
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    desk.sale.customer_scanned.emit(here.qr(ana))
    desk.sale.start_afresh()
    desk.waits(lambda: not background.busy)
    assert desk.customer == ""
    assert not desk.sees("customer.person")


@pytest.mark.parametrize(
    ("issued", "said"),
    [
        ((600, "", 0), "too old"),
        ((0, "another-store", 0), "another store"),
        ((0, "", 8), "damaged"),
    ],
)
def test_a_qr_that_cannot_be_taken_says_why(
    desk: Desk, here: Counter, ana: Customer, issued: tuple[float, str, int], said: str
) -> None:
    age_s, store, cut = issued
    token = here.qr(ana, store, age_s)
    desk.sale.customer_scanned.emit(token[: len(token) - cut])
    desk.waits(lambda: said in desk.told)
    assert desk.customer == ""
    assert desk.beeps


def test_a_qr_that_was_used_here_says_so(desk: Desk, here: Counter, ana: Customer) -> None:
    token = here.qr(ana)
    desk.sale.customer_scanned.emit(token)
    desk.waits_for_visit()
    desk.sale.start_afresh()
    desk.sale.customer_scanned.emit(token)
    desk.waits(lambda: "already used" in desk.told)


def test_p4_who_came_by_qr_or_by_phone_is_noted_here_too(
    desk: Desk, here: Counter, ana: Customer, background: Background
) -> None:
    desk.sale.customer_scanned.emit(here.qr(ana))
    desk.waits_for_visit()
    desk.sale.start_afresh()
    desk.sale.customer_asked.emit(ana.phones[0].e164 or "")
    desk.waits_for_visit()
    desk.waits(lambda: not background.busy)
    with here.register.books.journal.reading() as db:
        assert [look.how for look in looks.of(db, ana.id)] == ["qr", "phone"]
    assert visiting.known(here.register, here.qr(ana)) is not None


def test_a_card_opens_little_before_the_customer_is_confirmed(
    desk: Desk, here: Counter
) -> None:
    card = str(int(new_id()[:10], 16))
    carla = make_customer(here.centre.hub, "Carla Santi", "+393475550302", card=card)
    here.shopping.web_cart(carla.id, [(here.shopping.product(here=2), 1)])
    desk.sale.customer_scanned.emit(f"L:{card}")
    visit = desk.waits_for_visit()
    assert (desk.customer, visit.confirmed, visit.carts) == ("Carla Santi", False, ())
    assert desk.sees("customer.cardonly")
    desk.presses(Qt.Key.Key_Return)  # the next action, from the empty box
    desk.waits(lambda: bool(desk.sale.serving.visit and desk.sale.serving.visit.carts))
    desk.settles()
    assert not desk.sees("customer.cardonly")


def test_a_card_shows_no_cart_from_memory_either(
    qtbot: QtBot, here: Counter, background: Background
) -> None:
    carla = make_customer(here.centre.hub, "Carla Santi", "+393475550302")
    here.shopping.web_cart(carla.id, [(here.shopping.product(here=2), 1)])
    visiting.open_visit(here.register, here.clerk, How.NAME, customer=carla.id)
    with open_desk(qtbot, away(here.register), here.clerk, background) as desk:
        people = desk.sale.findChild(Arrivals)
        assert isinstance(people, Arrivals)
        people.open(How.CARD, customer=carla.id)
        visit = desk.sale.serving.visit
        assert visit is not None
        assert (visit.carts, visit.open_carts) == ((), 1)


def test_another_customer_with_a_full_cart_is_asked_about_and_the_cart_is_parked(
    desk: Desk, here: Counter, ana: Customer, background: Background
) -> None:
    desk.sale.customer_scanned.emit(here.qr(ana))
    desk.waits_for_visit()
    boots = here.shopping.product(here=2)
    sale = desk.sale
    sale.change_cart(selling.add(here.register, sale.serving.cart, replace(boots, on_hand=2)))
    other = make_customer(here.centre.hub, "Ben Okafor")
    sale.customer_scanned.emit(here.qr(other))
    desk.waits(lambda: desk.sees("switch.park"))
    assert desk.customer == "Ana Kovač"
    desk.clicks("switch.park")
    desk.waits(lambda: desk.customer == "Ben Okafor")
    assert not sale.serving.cart
    (aside,) = parking.parked(here.register)
    assert aside.customer_name == "Ana Kovač"


def test_an_answer_while_money_is_taken_changes_no_total(
    desk: Desk, here: Counter, ana: Customer, background: Background
) -> None:
    desk.sale.customer_scanned.emit(here.qr(ana))
    desk.waits_for_visit()
    before = desk.sale.serving
    panel = SidePanel("Payment", "payment")
    desk.sale.open_panel(panel)
    desk.waits(lambda: not background.busy)
    panel.keeps_awake = True  # type: ignore[attr-defined]  # as the payment panel says it
    other = make_customer(here.centre.hub, "Ben Okafor")
    sale, toast = desk.sale, desk.sale.workplace.toast
    for ask in (sale.customer_scanned, sale.customer_asked):
        toast.forget()
        ask.emit(here.qr(other))
        assert "payment first" in toast.text
        assert not background.busy  # nobody is asked about, so nobody's data is looked at
    assert desk.sale.serving == before


def test_everything_to_press_has_a_name_and_fits_a_finger(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots = here.shopping.product(here=2)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    say(here.centre.hub, ana, ["Do you have them in 38?"], (boots.sku,))
    desk.sale.customer_scanned.emit(here.qr(ana))
    desk.waits_for_visit()
    desk.sale.workplace.toast.forget()
    for area in ("customer", "chat"):
        for button in desk.find(area).findChildren(QPushButton):
            if button.isVisible():
                assert button.accessibleName(), button.objectName()
                assert button.objectName()
                assert button.height() >= 48, button.objectName()
                assert button.width() >= 48, button.objectName()


class Wire:
    """The line to the centre, which can be cut."""

    def __init__(self, central: CentralService) -> None:
        self._central, self.cut = central, False

    def __getattr__(self, name: str) -> object:
        if self.cut and name != "now":  # which asks nobody
            raise Unreachable
        return getattr(self._central, name)


def test_as_soon_as_the_centre_is_back_the_whole_context_comes_with_the_same_qr(
    qtbot: QtBot, here: Counter, ana: Customer, background: Background
) -> None:
    boots = here.shopping.product(here=2)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    wire = Wire(here.register.central)
    register = replace(here.register, central=cast(CentralService, wire))
    with open_desk(qtbot, register, here.clerk, background) as desk:
        wire.cut = True
        desk.sale.customer_scanned.emit(here.qr(ana))
        desk.waits(lambda: desk.sees("customer.link"))
        wire.cut = False
        desk.clicks("customer.link.retry")
        desk.waits_for_visit()
        desk.waits(lambda: not desk.sees("customer.link"))
        assert desk.told == ""


def test_a_message_that_the_customer_writes_now_appears_while_serving(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    desk.sale.customer_scanned.emit(here.qr(ana))
    desk.waits_for_visit()
    say(here.centre.hub, ana, ["I am at the door"])
    event = Event(EventKind.CONVERSATION, "t", ana.id)
    desk.sale.workplace.sync.heard.emit(Events((event,), "1"))
    view = desk.window.findChild(ChatView, "chat.list")
    assert isinstance(view, ChatView)
    desk.waits(lambda: [e.message.text for e in view.entries] == ["I am at the door"])
    desk.waits(lambda: desk.sees("chat.list"))

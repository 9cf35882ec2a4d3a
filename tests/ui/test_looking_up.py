"""Customers are looked up by phone or name: nobody, one, or several; a real centre answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.domain.customer import Customer
from posapp.domain.visit import Visit
from posapp.services import visiting
from posapp.services.visiting import Matches
from posapp.ui.background import Background
from posapp.ui.customer.adding import NewCustomerPanel
from posapp.ui.customer.matches import MatchesPanel
from posapp.ui.customer.nobody import Nobody
from tests.hub.store import make_customer, new_id
from tests.services.centre import Counter
from tests.ui.served import Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot, here: Counter, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, here.register, here.clerk, background) as made:
        yield made


def test_one_match_opens_at_once(desk: Desk, here: Counter, ana: Customer) -> None:
    number = ana.phones[0].e164 or ""
    desk.sale.customer_asked.emit(number.replace("+39", "0039 "))
    desk.waits_for_visit()
    assert desk.customer == "Ana Kovač"


def test_a_question_is_announced_only_when_its_answer_takes_its_time(
    desk: Desk, ana: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, may_answer = visiting.look_up, threading.Event()

    def slow(*asked: Any) -> Matches:
        may_answer.wait(10)
        return look_up(*asked)

    monkeypatch.setattr(visiting, "look_up", slow)
    nobody = desk.sale.findChild(Nobody)
    assert nobody is not None
    desk.sale.customer_asked.emit(ana.phones[0].e164 or "")
    assert "No customer yet" in nobody.text  # at once: no event has been handled yet
    desk.waits(lambda: "Looking up the customer" in nobody.text)
    may_answer.set()
    desk.waits_for_visit()
    desk.sale.start_afresh()
    assert "No customer yet" in nobody.text


def test_the_only_match_is_shown_by_name_before_the_visit_is_here(
    desk: Desk, here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Part of a number says who it may be; the visit takes a request of its own."""
    last = f"{int(new_id()[:10], 16) % 10**9:09}"
    make_customer(here.centre.hub, "Odd Nansen", f"+39347{last}")
    ask_visit, may_answer = visiting.ask_visit, threading.Event()

    def slow(*asked: Any) -> Visit:
        may_answer.wait(10)
        return ask_visit(*asked)

    monkeypatch.setattr(visiting, "ask_visit", slow)
    desk.sale.customer_asked.emit(last)
    desk.waits(lambda: desk.customer == "Odd Nansen")
    visit = desk.sale.serving.visit
    assert visit is not None
    assert visit.local
    assert last[:5] not in visit.customer.phones[0].raw
    assert "Odd Nansen" in desk.find("customer.person").accessibleName()
    may_answer.set()
    assert desk.waits_for_visit().customer.name == "Odd Nansen"


def test_several_matches_are_a_masked_list_for_up_down_and_enter(
    desk: Desk, here: Counter
) -> None:
    name = f"Marchetti{new_id()[:8]}"
    for first in ("Ines", "Ivan"):
        make_customer(here.centre.hub, f"{first} {name}", "+393475550777")
    desk.sale.customer_asked.emit(name)
    desk.waits(lambda: isinstance(desk.sale.panel, MatchesPanel))
    assert "555" not in desk.find("matches.pick.1").accessibleName()
    second = desk.find("matches.pick.2").accessibleName()
    desk.presses(Qt.Key.Key_Down)
    desk.presses(Qt.Key.Key_Return)
    desk.waits_for_visit()
    assert second.startswith(desk.customer)
    assert desk.sale.panel is None


def test_nobody_found_means_a_new_customer_with_what_was_typed(
    desk: Desk, here: Counter
) -> None:
    number = f"34712{int(new_id()[:6], 16) % 100_000:05}"
    desk.sale.customer_asked.emit(number)
    desk.waits(lambda: isinstance(desk.sale.panel, NewCustomerPanel))
    panel = desk.sale.panel
    assert isinstance(panel, NewCustomerPanel)
    assert panel.phone.text.replace(" ", "") == number
    desk.types("Nora Lind")
    desk.clicks("newcustomer.consent.whatsapp")
    panel.name.line.setFocus()
    desk.presses(Qt.Key.Key_Return)
    visit = desk.waits_for_visit()
    assert visit.customer.name == "Nora Lind"
    assert visit.customer.phones[0].e164 == f"+39{number}"
    assert [c.channel.value for c in visit.customer.consents if c.granted] == ["whatsapp"]
    assert desk.sale.panel is None


def test_a_wrong_phone_number_is_said_beside_its_field(desk: Desk) -> None:
    desk.sale.customer_wanted.emit()
    desk.presses(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    panel = desk.sale.panel
    assert isinstance(panel, NewCustomerPanel)
    panel.name.show_text("Nora")
    panel.phone.show_text("12")
    panel.add()
    assert panel.phone.line.property("wrong")
    assert panel.apply.isEnabled()

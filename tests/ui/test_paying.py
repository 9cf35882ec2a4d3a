"""Payment at the counter: the real panel on real databases, a real terminal and drawer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.devices.terminal_tcp import TcpTerminal
from posapp.domain.errors import CheckoutChanged, StoreTrouble
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.sale import Sale
from posapp.qa.terminal import Customer, TerminalSimulator
from posapp.services import checkout, selling
from posapp.services.register import Register
from posapp.store import journal
from posapp.ui.background import Background
from posapp.ui.paying.paying import Paying
from posapp.ui.paying.quick import handed_over
from posapp.ui.paying.state import State
from tests.services.shop import BOOTS_38, MIRA, SOCKS, START
from tests.ui.served import Desk, open_desk


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    with TerminalSimulator() as simulator:
        yield simulator


@pytest.fixture
def charging(register: Register, terminal: TerminalSimulator) -> Register:
    return replace(register, terminal=TcpTerminal("127.0.0.1", terminal.port, charge_s=5.0))


@pytest.fixture
def desk(qtbot: QtBot, charging: Register, background: Background) -> Iterator[Desk]:
    """A sale of 101.00: boots and socks; Pay has been pressed, the centre is away."""
    with open_desk(qtbot, charging, MIRA, background) as desk:
        for product in (BOOTS_38, SOCKS):
            cart = selling.add(charging, desk.sale.serving.cart, product)
            desk.sale.change_cart(cart)
        desk.sale.ask_for_payment()
        desk.waits(lambda: desk.sees("pay.amount"))
        yield desk


def paying(desk: Desk) -> Paying:
    found = desk.sale.findChild(Paying)
    assert isinstance(found, Paying)
    return found


def sold(desk: Desk) -> list[Sale]:
    with desk.sale.workplace.register.books.journal.reading() as db:
        return list(journal.of_day(db, START.date()))


def message(desk: Desk) -> str:
    panel = desk.sale.panel
    assert panel is not None
    banner, page = panel.banner, panel.page  # type: ignore[attr-defined]  # payment's own
    away = panel.subtitle.text()  # type: ignore[attr-defined]  # a side panel has it
    return f"{banner.text} {page.text} {away}"


def test_enter_takes_exact_cash_and_the_sale_is_recorded(desk: Desk) -> None:
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: len(sold(desk)) == 1)
    (sale,) = sold(desk)
    assert [(t.kind, t.amount) for t in sale.tenders] == [(TenderKind.CASH, Money(101_00))]
    assert sale.change == Money(0)


def test_more_cash_than_due_shows_its_change_before_and_after(desk: Desk) -> None:
    desk.types("150")
    assert desk.text("pay.change") == "€49.00"
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: desk.sees("receipt.change"))
    assert desk.text("receipt.change") == "€49.00"
    assert sold(desk)[0].change == Money(49_00)


def test_pressing_twice_completes_once(desk: Desk) -> None:
    desk.presses(Qt.Key.Key_Return)
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: paying(desk).state is State.CLOSED)
    assert len(sold(desk)) == 1


def test_two_card_presses_that_come_together_are_one_charge(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    desk.waits(lambda: "centre is away" in message(desk))
    terminal.next(Customer.WAITS)
    panel = desk.sale.panel
    for _ in range(2):
        panel.card_asked.emit(Money(101_00))  # type: ignore[union-attr]  # payment's own
    desk.waits(lambda: len(terminal.waiting) == 1)
    desk.qtbot.waitUntil(lambda: paying(desk).state is State.CHARGING)
    assert "not confirmed" not in message(desk)
    terminal.decide(terminal.waiting[0])
    desk.waits(lambda: len(sold(desk)) == 1)
    assert desk.beeps == []
    assert len(terminal.taken) == 1


def test_a_quick_amount_fills_the_field_and_takes_nothing_yet(desk: Desk) -> None:
    desk.clicks("pay.quick.1")
    assert desk.text("pay.amount") == "105.00"
    assert desk.text("pay.change") == "€4.00"
    assert sold(desk) == []


def test_the_keypad_alone_can_pay(desk: Desk) -> None:
    for digit in "200":
        desk.clicks(f"pay.keypad.{digit}")
    desk.clicks("pay.cash")
    desk.waits(lambda: len(sold(desk)) == 1)
    assert sold(desk)[0].change == Money(99_00)


def test_a_card_pays_what_is_due(desk: Desk, terminal: TerminalSimulator) -> None:
    desk.clicks("pay.card")
    desk.waits(lambda: len(sold(desk)) == 1)
    (tender,) = sold(desk)[0].tenders
    assert (tender.kind, tender.amount) == (TenderKind.CARD, Money(101_00))
    assert [charge.amount for charge in terminal.taken] == [Money(101_00)]


def test_part_by_card_and_the_rest_in_cash(desk: Desk, terminal: TerminalSimulator) -> None:
    desk.types("60")
    desk.clicks("pay.card")
    desk.waits(lambda: desk.text("pay.due") == "€41.00")
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: len(sold(desk)) == 1)
    amounts = [(t.kind, t.amount) for t in sold(desk)[0].tenders]
    assert amounts == [(TenderKind.CARD, Money(60_00)), (TenderKind.CASH, Money(41_00))]
    assert len(terminal.taken) == 1


def test_a_declined_card_is_said_and_can_be_tried_again(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.IS_DECLINED)
    desk.clicks("pay.card")
    desk.waits(lambda: "declined" in message(desk))
    assert "insufficient funds" in message(desk)
    assert desk.beeps == ["beep"]
    desk.clicks("pay.card")
    desk.waits(lambda: len(sold(desk)) == 1)


def test_while_the_terminal_waits_nothing_can_change_the_cart(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.WAITS)
    desk.clicks("pay.card")
    desk.waits(lambda: len(terminal.waiting) == 1)
    desk.sale.take_scan(SOCKS.gtin)
    desk.sale.lines.open_note()
    assert [line.quantity for line in desk.sale.serving.cart.lines] == [1, 1]
    assert paying(desk).state is State.CHARGING
    terminal.decide(terminal.waiting[0])
    desk.waits(lambda: len(sold(desk)) == 1)


def test_cancelling_at_the_terminal_charges_nothing(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.WAITS)
    desk.clicks("pay.card")
    desk.waits(lambda: len(terminal.waiting) == 1)
    desk.clicks("pay.state.cancel")
    desk.waits(lambda: "cancelled" in message(desk))
    assert terminal.taken == ()
    assert sold(desk) == []


def test_an_unconfirmed_card_is_asked_about_and_never_charged_again(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.PAYS_UNHEARD)
    desk.clicks("pay.card")
    desk.waits(lambda: "not confirmed" in message(desk))
    assert not desk.sees("pay.card")
    desk.clicks("pay.state.ask")
    desk.waits(lambda: len(sold(desk)) == 1)
    assert len(terminal.taken) == 1
    assert sum(verb == "charge" for verb, _ in terminal.requests) == 1


def test_an_unconfirmed_card_can_be_settled_later_with_the_cart_parked(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    register = desk.sale.workplace.register
    terminal.next(Customer.PAYS_UNHEARD)
    desk.clicks("pay.card")
    desk.waits(lambda: "not confirmed" in message(desk))
    desk.clicks("pay.state.park")
    desk.waits(lambda: desk.sale.serving.untouched)
    assert len(checkout.unsettled(register)) == 1
    assert sold(desk) == []


def test_leaving_after_a_card_was_charged_asks_first(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    desk.types("60")
    desk.clicks("pay.card")
    desk.waits(lambda: desk.text("pay.due") == "€41.00")
    desk.presses(Qt.Key.Key_Escape)
    assert "charged" in message(desk)
    desk.clicks("pay.state.leave")
    assert desk.sale.panel is None
    register = desk.sale.workplace.register
    desk.waits(lambda: len(checkout.unsettled(register)) == 1)
    assert len(terminal.taken) == 1


def test_cash_that_was_taken_can_be_given_back(desk: Desk) -> None:
    desk.types("20")
    desk.presses(Qt.Key.Key_Return)
    assert desk.text("pay.due") == "€81.00"
    desk.clicks("pay.tender.1.remove")
    assert desk.text("pay.due") == "€101.00"
    assert paying(desk).payment is not None


def test_an_amount_that_cannot_be_read_is_said_and_takes_nothing(desk: Desk) -> None:
    desk.types("12,3,4")
    desk.presses(Qt.Key.Key_Return)
    assert "P-26" in message(desk)
    assert sold(desk) == []


def test_a_scan_before_anything_was_taken_joins_the_cart_and_the_new_total_is_asked_for(
    desk: Desk,
) -> None:
    desk.sale.take_scan(SOCKS.gtin)
    desk.waits(lambda: desk.text("pay.due") == "€113.00")


def test_escape_leaves_the_cart_as_it_was_and_owes_nobody_anything(desk: Desk) -> None:
    desk.presses(Qt.Key.Key_Escape)
    assert desk.sale.panel is None
    assert desk.sale.serving.cart.pieces == 2
    assert paying(desk).state is State.CLOSED
    assert desk.sale.card.pay.isEnabled()


def test_with_the_centre_away_the_clerk_is_told_and_selling_goes_on(desk: Desk) -> None:
    desk.waits(lambda: "centre is away" in message(desk))
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: len(sold(desk)) == 1)
    assert sold(desk)[0].checkout == ""


@pytest.mark.parametrize(
    ("problem", "said", "act"),
    [
        ("cart_changed", "changed the online cart", "See what changed"),
        ("total_changed", "total is different", "Price again"),
        ("stock_changed", "sold elsewhere", "Back to the cart"),
        ("already_paid", "already been paid", "Take them out"),
        ("cart_leased", "Another register is taking payment", "Back to the cart"),
    ],
)
def test_each_disagreement_with_the_centre_has_its_own_words_and_next_step(
    desk: Desk, problem: str, said: str, act: str
) -> None:
    payment = paying(desk).payment
    assert payment is not None
    desk.waits(lambda: "centre is away" in message(desk))
    paying(desk).asking.disagreed(CheckoutChanged(problem, (SOCKS.sku,)))
    assert said in message(desk)
    primary = desk.find("pay.state.change")
    assert act in primary.accessibleName()
    assert sold(desk) == []


def test_money_out_is_never_written_before_commit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Sale:
        raise StoreTrouble("disk full")

    monkeypatch.setattr(checkout, "complete", full)
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: "P-90" in message(desk))
    assert sold(desk) == []
    assert desk.sale.serving.cart.pieces == 2
    monkeypatch.undo()
    desk.presses(Qt.Key.Key_Return)
    desk.waits(lambda: len(sold(desk)) == 1)


def test_an_answer_that_comes_too_late_is_given_back_or_the_log_says_why_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise StoreTrouble("disk full")

    monkeypatch.setattr(checkout, "release", full)
    desk.waits(lambda: "centre is away" in message(desk))
    paying(desk).asking._checking._heard("an earlier payment", "c-1")
    desk.waits(lambda: "not given back: P-90" in caplog.text)
    assert desk.beeps == []


def test_quick_amounts_are_notes_that_people_have() -> None:
    assert [m.minor for m in handed_over(Money(142_30))] == [145_00, 150_00, 200_00]
    assert [m.minor for m in handed_over(Money(25_00))] == [30_00, 50_00, 100_00]
    assert [m.minor for m in handed_over(Money(4200, "JPY"))] == [5000, 10000]


def leaves_a_charge_behind(desk: Desk, terminal: TerminalSimulator) -> None:
    """The card was charged for the whole amount, and nobody heard it; the cart is parked."""
    terminal.next(Customer.PAYS_UNHEARD)
    desk.clicks("pay.card")
    desk.waits(lambda: "not confirmed" in message(desk))
    desk.clicks("pay.state.park")
    desk.waits(lambda: desk.sale.serving.untouched)


def test_a_charge_left_behind_pays_for_its_cart_when_that_comes_back(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    leaves_a_charge_behind(desk, terminal)
    desk.sale.lines.park_or_resume()
    desk.clicks("parked.resume.1")
    desk.waits(lambda: desk.sale.serving.cart.pieces == 2)
    desk.presses(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    desk.clicks("settle.1.ask")
    desk.waits(lambda: desk.sees("settle.1.use"))
    desk.clicks("settle.1.use")
    desk.waits(lambda: len(sold(desk)) == 1)
    assert len(terminal.taken) == 1
    assert checkout.unsettled(desk.sale.workplace.register) == ()


def test_a_charge_that_was_refunded_by_hand_is_settled(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    leaves_a_charge_behind(desk, terminal)
    desk.presses(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    desk.clicks("settle.1.ask")
    desk.waits(lambda: desk.sees("settle.1.refund"))
    desk.clicks("settle.1.refund")
    register = desk.sale.workplace.register
    desk.waits(lambda: checkout.unsettled(register) == ())

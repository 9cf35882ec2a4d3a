"""Payment by card: the terminal says yes, no, later or nothing at all."""

from __future__ import annotations

from PySide6.QtCore import Qt

from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.qa.terminal import Customer, TerminalSimulator
from posapp.services import checkout
from posapp.ui.paying.state import State
from tests.services.shop import SOCKS
from tests.ui.paying_desk import charging, desk, message, paying, sold, terminal
from tests.ui.served import Desk

__all__ = ["charging", "desk", "terminal"]  # the fixtures


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


def charges_nothing_and_can_be_tried_again(desk: Desk, terminal: TerminalSimulator) -> None:
    assert terminal.taken == ()
    assert sold(desk) == []
    desk.clicks("pay.card")
    desk.waits(lambda: len(sold(desk)) == 1)
    assert len(terminal.taken) == 1


def test_a_declined_card_is_said_and_can_be_tried_again(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.IS_DECLINED)
    desk.clicks("pay.card")
    desk.waits(lambda: "declined" in message(desk))
    assert "insufficient funds" in message(desk)
    assert desk.beeps == ["beep"]
    charges_nothing_and_can_be_tried_again(desk, terminal)


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


def test_cancelling_at_the_terminal_charges_nothing_and_can_be_tried_again(
    desk: Desk, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.WAITS)
    desk.clicks("pay.card")
    desk.waits(lambda: len(terminal.waiting) == 1)
    desk.clicks("pay.state.cancel")
    desk.waits(lambda: "cancelled" in message(desk))
    charges_nothing_and_can_be_tried_again(desk, terminal)


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

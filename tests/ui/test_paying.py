"""Payment at the counter: the real panel on real databases, a real terminal and drawer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from posapp.domain.errors import CheckoutChanged, StoreTrouble
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.sale import Sale
from posapp.services import checkout
from posapp.ui.paying.quick import handed_over
from posapp.ui.paying.state import State
from tests.services.shop import SOCKS
from tests.ui.paying_desk import charging, desk, message, paying, sold, terminal
from tests.ui.served import Desk

__all__ = ["charging", "desk", "terminal"]  # the fixtures


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


def test_enter_that_is_held_down_pays_once_and_the_change_stays_in_sight(desk: Desk) -> None:
    desk.types("150")
    desk.presses(Qt.Key.Key_Return)
    holds_enter()
    desk.waits(lambda: desk.sees("receipt.change"))
    holds_enter()
    assert desk.text("receipt.change") == "€49.00"
    assert len(sold(desk)) == 1


def holds_enter() -> None:
    """The key is still down: the system repeats it."""
    for _ in range(20):
        place = QApplication.focusWidget()
        assert place is not None
        kind, held = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(place, QKeyEvent(kind, Qt.Key.Key_Return, held, "\r", True))
        QApplication.sendPostedEvents()


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

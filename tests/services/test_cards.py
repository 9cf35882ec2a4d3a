"""A card is charged once, whatever the terminal or the program does."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from posapp.domain.errors import (
    CardCancelled,
    CardDeclined,
    CardUnknown,
    NotAllowed,
    Overtendered,
    Unreachable,
)
from posapp.domain.money import Money
from posapp.domain.payment import Payment, TenderKind
from posapp.qa.terminal import Customer, TerminalSimulator
from posapp.services import checkout, health
from posapp.services.checkout import AttemptState
from posapp.services.register import Current, Register
from posapp.store import card_attempts
from tests.services.shop import LUISA, MIRA, SHOP, SOCKS
from tests.services.till import payment_for


def restarted(register: Register) -> Register:
    """The same data in a program that has just been started."""
    return replace(register, current=Current(SHOP, register.clock()))


def unknown_charge(register: Register, payment: Payment) -> str:
    with pytest.raises(CardUnknown) as unknown:
        checkout.charge(register, payment, payment.due)
    return unknown.value.reference


def test_an_approved_card_pays_the_sale(
    charging: Register, terminal: TerminalSimulator
) -> None:
    payment = payment_for(charging, SOCKS)
    paid = checkout.charge(charging, payment, payment.due)
    sale = checkout.complete(charging, MIRA, None, paid)
    (tender,) = sale.tenders
    assert (tender.kind, tender.amount) == (TenderKind.CARD, Money(12_00))
    assert tender.label.startswith("VISA")
    assert checkout.unsettled(charging) == ()
    assert len(terminal.taken) == 1


def test_the_attempt_is_written_down_before_the_terminal_is_asked(
    charging: Register, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.WAITS)
    payment = payment_for(charging, SOCKS)
    outcome: list[Payment] = []
    thread = threading.Thread(
        target=lambda: outcome.append(checkout.charge(charging, payment, payment.due))
    )
    thread.start()
    assert terminal.waits_until(lambda t: bool(t.waiting))
    (reference,) = terminal.waiting
    with charging.books.journal.reading() as db:
        attempt = card_attempts.find(db, reference)
    assert attempt is not None
    assert attempt.state is AttemptState.STARTED
    with pytest.raises(CardUnknown):
        checkout.charge(charging, payment, payment.due)
    terminal.decide(reference)
    thread.join()
    assert outcome[0].settled


@pytest.mark.parametrize(
    ("customer", "error"),
    [(Customer.IS_DECLINED, CardDeclined), (Customer.CANCELS, CardCancelled)],
)
def test_a_card_that_was_not_charged_may_be_tried_again(
    charging: Register,
    terminal: TerminalSimulator,
    customer: Customer,
    error: type[Exception],
) -> None:
    terminal.next(customer)
    payment = payment_for(charging, SOCKS)
    with pytest.raises(error):
        checkout.charge(charging, payment, payment.due)
    assert checkout.charge(charging, payment, payment.due).settled
    assert len(terminal.taken) == 1


def test_unknown_stays_unknown_until_the_terminal_is_asked(
    charging: Register, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.PAYS_UNHEARD)
    payment = payment_for(charging, SOCKS)
    reference = unknown_charge(charging, payment)
    assert unknown_charge(charging, payment) == reference
    assert [a.state for a in checkout.unsettled(charging)] == [AttemptState.UNKNOWN]
    assert health.of(charging).unsettled == 1
    paid = checkout.settle(charging, payment, reference)
    assert paid.settled
    assert checkout.settle(charging, paid, reference) == paid
    assert len(terminal.taken) == 1
    assert [verb for verb, _ in terminal.requests] == ["charge", "ask"]


def test_settling_tells_when_nothing_was_charged(
    charging: Register, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.IS_DECLINED_UNHEARD, Customer.VANISHES)
    payment = payment_for(charging, SOCKS)
    with pytest.raises(CardDeclined):
        checkout.settle(charging, payment, unknown_charge(charging, payment))
    with pytest.raises(Unreachable):
        checkout.settle(charging, payment, unknown_charge(charging, payment))
    assert checkout.charge(charging, payment, payment.due).settled


def test_while_the_terminal_is_off_the_question_stays_open(
    charging: Register, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.PAYS_UNHEARD)
    payment = payment_for(charging, SOCKS)
    reference = unknown_charge(charging, payment)
    terminal.switches_off()
    with pytest.raises(CardUnknown):
        checkout.settle(charging, payment, reference)
    terminal.switches_on()
    assert checkout.settle(charging, payment, reference).settled


def test_a_charge_of_an_earlier_run_is_asked_about_and_pays_the_sale_made_anew(
    charging: Register, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.PAYS_UNHEARD)
    reference = unknown_charge(charging, payment_for(charging, SOCKS))
    later = restarted(charging)
    (attempt,) = checkout.unsettled(later)
    assert (attempt.reference, attempt.amount) == (reference, Money(12_00))
    assert checkout.ask_again(later, reference).state is AttemptState.APPROVED
    again = payment_for(later, SOCKS)
    paid = checkout.reuse(later, again, reference)
    sale = checkout.complete(later, MIRA, None, paid)
    assert sale.tenders[0].id == reference
    assert checkout.unsettled(later) == ()
    assert len(terminal.taken) == 1
    with pytest.raises(CardUnknown):
        checkout.reuse(later, payment_for(later, SOCKS), reference)


def test_one_charge_never_pays_two_sales(charging: Register) -> None:
    first = payment_for(charging, SOCKS)
    paid = checkout.charge(charging, first, first.due)
    second = payment_for(charging, SOCKS)
    also_paid = checkout.reuse(charging, second, paid.tenders[0].id)
    checkout.complete(charging, MIRA, None, paid)
    with pytest.raises(CardUnknown):
        checkout.complete(charging, MIRA, None, also_paid)


def test_an_approved_charge_without_a_sale_waits_for_a_person(
    charging: Register, terminal: TerminalSimulator
) -> None:
    payment = payment_for(charging, SOCKS)
    paid = checkout.charge(charging, payment, payment.due)
    assert checkout.unsettled(charging) == ()
    with pytest.raises(NotAllowed):
        checkout.take_back(charging, paid, paid.tenders[0].id)
    checkout.abandon(charging, paid)
    (attempt,) = checkout.unsettled(charging)
    assert health.of(charging).needs_attention == 1
    checkout.reversed_by_hand(charging, LUISA, attempt.reference)
    assert checkout.unsettled(charging) == ()


def test_a_charge_can_be_stopped_while_it_waits(
    charging: Register, terminal: TerminalSimulator
) -> None:
    terminal.next(Customer.WAITS)
    payment = payment_for(charging, SOCKS)
    refused: list[type[Exception]] = []

    def pays() -> None:
        try:
            checkout.charge(charging, payment, payment.due)
        except CardCancelled as error:
            refused.append(type(error))

    thread = threading.Thread(target=pays)
    thread.start()
    assert terminal.waits_until(lambda t: bool(t.waiting))
    checkout.cancel_charge(charging, payment)
    thread.join()
    assert refused == [CardCancelled]


def test_no_more_than_is_due_is_ever_asked_for(
    charging: Register, terminal: TerminalSimulator
) -> None:
    payment = payment_for(charging, SOCKS)
    for amount in (Money(12_01), Money(0), Money(-5)):
        with pytest.raises(Overtendered):
            checkout.charge(charging, payment, amount)
    assert terminal.requests == ()


def test_without_a_terminal_nothing_is_charged_and_nothing_is_open(
    register: Register,
) -> None:
    payment = payment_for(register, SOCKS)
    with pytest.raises(Unreachable):
        checkout.charge(register, payment, payment.due)
    assert checkout.unsettled(register) == ()
    assert not register.takes_cards

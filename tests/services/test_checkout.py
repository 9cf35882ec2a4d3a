"""A paid cart becomes one sale: all of it or nothing, once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from posapp.contract import wire
from posapp.domain.cart import Cart, PulledCart
from posapp.domain.customer import Customer
from posapp.domain.errors import (
    DeliveryMissing,
    EmptyCart,
    NotSettled,
    Overtendered,
    StoreTrouble,
    Unreachable,
)
from posapp.domain.fulfilment import ShippingQuote
from posapp.domain.money import Money
from posapp.domain.payment import Payment, TenderKind
from posapp.domain.sale import Sale
from posapp.services import checkout, health, receipts, selling, shipping
from posapp.services.register import Register, close_register
from posapp.store import journal, outbox, print_queue
from tests.services.conftest import Clock, make_register
from tests.services.shop import BELT, BOOTS_38, MIRA, SOCKS, VIA_ROMA
from tests.services.till import cart_of, payment_for, sell


def everything(register: Register) -> dict[str, int]:
    """How many rows of each kind one sale leaves."""
    tables = ("sale", "sale_line", "tender", "sale_person", "journal_entry", "outbox")
    with register.books.journal.reading() as db:
        return {
            table: db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in (*tables, "print_queue")
        }


def test_j3_a_sale_leaves_its_journal_entry_outbox_row_and_receipt(
    printing: Register,
) -> None:
    sale = sell(printing, SOCKS, BOOTS_38)
    assert everything(printing) == {
        "sale": 1,
        "sale_line": 2,
        "tender": 1,
        "sale_person": 1,
        "journal_entry": 1,
        "outbox": 1,
        "print_queue": 1,
    }
    with printing.books.journal.reading() as db:
        assert journal.find(db, sale.id) == sale
        (report,) = outbox.waiting(db)
        job = print_queue.next_job(db)
    assert wire.decode(report.body, Sale) == sale
    assert report.id == sale.id
    assert job is not None
    assert (job.sale, job.copy, job.drawer) == (sale.id, False, True)


@pytest.mark.parametrize("step", ["journal.add", "outbox.append", "print_queue.append"])
@pytest.mark.parametrize("after", [False, True])
def test_j3_a_sale_that_fails_halfway_leaves_nothing_and_takes_no_number(
    printing: Register, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    module, name = step.split(".")
    room = {"journal": journal, "outbox": outbox, "print_queue": print_queue}[module]
    works: Callable[..., Any] = getattr(room, name)

    def fails(*args: Any, **kwargs: Any) -> Any:
        if after:
            works(*args, **kwargs)
        raise StoreTrouble("disk full")

    before = everything(printing)
    with monkeypatch.context() as fault:
        fault.setattr(room, name, fails)
        with pytest.raises(StoreTrouble):
            sell(printing)
    assert everything(printing) == before
    assert sell(printing).number == 1


def test_j4_receipt_numbers_count_up_by_one_and_carry_the_register(
    register: Register,
) -> None:
    assert [sell(register).receipt for _ in range(3)] == [
        "12-3-1-000001",
        "12-3-1-000002",
        "12-3-1-000003",
    ]


def test_j4_numbers_have_no_gap_when_many_pay_at_once(register: Register) -> None:
    payments = [payment_for(register, SOCKS) for _ in range(12)]
    numbers: list[int] = []

    def pays(payment: Payment) -> None:
        paid = checkout.take_cash(register, payment, payment.due)
        numbers.append(checkout.complete(register, MIRA, None, paid).number)

    threads = [threading.Thread(target=pays, args=(payment,)) for payment in payments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 13))


def test_j4_a_new_epoch_counts_from_one_and_repeats_no_number(register: Register) -> None:
    first = sell(register)
    restored = replace(register, epoch=2)
    second = sell(restored)
    assert (first.receipt, second.receipt) == ("12-3-1-000001", "12-3-2-000001")


def test_s1_pressing_pay_twice_makes_one_sale(register: Register) -> None:
    payment = payment_for(register, SOCKS)
    paid = checkout.take_cash(register, payment, Money(20_00))
    first = checkout.complete(register, MIRA, None, paid)
    again = checkout.complete(register, MIRA, None, paid)
    assert again == first
    assert first.id == payment.id
    assert everything(register)["sale"] == everything(register)["outbox"] == 1


def test_j5_tenders_less_change_are_what_was_owed(register: Register) -> None:
    sale = sell(register, SOCKS, BOOTS_38, cash=Money(150_00))
    assert sale.change == Money(49_00)
    tendered = sum(tender.amount.minor for tender in sale.tenders)
    assert tendered - sale.change.minor == sale.totals.grand.minor == 101_00


def test_the_business_date_is_the_shops_own_day(register: Register, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert sell(register).business_date == date(2026, 11, 22)


def test_what_cannot_be_sold_is_refused_before_anything_is_written(
    register: Register,
) -> None:
    with pytest.raises(EmptyCart):
        checkout.begin(register, selling.price(register, Cart()))
    to_ship = selling.price(register, cart_of(register, BELT))
    with pytest.raises(DeliveryMissing):
        checkout.begin(register, to_ship)
    unpaid = payment_for(register, SOCKS)
    with pytest.raises(NotSettled):
        checkout.complete(register, MIRA, None, unpaid)
    with pytest.raises(EmptyCart):
        parked = replace(unpaid, priced=selling.price(register, Cart()))
        checkout.complete(register, MIRA, None, parked)
    assert everything(register)["sale"] == 0


def test_a_shipped_line_is_sold_with_its_parcel(register: Register) -> None:
    cart = cart_of(register, SOCKS, BELT)
    priced = selling.price(register, cart)
    (quote,) = shipping.quotes(register, priced, VIA_ROMA)
    assert quote == ShippingQuote("courier", "Courier", Money(490), "standard", None, False)
    priced = selling.price(register, shipping.choose(cart, VIA_ROMA, quote))
    payment = checkout.begin(register, priced)
    ana = Customer("k-ana", "Ana")
    paid = checkout.take_cash(register, payment, Money(50_00))
    sale = checkout.complete(register, MIRA, ana, paid)
    assert sale.totals.grand == Money(41_90)
    assert sale.shipment is not None
    assert (sale.customer, sale.clerk_name) == ("k-ana", "Mira")


def test_with_the_centre_away_the_sale_goes_on(
    register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    payment = payment_for(register, SOCKS)
    assert checkout.prepare(register, payment.priced, None) == ""
    assert f"not asked before payment: {Unreachable().code}" in caplog.text
    with pytest.raises(Unreachable):
        checkout.hold_gift_card(register, payment, "123456")
    assert sell(register).number == 1
    assert health.of(register).sales_waiting == 1


def test_cash_is_only_taken_while_something_is_due(register: Register) -> None:
    payment = payment_for(register, SOCKS)
    with pytest.raises(Overtendered):
        checkout.take_cash(register, payment, Money(0))
    paid = checkout.take_cash(register, payment, Money(12_00))
    with pytest.raises(Overtendered):
        checkout.take_cash(register, paid, Money(1))
    assert checkout.take_back(register, paid, paid.tenders[0].id) == payment


def test_j9_the_sale_is_still_there_after_the_program_was_closed(
    register: Register, clock: Clock
) -> None:
    sale = sell(register)
    close_register(register)
    again = make_register(register.folder, clock)
    assert receipts.find(again, sale.receipt) == sale
    assert sell(again).number == 2
    close_register(again)


def test_a_payment_that_was_never_begun_is_a_bug(register: Register) -> None:
    payment = replace(payment_for(register, SOCKS), id="")
    with pytest.raises(ValueError, match="begin"):
        checkout.complete(register, MIRA, None, payment)


def test_what_was_paid_online_is_never_charged_again(register: Register) -> None:
    cart = cart_of(register, SOCKS)
    pulled = PulledCart("w-1", "W1", 7, Money(15_00))
    priced = selling.price(register, replace(cart, pulled=(pulled,)))
    payment = checkout.begin(register, priced)
    assert payment.settled
    sale = checkout.complete(register, MIRA, None, payment)
    assert [(t.kind, t.amount) for t in sale.tenders] == [(TenderKind.PREPAID, Money(12_00))]
    assert [(c.id, c.version, c.paid) for c in sale.carts] == [("w-1", 7, Money(12_00))]


def test_an_abandoned_check_is_told_to_the_centre_later(register: Register) -> None:
    checkout.release(register, "")
    assert health.of(register).waiting == 0
    checkout.release(register, "co-1")
    with register.books.journal.reading() as db:
        (report,) = outbox.waiting(db)
    assert (report.kind, report.of) == ("checkout_release", "co-1")

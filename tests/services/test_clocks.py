"""S6: a wrong clock changes no order, number, total or judgement, only the time shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from posapp import verify
from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.errors import CouponRefused, TokenTooOld
from posapp.services import backups, parking, reporting, selling, visiting
from posapp.services.register import Register
from posapp.services.visiting import How
from posapp.store import outbox
from posapp.store.books import JOURNAL
from posapp.sync.exchange import exchange
from tests.services.centre import Counter, away
from tests.services.conftest import Clock
from tests.services.shop import BOOTS_38, CHEESE, LUISA, MIRA, SOCKS, START
from tests.services.till import sell

YEARS = timedelta(days=3652)
JUMPS = (
    timedelta(),
    YEARS,
    -2 * YEARS,
    timedelta(hours=1),
    timedelta(hours=-1),
    YEARS,
    timedelta(days=-56 * 365),  # to the time before clocks
    timedelta(days=56 * 365),
    timedelta(seconds=-1),
)
GOODS = (SOCKS, BOOTS_38, CHEESE)


@dataclass
class Jumping:
    """A clock that somebody sets again after each look."""

    now: datetime
    jumps: Iterator[timedelta] = field(default_factory=lambda: iter(JUMPS * 20))

    def __call__(self) -> datetime:
        self.now += next(self.jumps)
        return self.now


def amounts(register: Register) -> list[tuple[int, int]]:
    """Number and total of each sale, in the journal's order."""
    with register.books.journal.reading() as db:
        rows = db.exec_driver_sql(
            "SELECT s.number, s.grand FROM journal_entry e JOIN sale s ON s.id = e.of"
            " ORDER BY e.sequence"
        )
        return [(row.number, row.grand) for row in rows]


def test_s6_a_clock_that_jumps_changes_no_order_number_or_total(
    register: Register, clock: Clock
) -> None:
    jumping = replace(register, clock=Jumping(START))
    sales = [sell(jumping, GOODS[n % 3], SOCKS) for n in range(12)]
    assert len({sale.sold_at for sale in sales}) > 6
    assert [number for number, _ in amounts(register)] == list(range(1, 13))
    totals = [sale.totals.grand.minor for sale in sales]
    assert [total for _, total in amounts(register)] == totals
    assert totals == totals[:3] * 4
    with register.books.journal.reading() as db:
        assert [report.of for report in outbox.waiting(db)] == [sale.id for sale in sales]
    report = verify.verify(register.folder / JOURNAL)
    assert report.sound, report.faults


def test_s6_the_centres_order_is_the_journals_whatever_the_clock_said(here: Counter) -> None:
    jumping = replace(here.register, clock=Jumping(datetime.now(UTC)))
    cut = away(jumping)
    sales = [sell(cut) for _ in range(9)]
    assert len({sale.sold_at.year for sale in sales}) > 2
    exchange(jumping)
    with jumping.books.journal.reading() as db:
        assert outbox.count(db, "parked") == outbox.count(db, "waiting") == 0
    assert list(jumping.central.sales().sales) == [sale.id for sale in sales]


def test_s6_parked_carts_stay_in_the_order_they_were_parked_in(register: Register) -> None:
    jumping = replace(register, clock=Jumping(START))
    aside = [
        parking.park(jumping, MIRA, selling.add(register, Cart(), each)).id
        for each in (*GOODS, *GOODS)
    ]
    assert [cart.id for cart in parking.parked(register)] == aside


@pytest.mark.parametrize("off", [-YEARS, YEARS, timedelta(hours=-30)])
def test_s6_once_the_centre_was_heard_a_wrong_clock_changes_no_price_and_no_day(
    register: Register, off: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = replace(register, clock=lambda: START + off)
    monkeypatch.setattr(type(register.central), "now", lambda _: START)
    cart = selling.add(wrong, Cart(), SOCKS)
    with pytest.raises(CouponRefused):  # a clock of ten years ago would let it pass
        selling.add_coupon(wrong, cart, None, "PAST")
    assert selling.price(wrong, cart) == selling.price(register, cart)
    sale = sell(wrong)
    assert sale.sold_at == START
    assert sale.business_date == START.date() == reporting.today(wrong)
    assert len(reporting.day(wrong, LUISA).sales) == 1


@pytest.mark.parametrize("off", [-YEARS, YEARS])
def test_s6_once_the_centre_was_heard_a_wrong_clock_still_tells_an_old_qr_from_a_fresh_one(
    here: Counter, ana: Customer, off: timedelta
) -> None:
    wrong = replace(here.register, clock=lambda: datetime.now(UTC) + off)
    visiting.open_visit(wrong, here.clerk, How.QR, token=here.qr(ana))
    assert visiting.known(wrong, here.qr(ana)) is not None
    with pytest.raises(TokenTooOld):
        visiting.known(wrong, here.qr(ana, age_s=120))


def test_s6_the_hour_that_comes_twice_in_october_is_one_day_and_one_order(
    register: Register, clock: Clock
) -> None:
    clock.now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in Rome, in summer time
    first = sell(register)
    clock.passes(hours=1)  # 02:30 again
    second = sell(register)
    clock.passes(hours=21, minutes=29)
    third = sell(register)
    clock.passes(minutes=2)
    tomorrow = sell(register)
    day = reporting.day(register, LUISA, first.business_date)
    assert {row.receipt for row in day.sales} == {s.receipt for s in (first, second, third)}
    assert tomorrow.business_date == first.business_date + timedelta(days=1)
    assert [number for number, _ in amounts(register)] == [1, 2, 3, 4]


def test_s6_a_backup_made_at_a_wrong_time_is_one_all_the_same(here: Counter) -> None:
    sell(here.register)
    for off in (YEARS, -YEARS, -3 * YEARS):
        made = backups.make(here.register.folder, START + off)
        assert verify.verify(made).sound
    assert len(backups.kept(here.register.folder)) == 3

"""What a register remembers for when the centre is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.money import Money
from posapp.domain.pricing import Totals
from posapp.domain.webcart import CartState, WebCart, WebLine
from posapp.store import known, looks, parked, settings, sign_ins
from posapp.store.books import Books
from posapp.store.known import KnownCustomer
from posapp.store.sign_ins import Kind
from tests.domain.shop_samples import line
from tests.store.samples import AT, BOOTS


def web_cart() -> WebCart:
    nothing = Money()
    totals = Totals(Money(8900), nothing, nothing, nothing, Money(8900), nothing)
    product: Product = BOOTS
    web_line = WebLine("l", product.sku, product.name, "", 1, Money(8900), product, AT)
    return WebCart("k", "W-1", "c-ana", 3, CartState.OPEN, (web_line,), (), nothing, totals, AT)


def ana(customer: str = "c-ana", token: str = "aa" * 12, minutes: int = 0) -> KnownCustomer:
    return KnownCustomer(
        id=customer,
        name="Àna Kovač",
        masked_phone="••• ••• 214",
        tier="Gold",
        language="it",
        groups=("Gold", "staff"),
        carts=(web_cart(),),
        as_of=AT + timedelta(minutes=minutes),
        token=token,
    )


def test_a_customer_served_here_is_known_by_id_token_contact_and_name(books: Books) -> None:
    digest = known.digest("salt", "+393471234214")
    with books.journal.writing() as db:
        known.remember(db, ana(), phone_digest=digest)
    with books.journal.reading() as db:
        assert known.find(db, "c-ana") == ana()
        assert known.by_token(db, "aa" * 12) == ana()
        assert known.by_contact(db, digest) == (ana(),)
        assert known.by_name(db, "KOVAC an") == (ana(),)
        assert known.by_name(db, "kovac leo") == ()
        assert known.by_name(db, "%") == ()
        assert known.by_name(db, " ") == ()


def test_p3_no_phone_number_is_kept(books: Books) -> None:
    digest = known.digest("salt", "+393471234214")
    with books.journal.writing() as db:
        known.remember(db, ana(), phone_digest=digest)
        row = db.exec_driver_sql("SELECT * FROM known_customer").one()
    assert not any("3471234214" in str(column) for column in row)
    assert known.digest("other salt", "+393471234214") != digest
    assert known.digest("salt", "") == ""


def test_a_token_once_learnt_stays(books: Books) -> None:
    with books.journal.writing() as db:
        known.remember(db, ana())
        known.remember(db, ana(token="", minutes=5))
        assert known.by_token(db, "aa" * 12) == ana(minutes=5)


def test_those_not_seen_for_longest_are_forgotten(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "MOST", 3)
    with books.journal.writing() as db:
        for number in range(5):
            known.remember(db, ana(f"c{number}", minutes=number))
        kept = [known.find(db, f"c{number}") is not None for number in range(5)]
    assert kept == [False, False, True, True, True]


def test_p5_a_person_can_be_forgotten(books: Books) -> None:
    with books.journal.writing() as db:
        known.remember(db, ana())
        known.forget(db, "c-ana")
        assert known.find(db, "c-ana") is None


def test_a_parked_cart_comes_back_whole_and_once(books: Books) -> None:
    aside = parked.ParkedCart("p", AT, "mira", "Mira", Cart((line(BOOTS),)), Customer("c", "C"))
    with books.journal.writing() as db:
        parked.add(db, aside)
        assert parked.listed(db) == (aside,)
        assert parked.take(db, "p") == aside
        assert parked.take(db, "p") is None
        assert parked.listed(db) == ()


def test_p4_a_look_is_written_down_and_stays(books: Books) -> None:
    first = looks.Look("v1", AT, "mira", "c-ana", "qr")
    second = looks.Look("v2", AT, "mira", "c-leo", "phone")
    with books.journal.writing() as db:
        looks.add(db, first)
        looks.add(db, second)
        assert looks.of(db, "c-ana") == (first,)
    with pytest.raises(IntegrityError), books.journal.writing() as db:
        db.exec_driver_sql("DELETE FROM look")


def test_a_setting_is_replaced(books: Books) -> None:
    with books.journal.writing() as db:
        assert settings.get(db, settings.SALT, "none") == "none"
        settings.put(db, settings.SALT, "one")
        settings.put(db, settings.SALT, "two")
        assert settings.get(db, settings.SALT) == "two"


def test_p6_wrong_pins_are_counted_delayed_and_locked(books: Books) -> None:
    waits = []
    with books.journal.writing() as db:
        for _ in range(sign_ins.LOCKED_AFTER):
            assert not sign_ins.failures(db).locked
            waits.append(sign_ins.failed(db, Kind.SIGN_IN, AT).of(Kind.SIGN_IN).wait_s(AT))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128]
    with books.journal.reading() as db:
        assert sign_ins.failures(db).locked
    with books.journal.writing() as db:
        sign_ins.forget(db, Kind)
        assert sign_ins.failures(db) == sign_ins.Failures()


def test_s6_a_clock_put_back_or_forward_never_lengthens_a_delay(books: Books) -> None:
    with books.journal.writing() as db:
        for _ in range(4):
            wrong = sign_ins.failed(db, Kind.SIGN_IN, AT).of(Kind.SIGN_IN)
    assert wrong.wait_s(AT - timedelta(days=3650)) == 2
    assert wrong.wait_s(AT + timedelta(seconds=1.5)) == 0.5
    assert wrong.wait_s(AT + timedelta(days=3650)) == 0


def test_p6_every_wrong_pin_counts_for_a_day_whoever_came_in_between(books: Books) -> None:
    last = AT + sign_ins.DAY - timedelta(seconds=1)
    with books.journal.writing() as db:
        for _ in range(sign_ins.LOCKED_AFTER_IN_A_DAY - 1):
            assert not sign_ins.failed(db, Kind.SIGN_IN, AT).locked
            sign_ins.forget(db, (Kind.SIGN_IN,))
        tomorrow = sign_ins.failed(db, Kind.MANAGER, AT + sign_ins.DAY)
        assert not tomorrow.locked
        assert tomorrow.of(Kind.DAY).count == 1
        sign_ins.forget(db, Kind)
        for _ in range(sign_ins.LOCKED_AFTER_IN_A_DAY - 1):
            sign_ins.failed(db, Kind.SIGN_IN, AT)
            sign_ins.forget(db, (Kind.SIGN_IN,))
        assert sign_ins.failed(db, Kind.MANAGER, last).locked

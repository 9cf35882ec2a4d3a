"""T1 at the register: what may be promised while the centre is away, and of when that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import Connection

from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product
from posapp.domain.errors import CheckoutChanged
from posapp.domain.fulfilment import Fulfilment
from posapp.hub import dividing, oddities
from posapp.services import checkout, health, promising, selling
from posapp.services.register import Register
from posapp.sync import catalogue
from posapp.sync.exchange import exchange
from tests.hub.shopping import shipped
from tests.services.centre import Counter, away
from tests.services.shop import BOOTS_38, SOCKS
from tests.services.till import sell


def sent(register: Register, product: Product, pieces: int) -> Cart:
    """So many to be sent home."""
    cart = selling.add(register, Cart(), product, pieces)
    (line,) = cart.lines
    way = Fulfilment.SHIP
    cart = selling.set_fulfilment(cart, line.id, way, None, register.new_id)
    return shipped(cart)


def with_part(register: Register, pieces: int) -> Register:
    register.current.replace_shop(replace(register.shop, allotment=pieces))
    promising.part_confirmed(register)
    return register


def may_promise(register: Register, pieces: int) -> bool:
    try:
        promising.must_keep(register, sent(register, BOOTS_38, pieces))
    except CheckoutChanged:
        return False
    return True


def test_t1_alone_a_register_promises_its_part_and_no_piece_more(register: Register) -> None:
    with_part(register, 2)
    promising.must_keep(register, sent(register, BOOTS_38, 2))
    with pytest.raises(CheckoutChanged) as refused:
        promising.must_keep(register, sent(register, BOOTS_38, 3))
    assert (refused.value.problem, refused.value.skus) == ("not_promised", (BOOTS_38.sku,))
    sell(register, BOOTS_38)
    promising.must_keep(register, sent(register, BOOTS_38, 1))
    with pytest.raises(CheckoutChanged):
        promising.must_keep(register, sent(register, BOOTS_38, 2))
    promising.must_keep(register, selling.add(register, Cart(), BOOTS_38, 99))


def test_t1_without_an_answer_before_payment_nothing_beyond_the_part_is_paid_for(
    register: Register,
) -> None:
    """The question that gets no answer says so itself, whoever asks it."""
    alone = away(with_part(register, 1))
    priced = selling.price(alone, sent(alone, BOOTS_38, 1))
    assert checkout.prepare(alone, priced, None) == ""
    with pytest.raises(CheckoutChanged):
        checkout.prepare(alone, selling.price(alone, sent(alone, BOOTS_38, 2)), None)


@pytest.mark.parametrize(
    ("later", "still"),
    [
        (timedelta(days=3), True),
        (timedelta(days=3, seconds=1), False),
        (timedelta(minutes=-30), True),
        (timedelta(days=-1), False),
    ],
)
def test_t1_a_part_is_believed_for_three_days_after_the_centre_confirmed_it(
    register: Register, later: timedelta, still: bool
) -> None:
    """So an older disk that was put back promises nothing from long ago, cut off or not."""
    with_part(register, 1)
    now = register.clock()
    assert may_promise(replace(register, clock=lambda: now + later), 1) is still


def test_t1_books_that_number_anew_have_no_part_before_the_centre_has_heard_of_them(
    register: Register,
) -> None:
    """After a restore, a lost end, and when they were found to be a copy."""
    assert not may_promise(register, 1)
    with_part(register, 1)
    assert may_promise(register, 1)
    register.current.number_anew(register.epoch_now + 1)
    assert not may_promise(register, 1)
    promising.part_confirmed(register)
    assert may_promise(register, 1)


def test_lines_are_doubted_only_while_the_centre_is_away(register: Register) -> None:
    cart = selling.add(register, Cart(), SOCKS, 99)
    health.answered(register, 0.1)
    assert promising.doubted(register, cart) == ()
    for _ in range(3):
        health.silent(register)
    (found,) = promising.doubted(register, cart)
    assert found.doubt is promising.Doubt.COUNT


def test_t1_own_sales_count_until_the_pieces_are_known_without_them(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of when the pieces are, is known only once the centre has every sale of ours."""
    monkeypatch.setattr(catalogue, "A_WHILE", timedelta(0))
    shop, register = here.shopping, here.register
    boots = shop.product(here=2)

    def give(db: Connection) -> None:
        dividing.divide(db, shop.store.id, 4)

    here.centre.hub.write(give)
    catalogue.fetch(register, lambda _: None, Event())
    first = promising.known_at(register)
    assert exchange(register).online
    assert register.shop.allotment == 2, "half of it: the store has two registers"
    sell(register, boots, clerk=here.clerk)
    with pytest.raises(CheckoutChanged):
        promising.must_keep(register, sent(register, boots, 2))
    catalogue.fetch(register, lambda _: None, Event())
    assert promising.known_at(register) == first, "the centre has not heard of the sale"
    assert exchange(register).sent == 1
    with pytest.raises(CheckoutChanged):
        promising.must_keep(register, sent(register, boots, 2))
    catalogue.fetch(register, lambda _: None, Event())
    assert promising.known_at(register) != first
    promising.must_keep(register, sent(register, boots, 1))
    with pytest.raises(CheckoutChanged):
        promising.must_keep(register, sent(register, boots, 2))
    assert here.centre.hub.read(lambda db: oddities.listed(db, shop.store.id)) == ()

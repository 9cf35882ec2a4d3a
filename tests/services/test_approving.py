"""P6: a manager's word on the spot is for one discount of one amount, and is remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.domain.cart import Cart, ManualDiscount
from posapp.domain.errors import BadAmount, LockedOut, OverLimit, WrongPin
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.sale import Approval, Sale
from posapp.services import checkout, receipts, reporting, selling, signing_in
from posapp.services.register import Register
from posapp.store import journal
from posapp.store.books import JOURNAL
from posapp.verify import verify
from tests.services.conftest import Clock
from tests.services.shop import BOOTS_38, LUISA, LUISA_PIN, MIRA, MIRA_PIN, SOCKS
from tests.services.till import WORDS, cart_of

THIRTY = 300_000


def approved(register: Register, cart: Cart, off: int | Money = THIRTY, at: int = 0) -> Cart:
    """The cart with a discount on one line that Luisa approved."""
    return selling.approve(register, cart, cart.lines[at].id, off, "scratch", LUISA_PIN)


def sold(register: Register, cart: Cart) -> Sale:
    for line in cart.lines:
        cart = selling.set_fulfilment(cart, line.id, Fulfilment.TAKE, None, register.new_id)
    payment = checkout.begin(register, selling.price(register, cart))
    paid = checkout.take_cash(register, payment, payment.due)
    return checkout.complete(register, MIRA, None, paid)


def test_p6_a_manager_approves_what_the_clerk_may_not_give_and_both_names_stay(
    register: Register,
) -> None:
    cart = cart_of(register, BOOTS_38)
    sale = sold(register, approved(register, cart))
    assert sale.totals.discounts == Money(26_70)
    said = Approval(LUISA.id, "Luisa", cart.lines[0].id, THIRTY, Money(26_70))
    assert (sale.clerk_name, sale.approvals) == ("Mira", (said,))
    with register.books.journal.reading() as db:
        assert journal.find(db, sale.id) == sale
    assert verify(register.folder / JOURNAL).sound
    text = str(receipts.receipt(register, sale, WORDS))
    assert "Mira" in text
    assert "Luisa" in text
    assert "Luisa" in reporting.csv(reporting.day(register, LUISA))


def test_p6_an_approval_is_for_one_discount_and_not_for_the_next(register: Register) -> None:
    cart = approved(register, cart_of(register, BOOTS_38, SOCKS))
    with pytest.raises(OverLimit):
        selling.discount(register, MIRA, cart, cart.lines[1].id, THIRTY, "another")
    with pytest.raises(OverLimit):
        selling.discount(register, MIRA, cart, None, 50_000, "on top")
    within = selling.discount(register, MIRA, cart, cart.lines[1].id, 100_000, "scratch")
    assert len(sold(register, within).approvals) == 1


@pytest.mark.parametrize("off", [THIRTY, Money(26_70)])
def test_p6_an_approval_is_for_one_amount(register: Register, off: int | Money) -> None:
    cart = approved(register, cart_of(register, BOOTS_38, BOOTS_38), off)
    line = cart.lines[0]
    assert sold(register, cart).approvals[0].most == (
        Money(53_40) if isinstance(off, int) else off
    )
    changed = cart.set_quantity(line.id, 3 if isinstance(off, int) else 1)
    with pytest.raises(OverLimit):
        checkout.begin(register, selling.price(register, changed))
    dearer = replace(BOOTS_38, price=Money(890_00))
    swapped = cart.change(
        line.id, lambda old: replace(old, product=dearer, unit_price=dearer.price)
    )
    if isinstance(off, int):
        with pytest.raises(OverLimit):
            checkout.begin(register, selling.price(register, swapped))


def test_p6_a_split_line_shares_its_approval(register: Register) -> None:
    cart = approved(register, cart_of(register, BOOTS_38, BOOTS_38))
    parts = cart.split(cart.lines[0].id, 1, "other", Fulfilment.PICK_UP)
    given = [line.discount for line in parts.lines]
    assert [d.approved.most for d in given if d and d.approved] == [Money(26_70)] * 2
    grown = parts.set_quantity("other", 2)
    with pytest.raises(OverLimit):
        checkout.begin(register, selling.price(register, grown))


def test_p6_approving_for_the_whole_cart_ends_when_more_is_put_in(register: Register) -> None:
    cart = cart_of(register, SOCKS)
    cart = selling.approve(register, cart, None, THIRTY, "regular", LUISA_PIN)
    assert isinstance(cart.discount, ManualDiscount)
    assert sold(register, cart).approvals[0].line == ""
    with pytest.raises(OverLimit):
        checkout.begin(register, selling.price(register, selling.add(register, cart, BOOTS_38)))


def test_p6_only_a_managers_pin_approves_and_guesses_are_counted(
    register: Register, clock: Clock
) -> None:
    cart = cart_of(register, BOOTS_38)
    line = cart.lines[0].id
    for _ in range(10):
        clock.passes(minutes=5)
        with pytest.raises((WrongPin, LockedOut)):
            selling.approve(register, cart, line, THIRTY, "scratch", MIRA_PIN)
    assert signing_in.locked(register)
    clock.passes(minutes=5)
    with pytest.raises(LockedOut):
        selling.approve(register, cart, line, THIRTY, "scratch", LUISA_PIN)


def test_p6_a_manager_approves_no_more_than_they_may_give(register: Register) -> None:
    cart = cart_of(register, BOOTS_38)
    with pytest.raises(OverLimit) as refused:
        approved(register, cart, LUISA.discount_limit_ppm + 1)
    assert refused.value.limit_ppm == LUISA.discount_limit_ppm
    with pytest.raises(BadAmount):
        approved(register, cart, 0)


def test_p6_who_approved_is_not_who_signed_in(register: Register) -> None:
    signing_in.sign_in(register, MIRA_PIN)
    approved(register, cart_of(register, BOOTS_38))
    assert register.current.came == (MIRA.id,)

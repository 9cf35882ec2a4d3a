"""Lines come, count up, split and go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.domain.cart import MOST, Cart, ManualDiscount, Source
from posapp.domain.fulfilment import Fulfilment
from tests.domain.shop_samples import eur, line, product, pulled

BELT = product("BELT", 2500)


def test_the_same_product_scanned_twice_is_one_line_of_two() -> None:
    cart = Cart().add(line(BELT, line_id="a")).add(line(BELT, line_id="b"))
    assert [(one.id, one.quantity) for one in cart.lines] == [("a", 2)]


def test_a_pulled_a_noted_or_a_discounted_line_never_counts_up() -> None:
    noted = replace(line(BELT, line_id="n"), note="gift")
    off = ManualDiscount(Source.CLERK, "scratch", percent_ppm=1)
    cut = replace(line(BELT, line_id="d"), discount=off)
    cart = Cart((pulled(BELT, 1, 2500), noted, cut)).add(line(BELT, line_id="x"))
    assert [one.quantity for one in cart.lines] == [1, 1, 1, 1]


def test_a_line_with_nothing_left_disappears_and_no_line_exceeds_the_most() -> None:
    cart = Cart((line(BELT, line_id="a"),))
    assert not cart.set_quantity("a", 0)
    assert cart.set_quantity("a", 10**6).pieces == MOST
    with pytest.raises(KeyError):
        cart.set_quantity("zz", 1)


def test_a_split_line_keeps_its_pieces_and_its_discount_in_all() -> None:
    off = ManualDiscount(Source.PROMISE, "promised", amount=eur(100), code="p")
    one = replace(line(BELT, 3, "a"), discount=off)
    cart = Cart((one,)).split("a", 1, "b", Fulfilment.SHIP)
    assert [(x.id, x.quantity, x.fulfilment) for x in cart.lines] == [
        ("a", 2, Fulfilment.TAKE),
        ("b", 1, Fulfilment.SHIP),
    ]
    amounts = [x.discount.amount for x in cart.lines if x.discount]
    assert amounts == [eur(67), eur(33)]
    assert cart.ships


@pytest.mark.parametrize("quantity", [0, 3, -1])
def test_a_split_leaves_something_on_both_sides(quantity: int) -> None:
    with pytest.raises(ValueError, match="split"):
        Cart((line(BELT, 3, "a"),)).split("a", quantity, "b", Fulfilment.SHIP)

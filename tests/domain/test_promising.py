"""T1: goods in hand are always sold; what is to be sent is promised alone only in part."""

from __future__ import annotations

import pytest

from posapp.domain.cart import Cart, Line
from posapp.domain.catalogue import Product
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.promising import Doubt, doubts

TAKE, SHIP = Fulfilment.TAKE, Fulfilment.SHIP
BOOTS = Product("BOOTS", "Boots", Money(50_00))


def cart(*lines: tuple[int, Fulfilment]) -> Cart:
    return Cart(
        tuple(
            Line(str(place), BOOTS, number, BOOTS.price, fulfilment=way)
            for place, (number, way) in enumerate(lines)
        )
    )


@pytest.mark.parametrize(
    ("lines", "allotment", "on_hand", "gone", "told"),
    [
        ([(2, SHIP)], 2, 5, 0, []),
        ([(3, SHIP)], 2, 5, 0, [("0", Doubt.PROMISE, 2)]),
        ([(1, SHIP)], 2, 0, 0, [("0", Doubt.PROMISE, 0)]),
        ([(2, SHIP)], 2, 5, 1, [("0", Doubt.PROMISE, 1)]),
        ([(1, SHIP), (1, SHIP)], 1, 5, 0, [("0", Doubt.PROMISE, 1), ("1", Doubt.PROMISE, 1)]),
        ([(1, TAKE), (2, SHIP)], 2, 5, 0, [("1", Doubt.PROMISE, 1)]),
        ([(5, TAKE)], 0, 5, 0, []),
        ([(6, TAKE)], 0, 5, 0, [("0", Doubt.COUNT, 5)]),
        ([(1, TAKE)], 0, 5, 9, [("0", Doubt.COUNT, 0)]),
        ([(1, Fulfilment.FROM_STORE)], 0, 5, 0, [("0", Doubt.PROMISE, 0)]),
    ],
)
def test_t1_what_is_sent_comes_from_the_allotment_and_what_is_taken_is_only_doubted(
    lines: list[tuple[int, Fulfilment]],
    allotment: int,
    on_hand: int,
    gone: int,
    told: list[tuple[str, Doubt, int]],
) -> None:
    found = doubts(cart(*lines), allotment, {"BOOTS": on_hand}, {"BOOTS": gone})
    assert [(each.line, each.doubt, each.most) for each in found] == told


def test_t1_a_product_that_is_not_known_here_cannot_be_promised() -> None:
    (found,) = doubts(cart((1, SHIP)), 9, {}, {})
    assert (found.doubt, found.most) == (Doubt.PROMISE, 0)

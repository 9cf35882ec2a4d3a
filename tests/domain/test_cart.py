"""Lines come, count up, split and go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.domain.cart import (
    MOST,
    Approved,
    Cart,
    Line,
    ManualDiscount,
    Origin,
    Source,
)
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


def test_a_line_is_taken_from_the_counter_unless_somebody_says_otherwise() -> None:
    one = Line("a", BELT, 2, eur(2500))
    counter = (Origin.COUNTER, Fulfilment.TAKE, None, None, "", "")
    assert one == Line("a", BELT, 2, eur(2500), *counter)
    assert Cart() == Cart((), (), None, None, (), "")
    off = ManualDiscount(Source.CLERK, "scratch")
    assert off == ManualDiscount(Source.CLERK, "scratch", 0, None, "", 0, None)


def test_the_words_for_where_a_line_and_a_discount_come_from_are_the_centre_s() -> None:
    assert [origin.value for origin in Origin] == ["web", "counter", "chat"]
    assert [s.value for s in Source] == ["coupon", "automatic", "clerk", "promise"]


def test_only_a_line_like_any_other_of_its_product_counts_up() -> None:
    one = line(BELT)
    assert one.plain
    assert not replace(one, origin=Origin.CHAT).plain
    assert not replace(one, note="gift").plain
    assert not replace(one, unit_price=eur(2400)).plain
    assert not replace(one, discount=ManualDiscount(Source.CLERK, "scratch")).plain


def test_a_line_counts_up_with_its_own_product_price_and_fulfilment_alone() -> None:
    hat = product("HAT", 2500)
    dearer = replace(BELT, price=eur(2600))
    ships = replace(line(BELT, line_id="s"), fulfilment=Fulfilment.SHIP)
    cart = Cart().add(line(hat, line_id="h")).add(line(BELT, 2, "a")).add(ships)
    cart = cart.add(line(dearer, line_id="d")).add(line(BELT, 3, "b"))
    assert [(one.id, one.quantity) for one in cart.lines] == [
        ("h", 1),
        ("a", 5),
        ("s", 1),
        ("d", 1),
    ]
    web = cart.add(pulled(BELT, 1, 2500))
    assert [one.quantity for one in web.lines] == [1, 5, 1, 1, 1]


def test_one_line_changes_and_all_others_stay() -> None:
    cart = Cart((line(BELT, 1, "a"), line(BELT, 2, "b"), line(BELT, 3, "c")))
    assert cart.line("b").quantity == 2
    assert [x.quantity for x in cart.set_quantity("b", 9).lines] == [1, 9, 3]
    assert [x.quantity for x in cart.set_quantity("b", 1).lines] == [1, 1, 3]
    assert [x.id for x in cart.remove("b").lines] == ["a", "c"]
    assert [x.id for x in cart.set_quantity("b", -1).lines] == ["a", "c"]
    assert (cart.pieces, bool(cart), bool(Cart())) == (6, True, False)
    for changed in (lambda: cart.line("zz"), lambda: cart.change("zz", lambda one: one)):
        with pytest.raises(KeyError, match="zz"):
            changed()


def test_no_line_has_more_than_9999_pieces() -> None:
    cart = Cart((line(BELT, 9_998, "a"),))
    assert cart.add(line(BELT, line_id="b")).pieces == 9_999
    assert cart.add(line(BELT, 2, "b")).pieces == 9_999


def test_what_is_split_off_stands_behind_its_line_and_the_others_where_they_were() -> None:
    cart = Cart((line(BELT, 1, "a"), line(BELT, 3, "b"), line(BELT, 2, "c")), note="wait")
    split = cart.split("b", 2, "new", Fulfilment.SHIP)
    assert [(one.id, one.quantity) for one in split.lines] == [
        ("a", 1),
        ("b", 1),
        ("new", 2),
        ("c", 2),
    ]
    assert [one.fulfilment for one in split.lines if one.id != "new"] == [Fulfilment.TAKE] * 3
    assert split.note == "wait" and split.ships and not cart.ships
    assert {one.discount for one in split.lines} == {None}


def test_p6_what_a_manager_approved_is_divided_with_the_pieces() -> None:
    said = Approved("m1", "Ana", eur(100))
    off = ManualDiscount(Source.CLERK, "scratch", percent_ppm=10_000, approved=said)
    cart = Cart((replace(line(BELT, 3, "a"), discount=off),))
    kept, given = (one.discount for one in cart.split("a", 1, "b", Fulfilment.SHIP).lines)
    assert kept == replace(off, approved=replace(said, most=eur(67)))
    assert given == replace(off, approved=replace(said, most=eur(33)))


def test_a_discount_in_percent_stands_on_both_parts_of_a_line() -> None:
    off = ManualDiscount(Source.CLERK, "scratch", percent_ppm=10_000, limit_ppm=50_000)
    cart = Cart((replace(line(BELT, 2, "a"), discount=off),))
    parts = cart.split("a", 1, "b", Fulfilment.SHIP).lines
    assert [one.discount for one in parts] == [off, off]


def test_what_is_sent_or_fetched_later_is_promised_and_only_what_is_sent_ships() -> None:
    taken = line(BELT, line_id="a")
    for later in set(Fulfilment) - {Fulfilment.TAKE}:
        cart = Cart((taken, replace(line(BELT, line_id="b"), fulfilment=later)))
        assert cart.sends
        assert cart.ships == (later is Fulfilment.SHIP)
    assert not Cart((taken,)).sends
    assert not Cart().sends

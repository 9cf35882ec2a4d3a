"""What changed between the online cart and today's shop, and what becomes of each line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

from posapp.domain.cart import Cart, Origin, PulledCart
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.differences import (
    Choice,
    Decision,
    Difference,
    DifferenceKind,
    accept,
    added,
    check,
    pull,
    since,
)
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.pricing import Totals
from posapp.domain.promotions import Promotion, PromotionKind
from posapp.domain.webcart import CartState, WebCart, WebLine
from tests.domain.shop_samples import NOW, eur, line, product, rules

BELT = product("BELT", 2500)
BOOTS = product("BOOTS-38", 8900)
SCARF = product("SCARF", 3000)
PRODUCTS = {one.sku: one for one in (BELT, BOOTS, SCARF)}
EMPTY = Cart()
NOTHING = Totals(eur(0), eur(0), eur(0), eur(0), eur(0), eur(0))
PLENTY = {sku: [StockLevel(sku, "12", "Store 12", 50)] for sku in PRODUCTS}


def web_line(of: Product, quantity: int = 1, seen: int | None = None, n: str = "1") -> WebLine:
    price = of.price if seen is None else eur(seen)
    added_at = NOW - timedelta(days=3)
    return WebLine(f"w-{of.sku}-{n}", of.sku, of.name, "", quantity, price, of, added_at)


def web_cart(*lines: WebLine, cart_id: str = "c1", version: int = 4) -> WebCart:
    return WebCart(
        cart_id, "W-17", "ana", version, CartState.OPEN, lines, (), eur(0), NOTHING, NOW
    )


def at_stores(sku: str, **pieces: int) -> dict[str, list[StockLevel]]:
    levels = [StockLevel(sku, name[1:], f"Store {name[1:]}", n) for name, n in pieces.items()]
    return {**PLENTY, sku: levels}


def checked(
    *carts: WebCart,
    stock: Mapping[str, Sequence[StockLevel]] = PLENTY,
    promotions: Sequence[Promotion] = (),
) -> tuple[Difference, ...]:
    return check(carts, PRODUCTS, stock, "12", rules(*promotions), NOW, ())


def new_ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def pulled_here(
    web: WebCart,
    *decisions: Decision,
    stock: Mapping[str, Sequence[StockLevel]] = PLENTY,
    cart: Cart = EMPTY,
) -> Cart:
    found = checked(web, stock=stock)
    return pull(cart, web, PRODUCTS, found, decisions, new_ids())


def parts(cart: Cart) -> list[tuple[str, int, Fulfilment]]:
    return [(one.product.sku, one.quantity, one.fulfilment) for one in cart.lines]


def test_a_line_that_did_not_change_asks_nothing_and_is_taken() -> None:
    web = web_cart(web_line(BELT, 2))
    assert checked(web) == ()
    cart = pulled_here(web)
    assert parts(cart) == [("BELT", 2, Fulfilment.TAKE)]
    assert (cart.lines[0].origin, cart.lines[0].reason) == (Origin.WEB, "")
    assert cart.pulled == (PulledCart("c1", "W-17", 4, eur(0)),)


def test_a_price_that_went_up_is_kept_on_enter_and_the_reason_stays_on_the_line() -> None:
    web = web_cart(web_line(BELT, seen=2200))
    (found,) = checked(web)
    assert (found.kind, found.was, found.now) == (
        DifferenceKind.PRICE_UP,
        eur(2200),
        eur(2500),
    )
    kept = pulled_here(web).lines[0]
    assert (kept.unit_price, kept.reason) == (eur(2200), "price kept: 22.00 online")


def test_the_clerk_may_charge_todays_price_instead() -> None:
    web = web_cart(web_line(BELT, seen=2200))
    no = Decision(web.lines[0].id, DifferenceKind.PRICE_UP, Choice.USE_TODAYS_PRICE)
    one = pulled_here(web, no).lines[0]
    assert (one.unit_price, one.reason) == (eur(2500), "price today: was 22.00 online")


def test_a_price_that_went_down_is_charged_as_it_is_today() -> None:
    web = web_cart(web_line(BELT, seen=3000))
    assert [d.kind for d in checked(web)] == [DifferenceKind.PRICE_DOWN]
    one = pulled_here(web).lines[0]
    assert (one.unit_price, one.reason) == (eur(2500), "price today: was 30.00 online")


def test_a_choice_that_was_not_offered_falls_back_to_the_safe_default() -> None:
    web = web_cart(web_line(BELT, seen=3000))
    odd = Decision(web.lines[0].id, DifferenceKind.PRICE_DOWN, Choice.KEEP_SEEN_PRICE)
    assert pulled_here(web, odd).lines[0].unit_price == eur(2500)


def test_what_only_another_store_has_is_shipped_and_the_store_is_named() -> None:
    web = web_cart(web_line(SCARF))
    stock = at_stores("SCARF", s12=0, s9=4, s7=1)
    (found,) = checked(web, stock=stock)
    assert (found.kind, found.elsewhere) == (DifferenceKind.NOT_HERE, "Store 9")
    cart = pulled_here(web, stock=stock)
    assert parts(cart) == [("SCARF", 1, Fulfilment.SHIP)]
    assert cart.lines[0].reason == "not here"


def test_what_is_partly_here_is_taken_and_the_rest_is_shipped() -> None:
    web = web_cart(web_line(SCARF, 3))
    stock = at_stores("SCARF", s12=1, s9=4)
    cart = pulled_here(web, stock=stock)
    assert parts(cart) == [("SCARF", 1, Fulfilment.TAKE), ("SCARF", 2, Fulfilment.SHIP)]
    assert {one.reason for one in cart.lines} == {"only 1 here"}
    assert {one.web.quantity for one in cart.lines if one.web} == {3}
    assert len({one.id for one in cart.lines}) == 2


def test_the_clerk_may_take_what_is_here_and_leave_the_rest_online() -> None:
    web = web_cart(web_line(SCARF, 3))
    choice = Decision(web.lines[0].id, DifferenceKind.FEWER_HERE, Choice.TAKE_WHAT_IS_HERE)
    cart = pulled_here(web, choice, stock=at_stores("SCARF", s12=1, s9=4))
    assert parts(cart) == [("SCARF", 1, Fulfilment.TAKE)]


def test_never_more_is_shipped_than_the_other_stores_have() -> None:
    web = web_cart(web_line(SCARF, 6))
    cart = pulled_here(web, stock=at_stores("SCARF", s12=1, s9=2, s7=1))
    assert parts(cart) == [("SCARF", 1, Fulfilment.TAKE), ("SCARF", 3, Fulfilment.SHIP)]


def test_what_no_store_has_any_more_of_is_taken_from_here_only() -> None:
    web = web_cart(web_line(SCARF, 2))
    (found,) = checked(web, stock=at_stores("SCARF", s12=1, s9=0))
    assert found.choices == (Choice.TAKE_WHAT_IS_HERE, Choice.LEAVE_ONLINE)


def test_what_is_sold_out_everywhere_stays_online() -> None:
    web = web_cart(web_line(SCARF), web_line(BELT))
    stock = at_stores("SCARF", s12=0, s9=0)
    assert [d.kind for d in checked(web, stock=stock)] == [DifferenceKind.SOLD_OUT]
    assert parts(pulled_here(web, stock=stock)) == [("BELT", 1, Fulfilment.TAKE)]


def test_reserved_pieces_are_nobody_elses() -> None:
    web = web_cart(web_line(SCARF))
    stock = {"SCARF": [StockLevel("SCARF", "12", "Store 12", 1, reserved=1)]}
    assert [d.kind for d in checked(web, stock=stock)] == [DifferenceKind.SOLD_OUT]


def test_without_the_centre_the_catalogues_own_count_is_believed() -> None:
    web = web_cart(web_line(replace(SCARF, on_hand=1), 2))
    known = {"SCARF": replace(SCARF, on_hand=1)}
    (found,) = check([web], known, {}, "12", rules(), NOW, ())
    assert (found.kind, found.here, found.detail) == (
        DifferenceKind.FEWER_HERE,
        1,
        "stock_unknown",
    )


def test_a_discontinued_product_stays_online() -> None:
    gone = replace(web_line(BELT), gone=True)
    unknown = replace(web_line(product("HAT", 900)), product=None)
    retired = web_line(replace(product("CAP", 900), active=False))
    web = web_cart(gone, unknown, retired, web_line(BOOTS))
    assert [d.kind for d in checked(web)][:3] == [DifferenceKind.GONE] * 3
    assert "BOOTS-38" in [one.product.sku for one in pulled_here(web, stock={}).lines]
    assert len(pulled_here(web).lines) == 1


def test_two_carts_share_the_last_piece_and_keep_their_own_lines() -> None:
    first = web_cart(web_line(SCARF, n="1"))
    second = web_cart(web_line(SCARF, n="2"), cart_id="c2")
    stock = at_stores("SCARF", s12=1, s9=5)
    found = checked(first, second, stock=stock)
    assert [(d.cart, d.kind) for d in found] == [("c2", DifferenceKind.NOT_HERE)]
    ids = new_ids()
    cart = pull(Cart((line(BELT),)), first, PRODUCTS, found, (), ids)
    cart = pull(cart, second, PRODUCTS, found, (), ids)
    assert parts(cart) == [
        ("BELT", 1, Fulfilment.TAKE),
        ("SCARF", 1, Fulfilment.TAKE),
        ("SCARF", 1, Fulfilment.SHIP),
    ]
    assert [one.web.cart for one in cart.lines if one.web] == ["c1", "c2"]


def test_pulling_a_cart_twice_changes_nothing() -> None:
    web = web_cart(web_line(BELT))
    once = pulled_here(web)
    assert pulled_here(web, cart=once) is once


def test_a_cart_of_which_everything_stays_online_is_not_served_here() -> None:
    web = replace(web_cart(replace(web_line(BELT), gone=True)), coupons=("HELLO",))
    assert pulled_here(web) == Cart()


def test_coupons_come_along_in_capitals_and_once() -> None:
    web = replace(web_cart(web_line(BELT)), coupons=("hello", "TEN"), note="gift")
    cart = pulled_here(web, cart=Cart(coupons=("TEN",)))
    assert (cart.coupons, cart.note) == (("TEN", "HELLO"), "gift")


def test_a_promotion_that_ran_when_the_line_was_added_is_named_when_it_is_over() -> None:
    autumn = Promotion(
        "a", "Autumn -20 %", PromotionKind.PERCENT, percent_ppm=200_000, ends=NOW
    )
    web = web_cart(web_line(BELT))
    (found,) = checked(web, promotions=[autumn])
    assert (found.kind, found.was, found.now, found.detail) == (
        DifferenceKind.PROMOTION_OVER,
        eur(2000),
        eur(2500),
        "Autumn -20 %",
    )
    one = pull(Cart(), web, PRODUCTS, [found], (), new_ids()).lines[0]
    assert (one.unit_price, one.reason) == (eur(2500), "promotion over: Autumn -20 %")
    keep = Decision(web.lines[0].id, DifferenceKind.PROMOTION_OVER, Choice.KEEP_SEEN_PRICE)
    kept = pull(Cart(), web, PRODUCTS, [found], (keep,), new_ids()).lines[0]
    assert (kept.unit_price, kept.reason) == (eur(2000), "promotion kept: Autumn -20 %")


def test_a_promotion_still_running_or_for_others_is_no_difference() -> None:
    running = Promotion("a", "A", PromotionKind.PERCENT, percent_ppm=200_000)
    over = replace(running, ends=NOW)
    gold = replace(over, group="Gold")
    boots = replace(over, skus=("BOOTS-38",))
    coupon = replace(over, coupon="HELLO")
    assert checked(web_cart(web_line(BELT)), promotions=[running, gold, boots, coupon]) == ()


def test_more_pieces_on_the_phone_are_more_pieces_here() -> None:
    seen = web_cart(web_line(BELT, 1))
    fresh = web_cart(web_line(BELT, 3), version=5)
    cart = pulled_here(seen)
    (found,) = since(seen, fresh, cart)
    assert (found.detail, found.before, found.after) == ("quantity", 1, 3)
    now = accept(cart, fresh, PRODUCTS, [found], (), new_ids())
    assert parts(now) == [("BELT", 3, Fulfilment.TAKE)]
    assert (now.pulled[0].version, now.lines[0].web and now.lines[0].web.quantity) == (5, 3)
    assert since(fresh, fresh, now) == ()


def test_pieces_the_clerk_added_stay_when_the_phone_removes_its_own() -> None:
    seen = web_cart(web_line(BELT, 2), web_line(BOOTS))
    fresh = web_cart(web_line(BOOTS), version=5)
    cart = pulled_here(seen)
    cart = cart.set_quantity(cart.lines[0].id, 3)
    found = since(seen, fresh, cart)
    now = accept(cart, fresh, PRODUCTS, found, (), new_ids())
    assert parts(now) == [("BELT", 1, Fulfilment.TAKE), ("BOOTS-38", 1, Fulfilment.TAKE)]
    assert now.lines[0].web is None


def test_fewer_pieces_on_the_phone_take_the_shipped_ones_first() -> None:
    seen = web_cart(web_line(SCARF, 3), web_line(BELT))
    fresh = web_cart(web_line(SCARF, 1), web_line(BELT), version=5)
    cart = pulled_here(seen, stock=at_stores("SCARF", s12=1, s9=4))
    now = accept(cart, fresh, PRODUCTS, since(seen, fresh, cart), (), new_ids())
    assert parts(now) == [("SCARF", 1, Fulfilment.TAKE), ("BELT", 1, Fulfilment.TAKE)]


def test_an_ignored_edit_leaves_the_counter_as_it_is_and_is_not_asked_again() -> None:
    seen = web_cart(web_line(BELT, 1))
    fresh = web_cart(web_line(BELT, 3), version=5)
    cart = pulled_here(seen)
    ignore = Decision(seen.lines[0].id, DifferenceKind.CHANGED_ON_PHONE, Choice.IGNORE)
    now = accept(cart, fresh, PRODUCTS, since(seen, fresh, cart), (ignore,), new_ids())
    assert parts(now) == [("BELT", 1, Fulfilment.TAKE)]
    assert (now.pulled[0].version, now.lines[0].web and now.lines[0].web.quantity) == (5, 3)


def test_a_line_added_on_the_phone_is_checked_like_any_other() -> None:
    seen = web_cart(web_line(BELT))
    fresh = web_cart(web_line(BELT), web_line(SCARF), version=5)
    cart = pulled_here(seen)
    new = checked(added(seen, fresh), stock=at_stores("SCARF", s12=0, s9=4))
    found = (*since(seen, fresh, cart), *new)
    assert [d.detail for d in found] == ["added", ""]
    now = accept(cart, fresh, PRODUCTS, found, (), new_ids())
    assert parts(now) == [("BELT", 1, Fulfilment.TAKE), ("SCARF", 1, Fulfilment.SHIP)]


def test_edits_of_a_line_that_was_left_online_ask_nothing() -> None:
    stock = at_stores("SCARF", s12=0, s9=0)
    seen = web_cart(web_line(BELT), web_line(SCARF))
    fresh = web_cart(web_line(BELT), web_line(SCARF, 2), version=5)
    assert since(seen, fresh, pulled_here(seen, stock=stock)) == ()
    assert since(seen, fresh, Cart()) == ()


def test_a_note_written_on_the_phone_reaches_the_counter() -> None:
    seen = web_cart(web_line(BELT))
    fresh = web_cart(replace(web_line(BELT), note="gift wrap"), version=5)
    cart = pulled_here(seen)
    found = since(seen, fresh, cart)
    assert [d.detail for d in found] == ["note"]
    assert accept(cart, fresh, PRODUCTS, found, (), new_ids()).lines[0].note == "gift wrap"

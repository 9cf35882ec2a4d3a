"""What a cart costs, example by example."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from posapp.domain.cart import Cart, ManualDiscount, PulledCart, Source
from posapp.domain.pricing import price
from posapp.domain.promotions import Promotion, PromotionKind, Stacking
from posapp.domain.tax import Rounding
from tests.domain.shop_samples import (
    AMERICA,
    EUROPE,
    NOW,
    eur,
    line,
    off,
    priced,
    product,
    pulled,
    rules,
    shipped_to,
    to_ship,
)

BOOTS = product("BOOTS-38", 8900, "shoes")
SOCKS = product("SOCKS", 600, "socks")
BELT = product("BELT", 2500, "belts")
BREAD = product("BREAD", 350, tax_class="food")
TEN = Promotion("ten", "10 %", PromotionKind.PERCENT, percent_ppm=100_000)
TWO_EUROS = Promotion("two", "2.00 off", PromotionKind.AMOUNT, amount=eur(200), priority=200)
THREE_FOR_TWO = Promotion(
    "3for2", "3 for 2", PromotionKind.BUY_X_GET_Y, percent_ppm=1_000_000, buy=2, get=1
)
CART_FIVE = Promotion("five", "5.00 off", PromotionKind.CART_AMOUNT, amount=eur(500))
CART_TEN = Promotion("cart10", "10 % off all", PromotionKind.CART_PERCENT, percent_ppm=100_000)


def alone(promotion: Promotion) -> Promotion:
    return replace(promotion, stacking=Stacking.ALONE)


def test_a_cart_without_promotions_costs_what_the_shelf_says() -> None:
    cart = priced([line(BOOTS), line(SOCKS, 2)])
    assert cart.totals.grand == eur(10100)
    assert cart.totals.discounts == eur(0)
    assert cart.due == eur(10100)


def test_an_empty_cart_costs_nothing() -> None:
    assert priced([]).totals.grand == eur(0)
    assert priced([], THREE_FOR_TWO, CART_FIVE).due == eur(0)


def test_promotions_that_stack_are_applied_one_after_another_by_priority() -> None:
    assert off(priced([line(BOOTS)], TWO_EUROS, TEN)) == {"BOOTS-38": 890 + 200}
    first = replace(TWO_EUROS, priority=1)
    assert off(priced([line(BOOTS)], TEN, first)) == {"BOOTS-38": 200 + 870}


def test_an_amount_is_off_each_piece_and_never_more_than_the_piece_costs() -> None:
    assert off(priced([line(BOOTS, 3)], TWO_EUROS)) == {"BOOTS-38": 600}
    assert off(priced([line(product("PIN", 150), 2)], TWO_EUROS)) == {"PIN": 300}


def test_a_promotion_that_stands_alone_wins_when_it_is_better_than_all_that_stack() -> None:
    half = alone(Promotion("half", "50 %", PromotionKind.PERCENT, percent_ppm=500_000))
    cart = priced([line(BOOTS)], TEN, TWO_EUROS, half)
    assert [(d.code, d.amount) for d in cart.lines[0].discounts] == [("half", eur(4450))]


def test_promotions_that_stack_win_when_they_are_better_than_the_one_that_stands_alone() -> (
    None
):
    eleven = alone(Promotion("eleven", "11 %", PromotionKind.PERCENT, percent_ppm=110_000))
    cart = priced([line(BOOTS)], TEN, TWO_EUROS, eleven)
    assert [d.code for d in cart.lines[0].discounts] == ["ten", "two"]


def test_of_two_equal_promotions_that_stand_alone_the_lower_id_is_named() -> None:
    twins = [alone(replace(TEN, id=name)) for name in ("b", "a", "c")]
    assert [d.code for d in priced([line(BOOTS)], *twins).lines[0].discounts] == ["a"]


def test_a_cart_promotion_that_stands_alone_replaces_line_promotions_only_if_better() -> None:
    lines = [line(BOOTS), line(BELT)]
    big, small = alone(replace(CART_FIVE, amount=eur(2000))), alone(CART_FIVE)
    assert priced(lines, TEN, big).totals.discounts == eur(2000)
    assert priced(lines, TEN, small).totals.discounts == eur(1140)


def test_a_promotion_that_stands_alone_gives_way_when_the_whole_cart_is_cheaper_stacked() -> (
    None
):
    eleven = alone(Promotion("eleven", "11 %", PromotionKind.PERCENT, percent_ppm=110_000))
    cart = priced([line(BOOTS, 3)], eleven, THREE_FOR_TWO)
    assert off(cart) == {"BOOTS-38": 8900}


def test_of_two_that_stand_alone_the_one_that_takes_more_off_gets_the_lines() -> None:
    half = alone(Promotion("half", "50 %", PromotionKind.PERCENT, percent_ppm=500_000))
    assert off(priced([line(BOOTS)], half, alone(CART_FIVE))) == {"BOOTS-38": 4450}
    fifty = alone(replace(CART_FIVE, amount=eur(5000)))
    assert off(priced([line(BOOTS)], half, fifty)) == {"BOOTS-38": 5000}


def test_the_cheapest_of_every_three_pieces_is_free() -> None:
    assert off(priced([line(BOOTS, 2), line(SOCKS, 1)], THREE_FOR_TWO)) == {
        "BOOTS-38": 0,
        "SOCKS": 600,
    }
    assert priced([line(BOOTS, 2)], THREE_FOR_TWO).totals.discounts == eur(0)
    assert priced([line(SOCKS, 7)], THREE_FOR_TWO).totals.discounts == eur(1200)


def test_pieces_half_off_are_spread_without_losing_a_cent() -> None:
    pen, pin = product("PEN", 33), product("PIN", 33)
    half = replace(THREE_FOR_TWO, percent_ppm=500_000)
    cart = priced([line(pen, 3), line(pin, 3)], half)
    assert cart.totals.discounts == eur(33)
    assert sum(off(cart).values()) == 33


def test_a_discount_on_the_whole_cart_stands_on_each_line_with_its_share() -> None:
    cart = priced([line(BOOTS), line(SOCKS), line(BELT)], CART_FIVE)
    assert sum(off(cart).values()) == 500
    assert off(cart) == {"BELT": 105, "BOOTS-38": 370, "SOCKS": 25}


def test_a_discount_larger_than_the_cart_makes_it_free_and_no_cheaper() -> None:
    cart = priced([line(SOCKS)], replace(CART_FIVE, amount=eur(9_999)))
    assert cart.totals.grand == eur(0)


def test_manual_discounts_follow_line_promotions_and_come_before_the_carts() -> None:
    clerk = ManualDiscount(Source.CLERK, "scratch", percent_ppm=500_000)
    promise = ManualDiscount(Source.PROMISE, "until Friday", amount=eur(1000), code="pr-1")
    one = replace(line(BOOTS), discount=clerk)
    cart = price(Cart((one,), discount=promise), rules(TEN, CART_TEN), NOW, ())
    found = [(d.source, d.code, d.amount.minor) for d in cart.lines[0].discounts]
    assert found == [
        (Source.AUTOMATIC, "ten", 890),
        (Source.CLERK, "", 4005),
        (Source.AUTOMATIC, "cart10", 401),
        (Source.PROMISE, "pr-1", 1000),
    ]


def test_a_promotion_is_for_its_products_styles_and_categories_only() -> None:
    for_shoes = replace(TEN, categories=("shoes",))
    for_socks = replace(TEN, id="t2", skus=("SOCKS",))
    cart = priced([line(BOOTS), line(SOCKS), line(BELT)], for_shoes, for_socks)
    assert off(cart) == {"BOOTS-38": 890, "SOCKS": 60, "BELT": 0}


def test_a_group_gets_its_promotion_and_nobody_else_does() -> None:
    gold = replace(TEN, group="Gold")
    assert priced([line(BOOTS)], gold, groups=["Gold"]).totals.discounts == eur(890)
    assert priced([line(BOOTS)], gold).totals.discounts == eur(0)


def test_a_promotion_begins_on_its_first_moment_and_ends_before_its_last() -> None:
    now = replace(TEN, starts=NOW, ends=NOW + timedelta(seconds=1))
    assert priced([line(BOOTS)], now).totals.discounts == eur(890)
    assert priced([line(BOOTS)], replace(now, ends=NOW)).totals.discounts == eur(0)
    later = replace(now, starts=NOW + timedelta(microseconds=1))
    assert priced([line(BOOTS)], later).totals.discounts == eur(0)


def test_a_minimum_counts_qualifying_lines_before_discounts() -> None:
    from_89 = replace(TEN, minimum=eur(8900), categories=("shoes",))
    assert priced([line(BOOTS)], TWO_EUROS, from_89).totals.discounts == eur(1070 + 20)
    from_90 = replace(from_89, minimum=eur(9000))
    assert off(priced([line(BOOTS), line(BELT)], from_90)) == {"BOOTS-38": 0, "BELT": 0}


def test_a_coupon_counts_only_when_it_was_entered() -> None:
    coupon = replace(TEN, coupon="HELLO")
    assert priced([line(BOOTS)], coupon).totals.discounts == eur(0)
    cart = priced([line(BOOTS)], coupon, coupons="HELLO")
    assert [(d.source, d.code) for d in cart.lines[0].discounts] == [(Source.COUPON, "HELLO")]
    assert cart.idle_coupons == ()


def test_a_coupon_that_takes_nothing_off_says_why() -> None:
    day = timedelta(days=1)
    coupons = [
        replace(TEN, id="1", coupon="OLD", ends=NOW),
        replace(TEN, id="2", coupon="SOON", starts=NOW + day),
        replace(TEN, id="3", coupon="HATS", categories=("hats",)),
        replace(TEN, id="4", coupon="GOLD", group="Gold"),
    ]
    cart = priced([line(BOOTS)], *coupons, coupons="OLD SOON HATS GOLD NONE")
    assert cart.idle_coupons == (
        ("OLD", "over"),
        ("SOON", "not_yet"),
        ("HATS", "nothing_qualifies"),
        ("GOLD", "nothing_qualifies"),
        ("NONE", "unknown"),
    )


def test_a_coupon_is_not_used_by_a_promotion_that_is_called_like_it() -> None:
    cart = priced([line(BOOTS)], replace(TEN, id="HELLO"), coupons="HELLO")
    assert cart.totals.discounts == eur(890)
    assert cart.idle_coupons == (("HELLO", "unknown"),)


def test_a_line_at_another_price_still_says_what_the_shelf_says() -> None:
    cart = priced([pulled(BELT, 3, 2200), line(BOOTS, 2)])
    assert [(one.original, one.items) for one in cart.lines] == [
        (eur(7500), eur(6600)),
        (eur(17800), eur(17800)),
    ]


def test_a_kept_online_price_is_not_reduced_twice_by_todays_promotion() -> None:
    twenty = replace(TEN, percent_ppm=200_000)
    assert priced([pulled(BELT, 1, 2200)], TEN).totals.grand == eur(2200)
    assert priced([pulled(BELT, 1, 2200)], twenty).totals.grand == eur(2000)
    assert priced([pulled(BELT, 3, 2200)], THREE_FOR_TWO).totals.grand == eur(6600)


def test_a_coupon_reduces_a_kept_online_price_like_any_other() -> None:
    coupon = replace(TEN, id="c", coupon="HELLO", priority=1)
    assert priced([pulled(BELT, 1, 2200)], TEN, coupon, coupons="HELLO").due == eur(1980)


def test_prices_with_tax_keep_their_total_and_name_the_tax_within() -> None:
    cart = priced([line(BOOTS), line(BREAD, 2)])
    assert [(t.rate_ppm, t.base, t.amount) for t in cart.taxes] == [
        (220_000, eur(7295), eur(1605)),
        (40_000, eur(673), eur(27)),
    ]
    assert cart.totals.tax == eur(1632)
    assert cart.totals.grand == eur(9600)


def test_several_taxes_are_added_on_top_of_prices_without_tax() -> None:
    cart = price(Cart((line(BOOTS), line(BREAD))), rules(tax=AMERICA), NOW, ())
    assert [(t.name, t.amount) for t in cart.taxes] == [
        ("City", eur(434)),
        ("State", eur(356 + 14)),
    ]
    assert cart.totals.grand == eur(8900 + 350 + 434 + 370)


def test_rounding_per_total_shows_what_it_moved_against_the_lines() -> None:
    pen = product("PEN", 10)
    lines = tuple(line(pen, 1, f"l{i}") for i in range(10))
    by_line = price(Cart(lines), rules(tax=AMERICA), NOW, ())
    by_total = price(Cart(lines), rules(tax=replace(AMERICA, rounding=Rounding.TOTAL)), NOW, ())
    assert (by_line.totals.tax, by_line.totals.grand) == (eur(0), eur(100))
    assert by_total.totals.rounding == eur(4 + 5)
    assert by_total.totals.grand == eur(109)


def test_rounding_per_total_adds_up_one_tax_over_all_classes_that_carry_it() -> None:
    lines = (line(product("PEN", 10)), line(product("BUN", 10, tax_class="food")))
    by_total = rules(tax=replace(AMERICA, rounding=Rounding.TOTAL))
    taxes = price(Cart(lines), by_total, NOW, ()).taxes
    assert [(t.name, t.base, t.amount) for t in taxes] == [
        ("City", eur(10), eur(0)),
        ("State", eur(20), eur(1)),
    ]


def test_rounding_per_total_never_moves_a_price_with_tax() -> None:
    lines = tuple(line(product("PEN", 10), 1, f"l{i}") for i in range(10))
    cart = price(Cart(lines), rules(tax=replace(EUROPE, rounding=Rounding.TOTAL)), NOW, ())
    assert (cart.totals.grand, cart.totals.tax, cart.totals.rounding) == (
        eur(100),
        eur(18),
        eur(0),
    )


def test_shipping_is_paid_only_when_a_line_ships_and_is_taxed_by_its_class() -> None:
    shipment = shipped_to("IT", 400)
    stays = price(Cart((line(BELT),), shipment=shipment), rules(), NOW, ())
    goes = price(Cart((to_ship(line(BELT)),), shipment=shipment), rules(), NOW, ())
    assert stays.totals.grand == eur(2500)
    assert goes.totals.grand == eur(2900)
    assert (goes.shipping_net, goes.shipping_gross) == (eur(328), eur(400))


def test_shipping_is_taxed_on_top_of_prices_without_tax_and_rounded_with_the_rest() -> None:
    by_total = rules(tax=replace(AMERICA, rounding=Rounding.TOTAL))
    pens = tuple(to_ship(line(product("PEN", 10), 1, f"l{n}")) for n in range(10))
    cart = price(Cart(pens, shipment=shipped_to("US", 410)), by_total, NOW, ())
    assert (cart.shipping_net, cart.shipping_gross) == (eur(410), eur(446))
    assert [(tax.name, tax.base, tax.amount) for tax in cart.taxes] == [
        ("City", eur(510), eur(25)),
        ("State", eur(510), eur(20)),
    ]
    assert (cart.totals.tax, cart.totals.rounding) == (eur(36), eur(9))
    assert cart.totals.grand == eur(100 + 410 + 45)


def test_a_cart_to_ship_costs_its_goods_until_somebody_chooses_how() -> None:
    cart = price(Cart((to_ship(line(BELT)),)), rules(), NOW, ())
    assert (cart.totals.shipping, cart.totals.grand) == (eur(0), eur(2500))


def test_what_ships_abroad_is_taxed_abroad_and_costs_the_same() -> None:
    lines = (to_ship(line(BELT)), line(BOOTS))
    cart = price(Cart(lines, shipment=shipped_to("DE", 595)), rules(), NOW, ())
    assert [t.name for one in cart.lines for t in one.taxes] == ["MwSt", "IVA"]
    assert cart.shipping_net == eur(500)
    assert cart.totals.grand == eur(2500 + 8900 + 595)


def test_an_unknown_country_or_class_is_never_untaxed() -> None:
    cart = price(Cart((to_ship(line(BELT)),), shipment=shipped_to("CH", 0)), rules(), NOW, ())
    odd = priced([line(product("ODD", 1220, tax_class="stadnard"))])
    assert cart.lines[0].taxes[0].name == odd.lines[0].taxes[0].name == "IVA"
    assert odd.totals.tax == eur(220)


def test_what_was_paid_online_is_taken_off_what_is_due_and_no_more() -> None:
    carts = (PulledCart("a", "W-1", 3, eur(2000)), PulledCart("b", "W-2", 1, eur(300)))
    cart = price(Cart((line(BELT),), pulled=carts), rules(), NOW, ())
    assert (cart.prepaid, cart.due) == (eur(2300), eur(200))
    little = price(Cart((line(SOCKS),), pulled=carts), rules(), NOW, ())
    assert (little.prepaid, little.due) == (eur(600), eur(0))

"""What stays true of every cart under every promotion and tax rule.

The figures are worked out anew here, from the priced lines and by other means than the
program's own: fractions instead of rounded integers, and one tax at a time.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.cart import Cart, Line, Source
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.pricing import PricedCart, Rules, price
from posapp.domain.promotions import Promotion, PromotionKind, Stacking
from posapp.domain.tax import Rounding
from tests.domain.shop_samples import CLASSES, NOW, eur, line, priced, product, rules
from tests.domain.strategies import GROUPS, any_rules, carts, ppm

often = settings(max_examples=50, deadline=None)


def commercial(amount: Fraction) -> int:
    """Rounded half away from zero."""
    sign = -1 if amount < 0 else 1
    return sign * int(abs(amount) + Fraction(1, 2))


def off_by(cart: PricedCart, *sources: Source) -> int:
    cuts = (d for one in cart.lines for d in one.discounts if d.source in sources)
    return sum(d.amount.minor for d in cuts)


def without_promotions(cart: Cart, given_rules: Rules) -> PricedCart:
    return price(cart, replace(given_rules, promotions=()), NOW, GROUPS)


@often
@given(carts(), any_rules())
def test_every_cent_of_every_cart_is_accounted_for(cart: Cart, given_rules: Rules) -> None:
    got = price(cart, given_rules, NOW, GROUPS)
    t = got.totals
    assert t.items.minor == sum(x.unit_price.minor * x.quantity for x in cart.lines)
    assert t.discounts.minor == sum(d.amount.minor for x in got.lines for d in x.discounts)
    with_tax = given_rules.tax.prices_include_tax
    base = t.items.minor - t.discounts.minor + t.shipping.minor + t.rounding.minor
    assert t.grand.minor == base + (0 if with_tax else t.tax.minor)
    gross = sum(x.gross.minor for x in got.lines) + got.shipping_gross.minor
    assert t.grand.minor == gross + t.rounding.minor
    assert sum(tax.amount.minor for tax in got.taxes) == t.tax.minor + t.rounding.minor
    if given_rules.tax.rounding is Rounding.LINE or with_tax:
        assert t.rounding == eur(0)


@often
@given(carts(), any_rules())
def test_no_line_and_no_total_is_ever_below_zero(cart: Cart, given_rules: Rules) -> None:
    got = price(cart, given_rules, NOW, GROUPS)
    for one in got.lines:
        assert min(one.net.minor, one.gross.minor, one.items.minor) >= 0
        assert one.discounted <= one.items
        assert all(d.amount.minor > 0 for d in one.discounts)
    assert eur(0) <= got.prepaid <= got.totals.grand
    assert got.due.minor >= 0


@often
@given(carts(), any_rules())
def test_the_tax_of_each_line_is_its_rate_of_what_is_left_of_it(
    cart: Cart, given_rules: Rules
) -> None:
    with_tax = given_rules.tax.prices_include_tax
    for one in price(cart, given_rules, NOW, GROUPS).lines:
        left = one.items.minor - one.discounted.minor
        rates = sum(tax.rate_ppm for tax in one.taxes)
        assert one.net.minor + sum(tax.amount.minor for tax in one.taxes) == one.gross.minor
        assert left == (one.gross.minor if with_tax else one.net.minor)
        if with_tax:
            assert one.net.minor == commercial(Fraction(left * 10**6, 10**6 + rates))
            continue
        for tax in one.taxes:
            assert tax.amount.minor == commercial(Fraction(left * tax.rate_ppm, 10**6))


@often
@given(carts(), any_rules())
def test_tax_rounded_per_total_is_within_half_a_cent_of_the_exact_tax(
    cart: Cart, given_rules: Rules
) -> None:
    tax_rules = replace(given_rules.tax, rounding=Rounding.TOTAL, prices_include_tax=False)
    got = price(cart, replace(given_rules, tax=tax_rules), NOW, GROUPS)
    exact: dict[tuple[str, int], Fraction] = {}
    for net, taxes in [(x.net, x.taxes) for x in got.lines] + [
        (got.shipping_net, got.shipping_taxes)
    ]:
        for tax in taxes:
            key = (tax.name, tax.rate_ppm)
            part = Fraction(net.minor * tax.rate_ppm, 10**6)
            exact[key] = exact.get(key, Fraction(0)) + part
    assert {(t.name, t.rate_ppm): t.amount.minor for t in got.taxes} == {
        key: commercial(amount) for key, amount in exact.items()
    }


@often
@given(carts(), any_rules(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_and_of_the_rules_moves_no_cent(
    cart: Cart, given_rules: Rules, chance: Random
) -> None:
    shuffled, promotions = list(cart.lines), list(given_rules.promotions)
    chance.shuffle(shuffled)
    chance.shuffle(promotions)
    one = price(cart, given_rules, NOW, GROUPS)
    other = price(
        replace(cart, lines=tuple(shuffled)),
        replace(given_rules, promotions=tuple(promotions)),
        NOW,
        GROUPS,
    )
    assert other.totals == one.totals
    assert other.taxes == one.taxes
    assert {x.line.id: x for x in other.lines} == {x.line.id: x for x in one.lines}
    assert [x.line.id for x in other.lines] == [x.id for x in shuffled]


@often
@given(carts(), any_rules())
def test_a_promotion_never_makes_a_cart_dearer_than_the_shelf(
    cart: Cart, given_rules: Rules
) -> None:
    plain = replace(cart, discount=None)
    got = price(plain, given_rules, NOW, GROUPS)
    before = without_promotions(plain, given_rules)
    promoted = got.totals.items.minor - got.totals.discounts.minor
    assert promoted <= before.totals.items.minor - before.totals.discounts.minor


@often
@given(carts(), any_rules())
def test_a_promotion_that_stands_alone_shares_its_lines_with_no_other(
    cart: Cart, given_rules: Rules
) -> None:
    alone = {p.id for p in given_rules.promotions if p.stacking is Stacking.ALONE}
    by_code = {p.coupon: p.id for p in given_rules.promotions if p.coupon}
    for one in price(cart, given_rules, NOW, GROUPS).lines:
        codes = [d for d in one.discounts if d.source is Source.AUTOMATIC]
        coupons = [d for d in one.discounts if d.source is Source.COUPON]
        if any(d.code in alone for d in codes):
            assert len(codes) + len(coupons) == 1
        assert all(d.code in by_code for d in coupons)


@often
@given(carts(), any_rules())
def test_promotions_that_stand_alone_are_taken_only_when_they_are_better(
    cart: Cart, given_rules: Rules
) -> None:
    stacking = tuple(p for p in given_rules.promotions if p.stacking is Stacking.STACKS)
    got = price(cart, given_rules, NOW, GROUPS).totals
    stacked = price(cart, replace(given_rules, promotions=stacking), NOW, GROUPS).totals
    assert (
        got.items.minor - got.discounts.minor <= stacked.items.minor - stacked.discounts.minor
    )


@often
@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(1, 5)), min_size=1, max_size=6),
    st.integers(1, 3),
    st.integers(1, 2),
    ppm,
)
def test_buy_x_get_y_reduces_the_cheapest_pieces_and_no_others(
    wanted: list[tuple[int, int]], buy: int, get: int, percent: int
) -> None:
    lines = [
        line(product(f"S{n}", cents), pieces, f"l{n}")
        for n, (cents, pieces) in enumerate(wanted)
    ]
    promotion = Promotion(
        "b", "b", PromotionKind.BUY_X_GET_Y, percent_ppm=percent, buy=buy, get=get
    )
    pieces = sorted(cents for cents, count in wanted for _ in range(count))
    reduced = pieces[: len(pieces) // (buy + get) * get]
    exact = commercial(Fraction(sum(reduced) * percent, 10**6))
    got = priced(lines, promotion)
    assert got.totals.discounts.minor == exact
    dearest = max(reduced, default=0)
    assert all(not one.discounts for one in got.lines if one.line.unit_price.minor > dearest)


@often
@given(carts(), any_rules(), st.sampled_from(["IT", "US"]))
def test_prices_with_tax_cost_the_same_under_every_tax(
    cart: Cart, given_rules: Rules, country: str
) -> None:
    tax = replace(given_rules.tax, prices_include_tax=True)
    untaxed = replace(tax, classes=tuple(replace(c, rates=()) for c in CLASSES))
    one = price(cart, replace(given_rules, tax=replace(tax, country=country)), NOW, GROUPS)
    other = price(cart, replace(given_rules, tax=untaxed), NOW, GROUPS)
    assert one.totals.grand == other.totals.grand


@often
@given(carts(), any_rules())
def test_a_line_split_for_shipping_costs_what_it_cost_whole(
    cart: Cart, given_rules: Rules
) -> None:
    plain = replace(given_rules, promotions=())
    gross = replace(plain, tax=replace(plain.tax, prices_include_tax=True))
    splittable = [x for x in cart.lines if x.quantity > 1 and _by_amount(x)]
    if not splittable:
        return
    before = replace(cart, discount=None, shipment=None)
    split = before.split(splittable[0].id, 1, "new", Fulfilment.SHIP)
    assert (
        price(split, gross, NOW, GROUPS).totals.grand
        == price(before, gross, NOW, GROUPS).totals.grand
    )


def _by_amount(one: Line) -> bool:
    """No manual discount, or one of an amount that fits into every piece."""
    if one.discount is None:
        return True
    amount = one.discount.amount
    return amount is not None and amount.minor + 1 <= one.unit_price.minor


@often
@given(carts(), any_rules())
def test_the_same_question_gets_the_same_answer(cart: Cart, given_rules: Rules) -> None:
    first = price(cart, given_rules, NOW, GROUPS)
    assert price(cart, replace(given_rules), NOW, list(GROUPS)) == first


@often
@given(carts(), any_rules())
def test_each_coupon_takes_something_off_or_says_why_not(
    cart: Cart, given_rules: Rules
) -> None:
    got = price(cart, given_rules, NOW, GROUPS)
    used = {d.code for x in got.lines for d in x.discounts if d.source is Source.COUPON}
    idle = {code for code, _ in got.idle_coupons}
    assert used | idle == set(cart.coupons)
    assert not used & idle
    assert off_by(got, Source.AUTOMATIC, Source.COUPON) == 0 or given_rules.promotions


def test_a_promotion_without_a_rule_to_apply_takes_nothing_off() -> None:
    empty = [Promotion(kind.value, "x", kind) for kind in PromotionKind]
    assert price(
        Cart((line(product("A", 100), 3),)), rules(*empty), NOW, ()
    ).totals.discounts == eur(0)

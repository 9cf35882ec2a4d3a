"""Any cart and any rules that a shop could come up with, for property tests."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from posapp.domain.cart import (
    Cart,
    Line,
    ManualDiscount,
    Origin,
    PulledCart,
    Source,
    WebLineRef,
)
from posapp.domain.catalogue import Product
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.pricing import Rules
from posapp.domain.promotions import Promotion, PromotionKind, Stacking
from posapp.domain.tax import Rounding, TaxRules
from tests.domain.shop_samples import CLASSES, NOW, eur, shipped_to

COUPONS = ("HELLO", "TEN", "OLD")
GROUPS = ("Gold",)
cents = st.integers(0, 20_000).map(eur)
small = st.integers(0, 5_000).map(eur)
ppm = st.sampled_from([0, 1, 33_333, 100_000, 250_000, 999_999, 1_000_000])
products = st.builds(
    Product,
    sku=st.sampled_from(["A", "B", "C", "D", "E"]),
    name=st.just("thing"),
    price=cents,
    style=st.sampled_from(["s1", "s2"]),
    category=st.sampled_from(["shoes", "hats", ""]),
    tax_class=st.sampled_from(["standard", "food", "free", "odd"]),
)


@st.composite
def manual_discounts(draw: st.DrawFn) -> ManualDiscount:
    if draw(st.booleans()):
        return ManualDiscount(Source.CLERK, "scratch", percent_ppm=draw(ppm))
    return ManualDiscount(Source.PROMISE, "promised", amount=draw(small), code="pr-1")


@st.composite
def lines(draw: st.DrawFn, line_id: str) -> Line:
    product = draw(products)
    web = WebLineRef("cart", line_id, 1) if draw(st.booleans()) else None
    return Line(
        id=line_id,
        product=product,
        quantity=draw(st.integers(1, 7)),
        unit_price=draw(st.one_of(st.just(product.price), cents)) if web else product.price,
        origin=Origin.WEB if web else Origin.COUNTER,
        fulfilment=draw(st.sampled_from([Fulfilment.TAKE, Fulfilment.SHIP])),
        discount=draw(st.none() | manual_discounts()),
        web=web,
    )


@st.composite
def carts(draw: st.DrawFn, most: int = 7) -> Cart:
    count = draw(st.integers(0, most))
    shipment = shipped_to(draw(st.sampled_from(["IT", "DE", "CH"])), draw(st.integers(0, 999)))
    paid = draw(small)
    return Cart(
        lines=tuple(draw(lines(f"l{n}")) for n in range(count)),
        coupons=draw(st.sampled_from([(), ("HELLO",), COUPONS])),
        discount=draw(st.none() | manual_discounts()),
        shipment=draw(st.sampled_from([None, shipment])),
        pulled=(PulledCart("c", "W-1", 1, paid),) if paid else (),
    )


@st.composite
def promotions(draw: st.DrawFn, promotion_id: str) -> Promotion:
    scope = draw(st.sampled_from(["skus", "styles", "categories", ""]))
    values = {"skus": ("A", "C"), "styles": ("s1",), "categories": ("hats",), "": ()}
    return Promotion(
        id=promotion_id,
        name=f"Promotion {promotion_id}",
        kind=draw(st.sampled_from(PromotionKind)),
        percent_ppm=draw(ppm),
        amount=draw(st.none() | small),
        buy=draw(st.integers(0, 3)),
        get=draw(st.integers(0, 2)),
        skus=values[scope] if scope == "skus" else (),
        styles=values[scope] if scope == "styles" else (),
        categories=values[scope] if scope == "categories" else (),
        coupon=draw(st.sampled_from(["", "", *COUPONS])),
        group=draw(st.sampled_from(["", "", "Gold", "Silver"])),
        ends=draw(st.sampled_from([None, None, NOW, NOW + timedelta(days=1)])),
        minimum=draw(st.sampled_from([None, None, Money(10_000), Money(1)])),
        stacking=draw(st.sampled_from(Stacking)),
        priority=draw(st.integers(1, 3)),
    )


@st.composite
def any_rules(draw: st.DrawFn) -> Rules:
    tax = TaxRules(
        country=draw(st.sampled_from(["IT", "US"])),
        prices_include_tax=draw(st.booleans()),
        rounding=draw(st.sampled_from(Rounding)),
        classes=CLASSES,
    )
    count = draw(st.integers(0, 5))
    return Rules("EUR", tax, tuple(draw(promotions(f"p{n}")) for n in range(count)))

"""What the demo chain charges: stores, tax, ways to ship, promotions, gift cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from posapp.domain.fulfilment import Address, ShippingMethod
from posapp.domain.money import Money
from posapp.domain.promotions import Promotion, PromotionKind, Stacking
from posapp.domain.tax import Rounding, TaxClass, TaxRate, TaxRules
from posapp.hub.demo.text import ChainText, StoreText
from posapp.hub.gift_cards import GiftCard

WELCOME = "WELCOME10"
GIFT_CARDS = {"9001000000000017": 5000, "9001000000000025": 1250, "9001000000000033": 0}
NEIGHBOURS = ("IT", "IE", "DE", "FR", "AT")


def store_row(text: ChainText, store: StoreText) -> Mapping[str, Any]:
    """One store, as its table holds it."""
    address = Address(
        recipient=f"{text.chain} {store.name}",
        street=store.street,
        city=store.city,
        postal_code=store.postal_code,
        country=text.country,
        region=store.region,
        phone=store.phone,
    )
    return {
        "id": store.id,
        "chain": text.chain,
        "name": store.name,
        "address": address,
        "phone": store.phone,
        "country": text.country,
        "currency": "EUR",
        "language": text.language,
        "timezone": text.timezone,
        "labels": (),
        "shipping": shipping(text),
        "receipt_header": text.receipt_header,
        "receipt_footer": text.receipt_footer,
    }


def shipping(text: ChainText) -> tuple[ShippingMethod, ...]:
    """Ways to ship: two at home, one abroad."""
    abroad = tuple(country for country in NEIGHBOURS if country != text.country)
    return tuple(
        ShippingMethod(
            id=method.id,
            name=method.name,
            cost=Money(method.cost),
            countries=abroad if method.id == "europe" else (text.country,),
            free_from=Money(method.free_from) if method.free_from else None,
            days=method.days,
        )
        for method in text.shipping
    )


def tax_rules(text: ChainText) -> TaxRules:
    """Gross prices; what is shipped abroad is taxed there."""
    classes = []
    for tax in text.tax:
        standard, children = TaxRate(tax.name, tax.standard), TaxRate(tax.name, tax.children)
        classes += [
            TaxClass("standard", tax.country, (standard,)),
            TaxClass("children", tax.country, (children,)),
            TaxClass("exempt", tax.country, (TaxRate(tax.name, 0),)),
        ]
    return TaxRules(text.country, True, Rounding.LINE, tuple(classes))


def promotions(text: ChainText, now: datetime) -> tuple[Promotion, ...]:
    """One of each kind, with dates, a group, a coupon and both stacking rules."""
    italian = text.language == "it"

    def called(english: str, in_italian: str) -> str:
        return in_italian if italian else english

    clothing = next(noun[3] for noun in text.nouns if noun[1] == "TEE")
    silver, gold, platinum = text.tiers
    return (
        *(
            Promotion(
                id=f"tier-{place}",
                name=called(f"{tier} {off} % on clothing", f"{tier} {off} % abbigliamento"),
                kind=PromotionKind.PERCENT,
                percent_ppm=off * 10_000,
                categories=(clothing,),
                group=tier,
            )
            for place, (tier, off) in enumerate(((silver, 3), (gold, 5), (platinum, 10)))
        ),
        Promotion(
            id="socks-3-for-2",
            name=called("3 for 2 on socks", "3 x 2 sulle calze"),
            kind=PromotionKind.BUY_X_GET_Y,
            percent_ppm=1_000_000,
            buy=2,
            get=1,
            styles=("SOC-00026",),
        ),
        Promotion(
            id="hats-autumn",
            name=called("Autumn: 20 % on hats", "Autunno: 20 % sui berretti"),
            kind=PromotionKind.PERCENT,
            percent_ppm=200_000,
            styles=("HAT-00024",),
            starts=now - timedelta(days=20),
            ends=now + timedelta(days=20),
        ),
        Promotion(
            id="coat-30",
            name=called("30 off a wool coat", "30 in meno sul cappotto"),
            kind=PromotionKind.AMOUNT,
            amount=Money(3000),
            styles=("COA-00019",),
            stacking=Stacking.ALONE,
        ),
        Promotion(
            id="cart-15",
            name=called("15 off from 300", "15 in meno da 300"),
            kind=PromotionKind.CART_AMOUNT,
            amount=Money(1500),
            minimum=Money(30_000),
        ),
        Promotion(
            id="welcome",
            name=called("Welcome 10 %", "Benvenuto 10 %"),
            kind=PromotionKind.CART_PERCENT,
            percent_ppm=100_000,
            coupon=WELCOME,
        ),
        Promotion(
            id="summer",
            name=called("Summer 15 %", "Estate 15 %"),
            kind=PromotionKind.CART_PERCENT,
            percent_ppm=150_000,
            coupon="SUMMER15",
            ends=now - timedelta(days=60),
        ),
    )


def gift_cards(today: date) -> tuple[GiftCard, ...]:
    """A full one, one with a little, an empty one and one that has expired."""
    cards = [
        GiftCard(number, Money(cents), today + timedelta(days=300))
        for number, cents in GIFT_CARDS.items()
    ]
    return (*cards, GiftCard("9001000000000041", Money(2000), today - timedelta(days=1)))

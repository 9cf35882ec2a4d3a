"""A small shop made up for the tests: three clerks, a few products, a few promotions."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from posapp.domain.catalogue import Option, Product
from posapp.domain.fulfilment import Address, ShippingMethod
from posapp.domain.gtin import check_digit
from posapp.domain.money import Money
from posapp.domain.people import Clerk, Role
from posapp.domain.pricing import Rules
from posapp.domain.promotions import Promotion, PromotionKind
from posapp.domain.shop import Location, Shop, VerificationKey
from posapp.domain.tax import Rounding, TaxClass, TaxRate, TaxRules

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
STORE = "12"
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # fast; the code is the same
MIRA_PIN, BENE_PIN, LUISA_PIN = "1111", "2222", "9999"
MIRA = Clerk("c-mira", "Mira", Role.CLERK, _CHEAP.hash(MIRA_PIN))
BENE = Clerk("c-bene", "Benedetto", Role.CLERK, _CHEAP.hash(BENE_PIN), 50_000)
LUISA = Clerk("c-luisa", "Luisa", Role.MANAGER, _CHEAP.hash(LUISA_PIN), 500_000)
VIA_ROMA = Address("Ana Kovač", "Via Roma 1", "Milano", "20121", "IT", "MI")
COURIER = ShippingMethod(
    "courier", "Courier", Money(490), countries=("IT",), free_from=Money(100_00)
)
SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def product(
    sku: str, name: str, cents: int, style: str = "", size: str = "", here: int = 5
) -> Product:
    payload = f"80{sum(map(ord, sku)) * 7919 % 10**10:010}"
    return Product(
        sku=sku,
        name=name,
        price=Money(cents),
        gtin=payload + check_digit(payload),
        style=style,
        options=(Option("Size", size),) if size else (),
        on_hand=here,
        popularity=cents,
    )


BOOTS_38 = product("BOOT-38", "Chelsea Boots", 89_00, "BOOT", "38")
BOOTS_39 = product("BOOT-39", "Chelsea Boots", 89_00, "BOOT", "39", here=0)
SOCKS = product("SOCK-M", "Wool Socks", 12_00)
BELT = product("BELT-1", "Belt", 25_00, here=0)
CHEESE = Product(
    "PECORINO",
    "Pecorino",
    Money(20_00),
    gtin="200001000000" + check_digit("200001000000"),
    tax_class="food",
    on_hand=9,
)
GONE = Product("OLD-1", "Old Hat", Money(5_00), active=False)
PRODUCTS = (BOOTS_38, BOOTS_39, SOCKS, BELT, CHEESE, GONE)

RULES = Rules(
    "EUR",
    TaxRules(
        "IT",
        True,
        Rounding.LINE,
        (
            TaxClass("standard", "IT", (TaxRate("IVA", 220_000),)),
            TaxClass("food", "IT", (TaxRate("IVA", 40_000),)),
        ),
    ),
    (
        Promotion(
            "p1", "Ten off", PromotionKind.CART_PERCENT, percent_ppm=100_000, coupon="AUTUMN"
        ),
        Promotion(
            "p2",
            "Gone by",
            PromotionKind.CART_PERCENT,
            percent_ppm=100_000,
            coupon="PAST",
            ends=START - timedelta(days=1),
        ),
    ),
)

SHOP = Shop(
    version="1",
    chain="Passo",
    location=Location(
        STORE, "Milano Duomo", Address("Passo", "Piazza 1", "Milano", "20121", "IT", "MI")
    ),
    locations=(),
    country="IT",
    currency="EUR",
    language="it",
    timezone="Europe/Rome",
    rules=RULES,
    people=(MIRA, BENE, LUISA),
    shipping=(COURIER,),
    keys=(
        VerificationKey("1", b64encode(SIGNING_KEY.public_key().public_bytes_raw()).decode()),
    ),
    labels=("2IIIIIIPPPPPC",),
    receipt_footer="Cambio entro 30 giorni",
)

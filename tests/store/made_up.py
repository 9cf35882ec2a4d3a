"""A believable catalogue of any size, the same every time, for tests and measurements."""

from __future__ import annotations

import random
from collections.abc import Iterator

from posapp.domain.catalogue import Option, Product
from posapp.domain.gtin import check_digit
from posapp.domain.money import Money


def _each(text: str) -> list[str]:
    return text.split()


KINDS = _each(
    "Boot Sneaker Sandal Loafer Pump Scarf Belt Coat Jacket Shirt Blouse Dress Skirt Jeans "
    "Trousers Shorts Sweater Cardigan Hoodie Hat Gloves Socks Bag Wallet Backpack"
)
MATERIALS = _each("Leather Suede Canvas Wool Cotton Linen Silk Denim Mesh Cashmere Nylon")
COLOURS = _each(
    "Black White Navy Blue Red Green Olive Beige Sand Brown Cognac Grey Silver Gold Pink "
    "Rosé Crème Café Bordeaux Türkis"
)
AUDIENCES = _each("Women Men Kids Unisex")
SIZES = _each("34 35 36 37 38 39 40 41 42 43 44 45 46 47 XS S M L XL XXL")
SYLLABLES = _each(
    "ba be bi ca co da do el fa fi ga ka la li ma mo na ne or pa ra ri sa ta va ve zo"
)
PER_STYLE = 10


def products(count: int, seed: int = 7) -> Iterator[Product]:
    """Variants of styles, ten to a style, most popular first."""
    chance = random.Random(seed)
    names = [_name(chance) for _ in range(max(count // 50, 50))]
    brands = [_name(chance) for _ in range(400)]
    for first in range(0, count, PER_STYLE):
        kind, audience = chance.choice(KINDS), chance.choice(AUDIENCES)
        name = f"{chance.choice(names)} {chance.choice(MATERIALS)} {kind}"
        brand = chance.choice(brands)
        for number in range(first, min(first + PER_STYLE, count)):
            yield Product(
                sku=f"{kind[:3].upper()}-{chance.randrange(10**7):07}-{number}",
                name=name,
                price=Money(chance.randrange(5, 400) * 100 + 90, "EUR"),
                gtin=_gtin(number),
                style=f"ST{first:07}",
                options=(
                    Option("Colour", chance.choice(COLOURS)),
                    Option("Size", chance.choice(SIZES)),
                ),
                category=f"{audience} {kind}s",
                brand=brand,
                image=f"ST{first:07}.png",
                popularity=count - number,
            )


def _name(chance: random.Random) -> str:
    syllables = chance.choices(SYLLABLES, k=chance.randrange(2, 5))
    return "".join(syllables).capitalize()


def _gtin(number: int) -> str:
    payload = f"80{number:010}"
    return payload + check_digit(payload)

"""A believable catalogue of any size, the same every time, for tests and measurements."""

from __future__ import annotations

import random
from collections.abc import Iterator

from posapp.domain.catalogue import Option, Product
from posapp.domain.gtin import check_digit
from posapp.domain.money import Money

KINDS = (
    "Boot Sneaker Sandal Loafer Pump Scarf Belt Coat Jacket Shirt Blouse Dress Skirt Jeans "
    "Trousers Shorts Sweater Cardigan Hoodie Hat Gloves Socks Bag Wallet Backpack"
).split()
MATERIALS = "Leather Suede Canvas Wool Cotton Linen Silk Denim Mesh Cashmere Nylon".split()
COLOURS = (
    "Black White Navy Blue Red Green Olive Beige Sand Brown Cognac Grey Silver Gold Pink "
    "Rosé Crème Café Bordeaux Türkis"
).split()
AUDIENCES = ("Women", "Men", "Kids", "Unisex")
SYLLABLES = (
    "ba be bi ca co da do el fa fi ga ka la li ma mo na ne or pa ra ri sa ta va ve zo".split()
)
SIZES = [str(size) for size in range(34, 48)] + ["XS", "S", "M", "L", "XL", "XXL"]


def products(count: int, seed: int = 7) -> Iterator[Product]:
    """Variants of styles, ten to a style, most popular first."""
    chance = random.Random(seed)
    names = [_name(chance) for _ in range(max(count // 50, 50))]
    brands = [_name(chance) for _ in range(400)]
    for number in range(count):
        if number % 10 == 0:
            style, kind = f"ST{number:07}", chance.choice(KINDS)
            name = f"{chance.choice(names)} {chance.choice(MATERIALS)} {kind}"
            brand, audience = chance.choice(brands), chance.choice(AUDIENCES)
        yield Product(
            sku=f"{kind[:3].upper()}-{chance.randrange(10**7):07}-{number}",
            name=name,
            price=Money(chance.randrange(5, 400) * 100 + 90, "EUR"),
            gtin=_gtin(number),
            style=style,
            options=(
                Option("Colour", chance.choice(COLOURS)),
                Option("Size", chance.choice(SIZES)),
            ),
            category=f"{audience} {kind}s",
            brand=brand,
            image=f"{style}.png",
            popularity=count - number,
        )


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randrange(2, 5))).capitalize()


def _gtin(number: int) -> str:
    payload = f"80{number:010}"
    return payload + check_digit(payload)

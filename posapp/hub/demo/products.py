"""Products of the demo chain: as many as asked for, the first ones always the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from posapp.domain.catalogue import Option, Product
from posapp.domain.money import Money
from posapp.hub.demo.text import ChainText

MODELS = (
    "Vigevano", "Aurora", "Navigli", "Brera", "Portofino", "Cervino", "Bellagio", "Duomo",
    "Ortica", "Lambro", "Sempione", "Isola", "Carrara", "Levanto", "Ponza", "Tremiti",
    "Asiago", "Stelvio", "Garda", "Orta", "Arno", "Mincio", "Ticino", "Volterra",
    "Lucca", "Assisi", "Otranto", "Gallipoli", "Alghero", "Bosa", "Noto", "Ragusa",
    "Erice", "Marsala", "Procida", "Ischia", "Amalfi", "Ravello", "Spoleto", "Todi",
    "Urbino", "Pesaro", "Conero", "Rimini", "Faenza", "Ferrara", "Mantova", "Asolo",
    "Feltre", "Cortina", "Merano", "Bressanone", "Trieste", "Grado", "Cividale", "Sauris",
    "Alassio", "Camogli", "Zoagli", "Varese", "Como", "Lecco", "Bormio", "Livigno",
)  # fmt: skip
BRANDS = ("Corso Nove", "Lanificio Alto", "Bottega Lume", "Nord Passo", "Sartoria Vela")
SIZES = {
    "shoes": tuple(str(size) for size in range(36, 46)),
    "letters": ("XS", "S", "M", "L", "XL", "XXL"),
    "waist": tuple(str(size) for size in range(28, 42, 2)),
    "belt": ("85", "95", "105", "115"),
    "hand": ("7", "7.5", "8", "8.5", "9"),
    "pairs": ("35-38", "39-42", "43-46"),
}
COLOURS_PER_STYLE = 3


@dataclass(frozen=True)
class Made:
    """A product and where it lies: pieces per store, in the order of the chain's stores."""

    product: Product
    on_hand: tuple[int, ...]


def products(text: ChainText, count: int, seed: int) -> Iterator[Made]:
    """``count`` variants, style after style; a longer list begins like a shorter one."""
    return islice(_all(text, seed), count)


def _all(text: ChainText, seed: int) -> Iterator[Made]:
    number = 0
    while True:
        number += 1
        yield from _style(text, number, Random(f"{seed}-style-{number}"))


def _style(text: ChainText, number: int, luck: Random) -> Iterator[Made]:
    shape, prefix, noun, category, run, low, high = text.nouns[(number - 1) % len(text.nouns)]
    name = f"{noun} {model(number)}"
    price = Money(luck.randint(low, high) * 100 - luck.choice((10, 0, 10, 5)))
    brand = luck.choice(BRANDS)
    hit = luck.random() ** 4  # few sell much, most sell little
    codes = list(text.colours)
    for place in range(COLOURS_PER_STYLE):
        code = codes[(number * 5 + place - 5) % len(codes)]
        for size_place, size in enumerate(SIZES.get(run, ("",))):
            serial = (number * COLOURS_PER_STYLE + place) * 10 + size_place
            sku = f"{prefix}-{number:05}-{code}" + (f"-{size}" if size else "")
            colour = text.colours[code][0]
            product = Product(
                sku=sku,
                name=name,
                price=price,
                gtin=gtin(serial),
                style=f"{prefix}-{number:05}",
                options=(
                    Option(text.colour_name, colour),
                    Option(text.size_name, size or text.one_size),
                ),
                category=category,
                brand=brand,
                image=f"{shape}-{code}.png".lower(),
                popularity=int(1_000_000 * hit * luck.uniform(0.3, 1)),
            )
            yield Made(product, _on_hand(luck, hit, len(text.stores)))


def model(number: int) -> str:
    """A style's model name: one word for the first ones, two once those are used up."""
    place = (number - 1) // 27 + (number - 1) % 27
    first = MODELS[place % len(MODELS)]
    if number <= 27 * 16:
        return first
    second = MODELS[(number // len(MODELS)) % len(MODELS)]
    return f"{first} {second}" if first != second else f"{first} Nuova"


def gtin(serial: int) -> str:
    """A GTIN-13 under 952, the prefix that GS1 keeps for demonstrations."""
    digits = f"952{serial:09}"
    weighted = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def _on_hand(luck: Random, hit: float, stores: int) -> tuple[int, ...]:
    """Shops hold a few of most things; the last location is the warehouse and holds more."""
    most = 3 + int(9 * hit)
    shops = [luck.randint(0, most) if luck.random() < 0.7 else 0 for _ in range(stores - 1)]
    return (*shops, luck.randint(0, 6 * most))

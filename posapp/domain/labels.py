"""Price and weight labels printed in the store, read by patterns a shopkeeper can edit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from posapp.domain.errors import BadLabelPattern
from posapp.domain.gtin import LENGTHS, check_digit, digits_only
from posapp.domain.money import Money

FIELDS = "IPWXC"


@dataclass(frozen=True)
class LabelReading:
    """What one label says.

    Attributes:
        item: the item digits as printed.
        gtin: the label with price or weight set to zero and the check digit made right: the
            number under which such a product stands in a catalogue.
        price: of this piece; ``weight_g``: in grams. Exactly one of the two is there.
    """

    item: str
    gtin: str
    price: Money | None = None
    weight_g: int | None = None


@dataclass(frozen=True)
class LabelPattern:
    """How one kind of label is laid out; make it with ``label_pattern``.

    Attributes:
        text: one character per digit: 0-9 the digit itself, I item, P price in minor units,
            W weight in grams, X any digit, C check digit. ``2IIIIIIPPPPPC`` is usual in Italy.
        currency: of the printed price.
    """

    text: str
    currency: str = "EUR"


def label_pattern(text: str, currency: str = "EUR") -> LabelPattern:
    """A pattern that can be relied on.

    Raises:
        BadLabelPattern: it says in ``why`` what is wrong: ``length`` (not 8, 12, 13 or 14),
            ``letter`` (not 0-9, I, P, W, X, C), ``start`` (no fixed digit first), ``check``
            (not exactly one C at the end), ``item`` (not exactly one run of I), ``value``
            (not exactly one run of P or W).
    """
    text = text.strip()
    runs = [letter for letter, _ in groupby(text)]
    for why, wrong in (
        ("length", len(text) not in LENGTHS),
        ("letter", any(c not in FIELDS and not digits_only(c) for c in text)),
        ("start", not digits_only(text[:1])),
        ("check", text.count("C") != 1 or not text.endswith("C")),
        ("item", runs.count("I") != 1),
        ("value", runs.count("P") + runs.count("W") != 1),
    ):
        if wrong:
            raise BadLabelPattern(text[:40], why)
    return LabelPattern(text, currency)


def read_label(digits: str, pattern: LabelPattern) -> LabelReading | None:
    """What a label with a right check digit says by this pattern; None if it does not fit.

    A price or weight of zero is none: the code then is the plain number of the product.
    """
    if len(digits) != len(pattern.text) or not _fits(digits, pattern.text):
        return None
    price, weight = _field(digits, pattern.text, "P"), _field(digits, pattern.text, "W")
    if not int(price or weight):
        return None
    return LabelReading(
        item=_field(digits, pattern.text, "I"),
        gtin=_base(digits, pattern.text).zfill(14),
        price=Money(int(price), pattern.currency) if price else None,
        weight_g=int(weight) if weight else None,
    )


def _fits(digits: str, pattern: str) -> bool:
    pairs = zip(digits, pattern, strict=True)
    return all(letter in FIELDS or letter == digit for digit, letter in pairs)


def _field(digits: str, pattern: str, letter: str) -> str:
    return "".join(d for d, p in zip(digits, pattern, strict=True) if p == letter)


def _base(digits: str, pattern: str) -> str:
    zeroed = "".join("0" if p in "PWX" else d for d, p in zip(digits, pattern, strict=True))
    return zeroed[:-1] + check_digit(zeroed[:-1])

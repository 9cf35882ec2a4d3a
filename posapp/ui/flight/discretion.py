"""What of a text may be kept in a report. Pure; when in doubt, its shape alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from posapp.domain.catalogue import Product
from posapp.domain.codes import (
    CardScan,
    CouponScan,
    CustomerScan,
    EmailText,
    GiftCardScan,
    PhoneText,
    ReceiptScan,
    classify,
    parse,
)
from posapp.domain.errors import UnreadableCode

# Fields whose content is about goods and money; every other field's is kept as a shape.
OPEN_FIELDS = frozenset(
    {"quantity.field", "discount.field", "coupon.field", "pay.amount", "sale.box"}
)
SECRET = ("signin.", "pay.gift.", "discount.pin")
_LONGEST = 64


class Kind(Enum):
    """What a text is about. SHAPE: it is masked, because nobody knows."""

    PLAIN = "plain"
    SHAPE = "shape"
    SECRET = "secret"
    GIFT_CARD = "gift card"
    LOYALTY_CARD = "loyalty card"
    CUSTOMER = "customer"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True)
class Kept:
    """What is kept. ``text``: as it was only for PLAIN, else its shape, or empty."""

    kind: Kind
    text: str


def shape(text: str) -> str:
    """Letters as ``x``, digits as ``0``, the rest as it is; at most 64 characters."""
    masked = (
        "x" if char.isalpha() else "0" if char.isdecimal() else char if char in " @.-+" else "?"
        for char in text[:_LONGEST]
    )
    return "".join(masked)


def of_scan(text: str, *, sold: bool) -> Kept:
    """A scan. ``sold``: it is the number of a product of this shop."""
    try:
        scan = parse(text)
    except UnreadableCode:
        return Kept(Kind.SHAPE, shape(text))
    match scan:
        case CustomerScan():
            return Kept(Kind.CUSTOMER, "")
        case CardScan():
            return Kept(Kind.LOYALTY_CARD, "")
        case GiftCardScan():
            return Kept(Kind.GIFT_CARD, "")
        case ReceiptScan() | CouponScan():
            return Kept(Kind.PLAIN, text)
        case _:
            return Kept(Kind.PLAIN, text) if sold else Kept(Kind.SHAPE, shape(text))


def of_box(text: str, found: Product | None, *, person: bool) -> Kept:
    """What was typed into the one box.

    Args:
        found: the search result that stands first or is chosen.
        person: the clerk said that it is one.
    """
    readings = classify(text).readings
    if found is not None and not person and _begins_words_of(text, found):
        return Kept(Kind.PLAIN, text)
    for reading in readings:
        match reading:
            case PhoneText():
                return Kept(Kind.PHONE, shape(text))
            case EmailText():
                return Kept(Kind.EMAIL, shape(text))
            case GiftCardScan():
                return Kept(Kind.GIFT_CARD, "")
            case ReceiptScan() | CouponScan():
                return Kept(Kind.PLAIN, text)
            case _:
                continue
    return Kept(Kind.CUSTOMER if person else Kind.SHAPE, shape(text))


def of_field(name: str, text: str) -> Kept:
    """What was typed into any other field, by its object name."""
    if name.startswith(SECRET):
        return Kept(Kind.SECRET, "0" * len(text))
    if name in OPEN_FIELDS:
        return Kept(Kind.PLAIN, text)
    return Kept(Kind.SHAPE, shape(text))


def _begins_words_of(text: str, product: Product) -> bool:
    """Every typed word begins a word of the product, so it is about goods."""
    named = f"{product.name} {product.variant} {product.sku} {product.gtin}"
    words = [*re.split(r"[\s\-/·,]+", named.casefold()), product.sku.casefold()]
    typed = re.split(r"[\s\-/·,]+", text.casefold().strip())
    return all(any(word.startswith(part) for word in words) for part in typed if part)

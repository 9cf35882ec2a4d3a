"""What the one box, or the scanner, was given. Local, about a millisecond."""

from __future__ import annotations

from collections.abc import Iterable

from posapp.domain import codes
from posapp.domain.codes import (
    CouponScan,
    EmailText,
    LabelPattern,
    PhoneText,
    ProductScan,
    Reading,
    ReceiptScan,
    Scan,
    SkuScan,
)
from posapp.domain.errors import BadLabelPattern, UnknownProduct, UnknownReceipt
from posapp.services import receipts, selling
from posapp.services.register import Register


def scanned(register: Register, texts: Iterable[str]) -> Scan:
    """What a scan means in this shop, its own price and weight labels included.

    Args:
        texts: the readings of one scan, the most telling first (layouts differ).

    Raises:
        UnreadableCode: none of them can be read.
    """
    _, scan = codes.parse_first(texts, _labels(register), register.shop.currency)
    return scan


def typed(register: Register, text: str) -> Reading | None:
    """What a typed text means: whatever exists in the shop wins, else a phone number or
    e-mail address, else words to search by. None for an empty text.

    A number that could be a gift card or a loyalty card cannot be looked up here; it counts
    as one only with its prefix (``G:``, ``L:``).
    """
    readings = codes.classify(text, _labels(register), register.shop.currency).readings
    if len(readings) == 1:
        return readings[0]
    certain = next((reading for reading in readings if _exists(register, reading)), None)
    people = (r for r in readings if isinstance(r, PhoneText | EmailText))
    return certain or next(people, None) or next(reversed(readings), None)


def _labels(register: Register) -> tuple[LabelPattern, ...]:
    """The shop's price and weight labels; a pattern that cannot work is left out, so that
    one typing error at the centre does not stop every scan."""
    shop = register.shop
    return tuple(
        pattern
        for text in shop.labels
        if (pattern := _pattern(text, shop.currency)) is not None
    )


def _pattern(text: str, currency: str) -> LabelPattern | None:
    try:
        return codes.label_pattern(text, currency)
    except BadLabelPattern:
        return None


def _exists(register: Register, reading: Reading) -> bool:
    match reading:
        case ProductScan() | SkuScan():
            return _is_sold(register, reading)
        case ReceiptScan():
            return _is_receipt(register, reading.number)
        case CouponScan():
            return any(p.coupon == reading.code for p in register.shop.rules.promotions)
        case _:
            return False


def _is_sold(register: Register, scan: ProductScan | SkuScan) -> bool:
    try:
        selling.find(register, scan)
    except UnknownProduct:
        return False
    return True


def _is_receipt(register: Register, number: str) -> bool:
    try:
        receipts.find(register, number)
    except UnknownReceipt:
        return False
    return True

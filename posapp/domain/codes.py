"""What a scanned code stands for, and what a typed text may stand for.

Our own codes carry a prefix: ``P1:`` customer token (base45), ``L:`` loyalty card, ``R:``
receipt, ``G:`` gift card, ``K:`` coupon. A scanner typing with Caps Lock on turns their case
round, so case does not matter in a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from posapp.domain import gs1
from posapp.domain.errors import UnreadableCode
from posapp.domain.gtin import LENGTHS, digits_only, from_upc_e, valid_gtin
from posapp.domain.labels import LabelPattern, label_pattern, read_label
from posapp.domain.money import Money

__all__ = [
    "CardScan",
    "CouponScan",
    "CustomerScan",
    "EmailText",
    "GiftCardScan",
    "LabelPattern",
    "PhoneText",
    "ProductScan",
    "Query",
    "Reading",
    "ReceiptScan",
    "Scan",
    "SkuScan",
    "Words",
    "classify",
    "label_pattern",
    "parse",
    "parse_first",
]

MAX_CODE = 1024
MAX_TYPED = 200
TOKEN_PREFIX = "P1:"
_SHOWN = 64
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GS1_SYMBOLS = {"]C1", "]d2", "]Q3", "]e0", "]e1", "]e2", "]J1"}
_EAN_SYMBOLS = {"]E0", "]E3", "]E4", "]I1"}
_READABLE = re.compile(r"[\x20-\x7e\x1d]+")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,39}")
_SKU = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/+-]{2,39}")
_PHONE = re.compile(r"(\+|00)?[0-9 ()./-]{6,24}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,128}\.[^@\s.]{2,24}")


@dataclass(frozen=True)
class ProductScan:
    """A product's number, and what the label said about this piece.

    Attributes:
        gtin: 14 digits. For a price or weight label the number with that part set to zero.
        quantity: pieces.
        price: of this piece, when the label carries it; ``weight_g`` likewise, in grams.
        item: the item digits of a store's own label; they may be a SKU.
        lot, serial, expiry: from a GS1 code.
    """

    gtin: str
    quantity: int = 1
    price: Money | None = None
    weight_g: int | None = None
    item: str = ""
    lot: str = ""
    serial: str = ""
    expiry: date | None = None


@dataclass(frozen=True)
class SkuScan:
    """Our own name for a product, printed as Code 128 or typed. It may not exist."""

    sku: str


@dataclass(frozen=True)
class CustomerScan:
    """The signed token from the customer's phone, prefix included, not yet verified."""

    token: str


@dataclass(frozen=True)
class CardScan:
    """A static loyalty card: it can be copied, so it opens less than a token."""

    number: str


@dataclass(frozen=True)
class ReceiptScan:
    number: str


@dataclass(frozen=True)
class CouponScan:
    """A coupon, in capitals."""

    code: str


@dataclass(frozen=True)
class GiftCardScan:
    number: str


@dataclass(frozen=True)
class PhoneText:
    """Could be a phone number, as typed."""

    text: str


@dataclass(frozen=True)
class EmailText:
    """Could be an e-mail address, in small letters."""

    text: str


@dataclass(frozen=True)
class Words:
    """Something to search by."""

    text: str


Scan = ProductScan | SkuScan | CustomerScan | CardScan | ReceiptScan | CouponScan | GiftCardScan
Reading = Scan | PhoneText | EmailText | Words


@dataclass(frozen=True)
class Query:
    """What was typed into the one box, and everything it may mean.

    Attributes:
        text: trimmed, at most 200 characters.
        readings: most telling first, ``Words`` last; empty for an empty text. A reading that
            exists in the shop wins outright, the first one if there are several.
    """

    text: str
    readings: tuple[Reading, ...]


def parse(text: str, labels: Sequence[LabelPattern] = (), currency: str = "EUR") -> Scan:
    """Tell from a scanned code what was scanned.

    Args:
        text: as the scanner typed it, without its end key, GS (ASCII 29) kept.
        labels: the store's price and weight labels; the first that fits counts.
        currency: of amounts in GS1 codes.

    Raises:
        UnreadableCode: it is none of ours, no valid product code, or over 1,024 characters.
    """
    scan = _ours(text) or _product(text, labels, currency) if _sound(text) else None
    if scan is None:
        raise UnreadableCode(text[:_SHOWN])
    return scan


def parse_first(
    texts: Iterable[str], labels: Sequence[LabelPattern] = (), currency: str = "EUR"
) -> tuple[str, Scan]:
    """The first of several readings of one scan that means something, and what it means.

    A bare SKU counts only when no other reading is anything better, because nearly every
    misread code could be somebody's SKU.

    Raises:
        UnreadableCode: none of them can be read.
    """
    spare: tuple[str, Scan] | None = None
    unread = ""
    for text in texts:
        try:
            scan = parse(text, labels, currency)
        except UnreadableCode as error:
            unread = unread or error.text
            continue
        if not isinstance(scan, SkuScan):
            return text, scan
        spare = spare or (text, scan)
    if spare is None:
        raise UnreadableCode(unread)
    return spare


def classify(text: str, labels: Sequence[LabelPattern] = (), currency: str = "EUR") -> Query:
    """List what a typed text may mean; which of it exists is for the services to find out."""
    text = text.strip()[:MAX_CODE]
    if not text:
        return Query("", ())
    shown = text[:MAX_TYPED]
    certain = _ours(text) if _sound(text) else None
    if certain is not None:
        return Query(shown, (certain,))
    found = (*_typed_product(text, labels, currency), *_typed_person(shown))
    numbers = _typed_numbers(text)
    return Query(shown, (*found, *numbers, Words(shown)))


def _sound(text: str) -> bool:
    return len(text) <= MAX_CODE and _READABLE.fullmatch(text) is not None


def _ours(text: str) -> Scan | None:
    """A code that this chain's own service, receipt or card printer made."""
    text = _AIM.sub("", text, count=1) if text.startswith("]") else text
    if text[:3].upper() == TOKEN_PREFIX and len(text) > len(TOKEN_PREFIX):
        return CustomerScan(text.upper())
    prefix, number = text[:2].upper(), text[2:].strip()
    if not _NUMBER.fullmatch(number):
        return None
    return _OWN[prefix](number) if prefix in _OWN else None


_OWN: dict[str, Callable[[str], Scan]] = {
    "L:": CardScan,
    "R:": ReceiptScan,
    "G:": GiftCardScan,
    "K:": lambda code: CouponScan(code.upper()),
}


def _product(text: str, labels: Sequence[LabelPattern], currency: str) -> Scan | None:
    aim = _AIM.match(text)
    symbol, body = (aim[0], text[3:]) if aim else ("", text)
    body = body.strip(" ")
    if symbol in _GS1_SYMBOLS or gs1.GS in body or _gs1_by_itself(body):
        return _from_gs1(body, currency)
    if body[:8].lower().startswith(("http://", "https://")):
        return _from_link(body, currency)
    if symbol == "]E3" and len(body) in (15, 18):
        body = body[:13]  # newspapers: the price or issue is printed in an add-on of 2 or 5
    if symbol == "]E0" and from_upc_e(body):
        body = from_upc_e(body)
    return _from_digits(body, labels) or (None if symbol in _EAN_SYMBOLS else _sku(body))


def _gs1_by_itself(body: str) -> bool:
    """Without a symbology prefix only (01) plus a valid GTIN proves a GS1 message: ``biip``
    would also read a misread EAN-13 as one."""
    return len(body) >= 16 and body.startswith("01") and valid_gtin(body[2:16])


def _from_gs1(body: str, currency: str) -> ProductScan | None:
    if digits_only(body) and valid_gtin(body):
        return ProductScan(body.zfill(14))
    return _from_reading(gs1.read_message(body, currency))


def _from_link(body: str, currency: str) -> ProductScan | None:
    scheme, rest = body.split("://", 1)
    return _from_reading(gs1.read_link(f"{scheme.lower()}://{rest}", currency))


def _from_reading(reading: gs1.Gs1Reading | None) -> ProductScan | None:
    if reading is None:
        return None
    return ProductScan(
        gtin=reading.gtin,
        price=reading.price,
        weight_g=reading.weight_g,
        lot=reading.lot,
        serial=reading.serial,
        expiry=reading.expiry,
    )


def _from_digits(body: str, labels: Sequence[LabelPattern]) -> ProductScan | None:
    if not valid_gtin(body):
        expanded = from_upc_e(body)
        return ProductScan(expanded.zfill(14)) if expanded else None
    for pattern in labels:
        reading = read_label(body, pattern)
        if reading is not None:
            return ProductScan(
                gtin=reading.gtin,
                price=reading.price,
                weight_g=reading.weight_g,
                item=reading.item,
            )
    return ProductScan(body.zfill(14))


def _sku(body: str) -> SkuScan | None:
    """Digits as long as a GTIN but with a wrong check digit are a misread pack, no SKU."""
    if not _SKU.fullmatch(body) or (digits_only(body) and len(body) in LENGTHS):
        return None
    return SkuScan(body)


def _typed_product(
    text: str, labels: Sequence[LabelPattern], currency: str
) -> tuple[Scan, ...]:
    if not _sound(text):
        return ()
    packed = text.replace(" ", "")
    body = packed if digits_only(packed) else text
    scan = _product(body, labels, currency)
    as_sku = (SkuScan(text),) if _SKU.fullmatch(text) else ()
    return as_sku if scan is None or isinstance(scan, SkuScan) else (scan, *as_sku)


def _typed_person(text: str) -> tuple[Reading, ...]:
    if _EMAIL.fullmatch(text):
        return (EmailText(text.lower()),)
    if _PHONE.fullmatch(text) and sum(digits_only(c) for c in text) >= 6:
        return (PhoneText(text),)
    return ()


def _typed_numbers(text: str) -> tuple[Scan, ...]:
    """One word without a prefix may be any number of ours, read off paper by a person."""
    if not _NUMBER.fullmatch(text) or len(text) < 4:
        return ()
    numbers = (ReceiptScan(text), GiftCardScan(text), CardScan(text))
    return (*(numbers if any(map(digits_only, text)) else ()), CouponScan(text.upper()))

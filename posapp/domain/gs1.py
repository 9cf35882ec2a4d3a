"""GS1 element strings and Digital Links, read by ``biip``.

``biip`` takes 150 ms to import, so it is imported for the first GS1 code only; a register does
that on another thread, when a clerk has come (``app.opening.learn``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from posapp.domain.gtin import valid_gtin
from posapp.domain.money import Money

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementStrings

GS = "\x1d"


@dataclass(frozen=True)
class Gs1Reading:
    """What a GS1 code says about one product.

    Attributes:
        gtin: 14 digits.
        expiry: the expiry date, or else the best-before date.
        weight_g: net weight in grams. ``price``: amount payable for this piece.
    """

    gtin: str
    lot: str = ""
    serial: str = ""
    expiry: date | None = None
    weight_g: int | None = None
    price: Money | None = None


def read_message(text: str, currency: str) -> Gs1Reading | None:
    """What an element string says, GS (ASCII 29) between fields; None if it names no product.

    Args:
        text: printable ASCII and GS, without AIM prefix.
        currency: of an amount payable, which the code does not carry.
    """
    from biip import ParseConfig, ParseError
    from biip.gs1_messages import GS1Message

    config = ParseConfig(gs1_element_strings_verify_date=False)
    try:
        message = GS1Message.parse(text.strip(GS), config=config)
    except (ParseError, ValueError, ArithmeticError):
        return None
    return _reading(message.element_strings, currency)


def read_link(text: str, currency: str) -> Gs1Reading | None:
    """What a Digital Link says; the address is taken apart and never visited."""
    from biip import ParseConfig, ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    config = ParseConfig(gs1_element_strings_verify_date=False)
    try:
        link = GS1DigitalLinkURI.parse(text, config=config)
    except (ParseError, ValueError, ArithmeticError):
        return None
    return _reading(link.element_strings, currency)


def _reading(elements: GS1ElementStrings, currency: str) -> Gs1Reading | None:
    gtin = _value(elements, "01")
    if not valid_gtin(gtin):
        return None
    expiry = elements.get(ai="17") or elements.get(ai="15")
    return Gs1Reading(
        gtin=gtin.zfill(14),
        lot=_value(elements, "10"),
        serial=_value(elements, "21"),
        expiry=expiry.date if expiry else None,
        weight_g=_scaled(elements, "310", 1000),
        price=_price(elements, currency),
    )


def _value(elements: GS1ElementStrings, ai: str) -> str:
    element = elements.get(ai=ai)
    return element.value if element else ""


def _scaled(elements: GS1ElementStrings, ai: str, factor: int) -> int | None:
    """The decimal of the first element with this AI family, in units of 1/factor."""
    found = [e.decimal for e in elements.filter(ai=ai) if e.decimal is not None]
    return int(found[0] * Decimal(factor)) if found else None


def _price(elements: GS1ElementStrings, currency: str) -> Money | None:
    minor = _scaled(elements, "392", 100)
    return None if minor is None else Money(minor, currency)

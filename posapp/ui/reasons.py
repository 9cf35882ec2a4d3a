"""Why a pulled line is as it is: the journal's stable English in the clerk's language."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from posapp.domain.money import Money, exponent
from posapp.ui import formats

translate = QCoreApplication.translate
_PRICES = 2  # the first two name an amount
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        r"price kept: ([0-9]{1,12}(?:\.[0-9]{1,3})?) online",
        r"price today: was ([0-9]{1,12}(?:\.[0-9]{1,3})?) online",
        r"only ([0-9]{1,9}) here",
        r"(not here)",
        r"promotion kept: (.*)",
        r"promotion over: (.*)",
        r"(price on the label)",
        r"instead of (.*)",
    )
)
_WEIGHT = re.compile(r"([0-9]{1,6}) g")


def reason(text: str, currency: str) -> str:
    """The phrases of pulling and selling in words; anything else as it was written."""
    return "; ".join(_said(phrase, currency) for phrase in text.split("; "))


def note(text: str) -> str:
    """A clerk's note as written; the weight that a label gave, as numbers are written here."""
    found = _WEIGHT.fullmatch(text)
    return f"{formats.count(int(found[1]))} g" if found is not None else text


def _said(phrase: str, currency: str) -> str:
    words = (
        translate("reasons", "online price kept: {what}"),
        translate("reasons", "today's price; online {what}"),
        translate("reasons", "only {what} here"),
        translate("reasons", "not here"),
        translate("reasons", "promotion kept: {what}"),
        translate("reasons", "promotion over: {what}"),
        translate("reasons", "price on the label"),
        translate("reasons", "instead of {what}"),
    )
    for place, (pattern, text) in enumerate(zip(_PHRASES, words, strict=True)):
        found = pattern.fullmatch(phrase)
        if found is not None:
            what = _amount(found[1], currency) if place < _PRICES else found[1]
            return text.format(what=what)
    return phrase


def _amount(plain: str, currency: str) -> str:
    whole, _, fraction = plain.partition(".")
    digits = exponent(currency)
    return formats.money(Money(int(whole + fraction[:digits].ljust(digits, "0")), currency))

"""Why a pulled line is as it is: the journal's stable English in the clerk's language."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from posapp.domain.money import Money
from posapp.ui import formats

translate = QCoreApplication.translate
_PRICES = 2  # the first two name an amount
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        r"price kept: (\d+(?:\.\d+)?) online",
        r"price today: was (\d+(?:\.\d+)?) online",
        r"only (\d+) here",
        r"(not here)",
        r"promotion kept: (.*)",
        r"promotion over: (.*)",
    )
)


def reason(text: str, currency: str) -> str:
    """The phrases of ``posapp.domain.pulling`` in words; anything else as it was written."""
    return "; ".join(_said(phrase, currency) for phrase in text.split("; "))


def _said(phrase: str, currency: str) -> str:
    words = (
        translate("reasons", "online price kept: {what}"),
        translate("reasons", "today's price; online {what}"),
        translate("reasons", "only {what} here"),
        translate("reasons", "not here"),
        translate("reasons", "promotion kept: {what}"),
        translate("reasons", "promotion over: {what}"),
    )
    for place, (pattern, text) in enumerate(zip(_PHRASES, words, strict=True)):
        found = pattern.fullmatch(phrase)
        if found is not None:
            what = _amount(found[1], currency) if place < _PRICES else found[1]
            return text.format(what=what)
    return phrase


def _amount(plain: str, currency: str) -> str:
    whole, _, fraction = plain.partition(".")
    digits = formats.places(currency)
    return formats.money(Money(int(whole + fraction[:digits].ljust(digits, "0")), currency))

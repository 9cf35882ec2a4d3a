"""How values look on screen, in the locale of the clerk's language and the shop's country."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, tzinfo
from functools import lru_cache

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from posapp.domain.errors import BadAmount
from posapp.domain.fulfilment import Address
from posapp.domain.money import MILLION, Money, exponent
from posapp.domain.zones import zone

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF"}
_ENGLISH_SPEAKING = {"US", "GB", "IE", "CA", "AU", "NZ", "ZA", "SG", "IN"}
_BIDI = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None
)
_MARKS_IN_A_ROW = 4
_PICTURES = 12  # emoji of one text that are drawn: each kind costs as much as a page of words
_FIRST_PICTURE = "\U0001f000"
_PART_OF_A_PICTURE = ("So", "Sk", "Cf")  # emoji and flags, skin tones, tags
_TO_A_PICTURE = "\u200d\ufe0f"  # joins two, shows in colour
_TAME = re.compile(  # letters of Europe, punctuation, currencies: most texts hold nothing else
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u20a0-\u20bf]*"
)
MINUS = "\u2212"


class _Clerk:
    """What the screen is formatted for now; set when a clerk signs in."""

    spoken = (
        QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
        zone("UTC"),
    )


_other: ContextVar[tuple[QLocale, tzinfo] | None] = ContextVar("other", default=None)


def use(language: str, country: str, timezone: str) -> None:
    """Format from now on for this language (ISO 639-1), country and IANA time zone."""
    _Clerk.spoken = _spoken(language, country, timezone)


@contextmanager
def speaking(language: str, country: str, timezone: str) -> Iterator[None]:
    """Format so within the block, in this thread alone: what a customer is given."""
    before = _other.set(_spoken(language, country, timezone))
    try:
        yield
    finally:
        _other.reset(before)


def _spoken(language: str, country: str, timezone: str) -> tuple[QLocale, tzinfo]:
    if language == "en" and country not in _ENGLISH_SPEAKING:
        country = "GB"
    name = f"{language}_{country}" if country else language
    return QLocale(name), zone(timezone)


def locale() -> QLocale:
    """The locale in use."""
    return (_other.get() or _Clerk.spoken)[0]


def symbol(currency: str) -> str:
    """The sign of a currency, or its code."""
    return _SYMBOLS.get(currency, currency)


@lru_cache(maxsize=32)
def _pattern(name: str, sign: str) -> tuple[str, str]:
    """What stands before and after an amount: the locale knows where its symbol goes."""
    here = QLocale(name)
    sample = here.toCurrencyString(1.0, sign, 2)
    before, _, after = sample.partition(here.toString(1.0, "f", 2))
    return before, after


def number(amount: Money) -> str:
    """An amount without its symbol: ``1,234.50``; exact, no float is involved."""
    digits = exponent(amount.currency)
    whole, minor = divmod(abs(amount.minor), 10**digits)
    text = count(whole)
    if digits:
        text += f"{locale().decimalPoint()}{minor:0{digits}}"
    return (MINUS if amount.minor < 0 else "") + text


def money(amount: Money) -> str:
    """An amount as this locale writes it: ``€1,234.50``, ``1.234,50 €``, ``-€5.00``."""
    before, after = _pattern(locale().name(), symbol(amount.currency))
    sign = MINUS if amount.minor < 0 else ""
    return f"{sign}{before}{number(Money(abs(amount.minor), amount.currency))}{after}"


def parse_amount(text: str, currency: str) -> Money:
    """Read an amount as typed: digits, one decimal mark, well-placed group marks.

    A mark that can only be a decimal one counts as such whatever the locale, because number
    pads type a point in every country; whatever could be read two ways follows the locale.

    Raises:
        BadAmount: it is anything else, or longer than 12 digits.
    """
    compact = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    sign = symbol(currency)
    compact = compact.removeprefix(sign).removesuffix(sign).replace("\u2019", "'")
    digits = exponent(currency)
    whole, fraction = _parts(compact, digits)
    if not re.fullmatch(r"[0-9]{1,12}", whole) or not re.fullmatch(r"[0-9]*", fraction):
        raise BadAmount(text[:40])
    return Money(int(whole + fraction.ljust(digits, "0")), currency)


def _parts(text: str, digits: int) -> tuple[str, str]:
    """Whole and fraction as digits; something unreadable when the marks make no sense."""
    point = locale().decimalPoint()
    group = locale().groupSeparator()
    group = group if group in ".,'" else ","
    other = group if group != point else "."
    shape = rf"([0-9]+|[0-9]{{1,3}}(?:{re.escape(other)}[0-9]{{3}})+)"
    grouped = re.fullmatch(rf"{shape}(?:{re.escape(point)}([0-9]{{0,{digits}}}))?", text)
    if grouped:
        return grouped[1].replace(other, ""), grouped[2] or ""
    plain = (
        re.fullmatch(rf"([0-9]+)[.,]([0-9]{{1,{min(digits, 2)}}})", text) if digits else None
    )
    return (plain[1], plain[2]) if plain else ("", "")


def parse_percent(text: str) -> int:
    """Read a percentage between 0 and 100, two decimals at most, as parts per million.

    Raises:
        BadAmount: it is none.
    """
    hundredths = parse_amount(text.strip().removesuffix("%"), "EUR").minor
    if not 0 < hundredths <= 10_000:
        raise BadAmount(text[:40])
    return hundredths * MILLION // 10_000


def percent(rate_ppm: int) -> str:
    """A rate as people write it: ``22%``, ``8.875%``."""
    whole, rest = divmod(rate_ppm, 10_000)
    decimals = f"{rest:04}".rstrip("0")
    text = count(whole)
    return f"{text}{locale().decimalPoint()}{decimals}%" if decimals else f"{text}%"


def count(quantity: int) -> str:
    """A whole number in groups of three, also where the locale would begin at 10,000."""
    return f"{quantity:,}".replace(",", locale().groupSeparator())


def local(moment: datetime) -> datetime:
    """A UTC moment on the shop's own clock."""
    return moment.astimezone((_other.get() or _Clerk.spoken)[1])


def clock(moment: datetime) -> str:
    """Time of day in the shop: ``14:02``."""
    here = local(moment)
    return (
        locale()
        .toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
        .replace("\u202f", "\u00a0")
    )


def day(when: date) -> str:
    """A short date: ``21/11/2026``."""
    return locale().toString(
        QDate(when.year, when.month, when.day), QLocale.FormatType.ShortFormat
    )


def long_day(when: date) -> str:
    """A date in words: ``Saturday 21 November``, the year left out."""
    there = QDate(when.year, when.month, when.day)
    return locale().toString(there, "dddd d MMMM")


def moment(when: datetime) -> str:
    """Date and time in the shop."""
    here = local(when)
    there = QDateTime(
        QDate(here.year, here.month, here.day), QTime(here.hour, here.minute, here.second)
    )
    return locale().toString(there, QLocale.FormatType.ShortFormat).replace("\u202f", "\u00a0")


def at(when: datetime, now: datetime) -> str:
    """Time of day in the shop, with the date where that is not today's."""
    return clock(when) if local(when).date() == local(now).date() else moment(when)


def tamed(text: str, most: int = 300, *, lines: bool = False) -> str:
    """Foreign text made safe to lay out: no direction or control characters, no towers of
    accents, no crowds of emoji, at most ``most`` characters (an ellipsis stands for the rest),
    one line unless ``lines``."""
    if len(text) <= most and _TAME.fullmatch(text):
        return text.strip() if lines else " ".join(text.split())
    cut = text[: most + 1 if len(text) <= most else most - 1]
    cut = _uncrowded(cut.translate(_BIDI))
    kept: list[str] = []
    marks = 0
    for character in cut:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > _MARKS_IN_A_ROW:
            continue
        if kind in ("Cc", "Zl", "Zp"):
            kept.append("\n" if lines and character in "\n\u2028\u2029" else " ")
        elif kind not in ("Cs", "Co", "Cn"):
            kept.append(character)
    made = "".join(kept)
    made = made.strip() if lines else " ".join(made.split())
    return made.removesuffix("…") + "…" if len(text) > most else made


def _uncrowded(text: str) -> str:
    """With the first emoji alone; an ellipsis stands for each crowd of others."""
    kept: list[str] = []
    pictures = 0
    for character in text:
        kind = unicodedata.category(character) if character >= _FIRST_PICTURE else ""
        pictures += kind in _PART_OF_A_PICTURE
        beyond = pictures > _PICTURES
        if beyond and kind in _PART_OF_A_PICTURE:
            kept += [] if kept[-1] == "…" else "…"
        elif not (beyond and character in _TO_A_PICTURE and kept[-1] == "…"):
            kept.append(character)
    return "".join(kept)


def country(code: str) -> str:
    """In the clerk's language where it is spoken there, else as its own people call it: Qt
    knows no other names."""
    territory = QLocale.codeToTerritory(code)
    spoken = QLocale(locale().language(), territory)
    if spoken.territory() is not territory:
        spoken = QLocale(QLocale.Language.AnyLanguage, territory)
    return spoken.nativeTerritoryName() or QLocale.territoryToString(territory) or code


def parcel(address: Address) -> tuple[str, ...]:
    """An address as it is written on a parcel, the country as the clerk calls it.

    Raises:
        BadAddress: nobody knows the country.
    """
    from posapp.domain import addresses  # its rules of the world's addresses take time to load

    return (*addresses.lines(address, country=False), country(address.country).upper())

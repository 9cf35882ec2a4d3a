"""Phone numbers: any form that people write outside, E.164 inside.

The library is imported by whoever needs it first: a program starts sooner without.
"""

from __future__ import annotations

import unicodedata

from posapp.domain.customer import Phone
from posapp.domain.errors import BadPhone

_LONGEST = 40  # characters a person may type
_FEWEST, _MOST = 5, 17  # digits, with an international prefix
_KINDS = {"Nd", "Zs", "Pd", "Ps", "Pe"}  # digits, spaces, dashes, brackets
_MARKS = set("+./~\u2044\u2212")


def read(text: str, region: str) -> Phone:
    """The number that a person wrote.

    Spaces, dashes, dots, brackets, digits of any script and an international prefix of ``+``
    or ``00`` are understood; letters are not.

    Args:
        region: ISO 3166-1, for a number without international prefix.

    Raises:
        BadPhone: it cannot be a phone number there.
    """
    import phonenumbers

    tidy = _tidy(text)
    if not _digits_only(tidy):
        raise BadPhone(text[:_LONGEST])
    try:
        number = phonenumbers.parse(tidy, region.upper() or None)
    except phonenumbers.NumberParseException as error:
        raise BadPhone(text[:_LONGEST]) from error
    possible = phonenumbers.ValidationResult.IS_POSSIBLE
    if phonenumbers.is_possible_number_with_reason(number) != possible:
        raise BadPhone(text[:_LONGEST])
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(text.strip(), e164, region.upper())


def shown(e164: str, region: str) -> str:
    """As people of a region write it: without prefix at home, with it abroad. What is no
    number is shown as it is."""
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    at_home = number.country_code == phonenumbers.country_code_for_region(region.upper())
    forms = phonenumbers.PhoneNumberFormat
    form = forms.NATIONAL if at_home else forms.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def plausible(text: str) -> bool:
    """Could this be a phone number, in whatever country? For a box that takes everything."""
    return _digits_only(_tidy(text))


def _tidy(text: str) -> str:
    """Without invisible marks (WhatsApp copies them along), ``00`` as ``+``."""
    if len(text) > _LONGEST:
        return ""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf").strip()
    seen = "".join(_plain(c) for c in seen)
    return "+" + seen[2:] if seen.startswith("00") else seen


def _plain(character: str) -> str:
    """A digit of any script as ASCII, a full-width sign as its narrow one."""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    wide = unicodedata.east_asian_width(character) == "F"
    return unicodedata.normalize("NFKC", character) if wide else character


def _digits_only(tidy: str) -> bool:
    digits = sum(c.isascii() and c.isdigit() for c in tidy)
    sound = all(c in _MARKS or unicodedata.category(c) in _KINDS for c in tidy)
    return sound and "+" not in tidy[1:] and _FEWEST <= digits <= _MOST

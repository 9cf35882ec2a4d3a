"""``posapp hub chain``: a chain's stores, people, tax, shipping and promotions, from a file.

``packaging/chain.example.toml`` shows every field. What stands in the file replaces what the
centre has under the same id; what does not stand there stays as it is, but people: where the
file names any for a store, nobody else works there any more.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from posapp.domain.errors import BadAddress
from posapp.domain.fulfilment import Address, ShippingMethod
from posapp.domain.money import MILLION
from posapp.domain.people import Clerk, Role
from posapp.domain.promotions import Promotion
from posapp.domain.tax import Rounding, TaxClass, TaxRate, TaxRules
from posapp.hub import migrating, promotions, shop, tokens
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.settings import Settings
from posapp.hub.tables import chain
from posapp.hub.upserting import upsert
from posapp.hub.which_database import database_url

LARGEST = 1_000_000  # characters
SHORTEST_PIN = 4
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,9})?")


class BadChain(Exception):
    """The file is not what it should be; says what. Nothing was changed."""


@dataclass(frozen=True)
class StoreEntry:
    id: str
    name: str
    address: Address
    phone: str = ""


@dataclass(frozen=True)
class ClerkEntry:
    """``stores``: where they work; empty for everywhere."""

    id: str
    name: str
    role: Role
    pin: str = ""
    discount_percent: str = "0"
    language: str = ""
    stores: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaxEntry:
    """``classes``: product class to per cent, as text: ``"8.875"``."""

    name: str
    country: str
    classes: dict[str, str]


@dataclass(frozen=True)
class ChainFile:
    """The whole file."""

    chain: str
    country: str
    currency: str
    language: str
    timezone: str
    stores: tuple[StoreEntry, ...]
    tax: tuple[TaxEntry, ...]
    clerks: tuple[ClerkEntry, ...] = ()
    shipping: tuple[ShippingMethod, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    prices_include_tax: bool = True
    rounding: Rounding = Rounding.LINE
    receipt_header: str = ""
    receipt_footer: str = ""
    labels: tuple[str, ...] = ()


def read(text: str) -> ChainFile:
    """The chain that a TOML text describes.

    Raises:
        BadChain: it is no TOML, or a field is missing, unknown in kind or out of range.
    """
    try:
        found = msgspec.convert(tomllib.loads(text), ChainFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadChain(str(error)) from error
    except RecursionError as error:
        raise BadChain("brackets within brackets without an end") from error
    _check(found)
    return found


def _check(found: ChainFile) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from posapp.domain import addresses

    try:
        ZoneInfo(found.timezone)
        for store in found.stores:
            addresses.checked(store.address)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadChain(f"timezone: {found.timezone}") from error
    except BadAddress as error:
        raise BadChain(f"store {store.id}: address: {error}") from error
    if not any(tax.country == found.country for tax in found.tax):
        raise BadChain(f"no tax for {found.country}")
    for clerk in found.clerks:
        _ppm(clerk.discount_percent)
        if clerk.pin and len(clerk.pin) < SHORTEST_PIN:
            raise BadChain(f"{clerk.id}: a PIN has {SHORTEST_PIN} characters or more")


def write(hub: Hub, found: ChainFile) -> None:
    """Bring the chain into the centre, wholly or not at all.

    Raises:
        BadChain: somebody new has no PIN, or works in a store that is not in the file.
    """
    verifiers = _verifiers(found)

    def work(db: Connection) -> None:
        upsert(db, chain.stores, [_store_row(found, store) for store in found.stores])
        for store in found.stores:
            here = _clerks(db, found, store.id, verifiers)
            _let_others_go(db, store.id, here)
            shop.put_clerks(db, store.id, here)
        promotions.put_tax_rules(db, _tax_rules(found))
        promotions.put_promotions(db, found.promotions)
        if not tokens.keys(db):
            tokens.make_key(db, hub)

    hub.write(work)


def _store_row(found: ChainFile, store: StoreEntry) -> dict[str, Any]:
    return {
        "id": store.id,
        "chain": found.chain,
        "name": store.name,
        "address": store.address,
        "phone": store.phone,
        "country": found.country,
        "currency": found.currency,
        "language": found.language,
        "timezone": found.timezone,
        "labels": found.labels,
        "shipping": found.shipping,
        "receipt_header": found.receipt_header,
        "receipt_footer": found.receipt_footer,
    }


def _verifiers(found: ChainFile) -> dict[str, str]:
    from argon2 import PasswordHasher

    hasher = PasswordHasher()
    return {clerk.id: hasher.hash(clerk.pin) for clerk in found.clerks if clerk.pin}


def _clerks(
    db: Connection, found: ChainFile, store: str, verifiers: dict[str, str]
) -> list[Clerk]:
    p = chain.people.c
    kept = dict(db.execute(select(p.id, p.verifier).where(p.store == store)).all())
    here = [each for each in found.clerks if not each.stores or store in each.stores]
    unknown = {name for each in found.clerks for name in each.stores}
    if not unknown <= {each.id for each in found.stores}:
        raise BadChain("a clerk works in a store that is not in the file")
    made = []
    for each in here:
        verifier = verifiers.get(each.id) or kept.get(each.id)
        if verifier is None:
            raise BadChain(f"{each.id} is new and needs a PIN")
        limit = _ppm(each.discount_percent)
        made.append(Clerk(each.id, each.name, each.role, verifier, limit, each.language))
    return made


def _let_others_go(db: Connection, store: str, staying: Sequence[Clerk]) -> None:
    """Whoever is not named can sign in at no register of the store that has heard of it."""
    if staying:
        p = chain.people.c
        ids = [clerk.id for clerk in staying]
        db.execute(delete(chain.people).where(p.store == store, p.id.not_in(ids)))


def _tax_rules(found: ChainFile) -> TaxRules:
    classes = tuple(
        TaxClass(name, tax.country, (TaxRate(tax.name, _ppm(percent)),))
        for tax in found.tax
        for name, percent in tax.classes.items()
    )
    return TaxRules(found.country, found.prices_include_tax, found.rounding, classes)


def _ppm(percent: str) -> int:
    """Parts per million of a percentage written as text, exactly.

    Raises:
        BadChain: it is no number from 0 to 100, or finer than a millionth.
    """
    if not _PERCENT.fullmatch(percent):
        raise BadChain(f"not a percentage: {percent[:20]}")
    parts = Decimal(percent) * (MILLION // 100)
    if parts > MILLION or parts != parts.to_integral_value():
        raise BadChain(f"not a percentage from 0 to 100: {percent[:20]}")
    return int(parts)


def _text(file: Path) -> str:
    """All of the file: half a chain would be one without its last people.

    Raises:
        BadChain: it is larger than a chain's can be.
    """
    with file.open(encoding="utf-8") as opened:
        text = opened.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise BadChain(f"longer than {LARGEST} characters")
    return text


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 when the chain is in, 1 when the file is not right."""
    asked = _parser().parse_args(argv)
    try:
        found = read(_text(asked.file))
        migrating.prepare(asked.database)
        hub = open_hub(Settings(database=asked.database))
        try:
            write(hub, found)
        finally:
            hub.close()
    except (BadChain, OSError, UnicodeDecodeError, migrating.WrongSchema) as reason:
        _say(f"{asked.file}: {reason}. Nothing was changed.")
        return 1
    _say(f"{found.chain}: stores {len(found.stores)}, people {len(found.clerks)}")
    return 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub chain",
        description="Write a chain's stores, people, tax, shipping and promotions into the "
        "centre, from a TOML file such as packaging/chain.example.toml. Run it again after a "
        "change.",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--database", type=database_url, required=True, help="the centre's database, as a URL"
    )
    return parser

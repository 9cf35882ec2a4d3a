"""Customers: read, made at the counter or brought in, and their address book."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from posapp.contract.messages import NewAddress, NewCustomer
from posapp.contract.problems import Problem
from posapp.domain import addresses, phones
from posapp.domain.customer import Consent, Customer, Phone
from posapp.domain.errors import BadAddress, BadPhone
from posapp.domain.money import Money
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables import customers as tables

ADDRESSES = 50
WORDS = 16
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,128}\.[^@\s.]{2,24}")
_C, _P = tables.customers.c, tables.phones.c
_ID = _C.id == bindparam("customer")
_THERE = select(_C.id).where(_ID, _C.erased_at.is_(None))
_READ = select(tables.customers).where(_ID, _C.erased_at.is_(None))
_GROUPS = select(_C.groups).where(_ID)
_PHONES = (
    select(_P.customer, _P.raw, _P.e164, _P.region)
    .where(_P.customer.in_(bindparam("customers", expanding=True)))
    .order_by(_P.customer, _P.place)
)


def read(db: Connection, customer: str) -> Customer:
    """One customer.

    Raises:
        Refusal: ``not_found``.
    """
    row = db.execute(_READ, {"customer": customer}).one_or_none()
    if row is None:
        raise Refusal(Problem.NOT_FOUND, "customer")
    return _customer(row, phones_of(db, [customer]).get(customer, ()))


def must_exist(db: Connection, customer: str) -> None:
    """Do nothing for a customer whom ``read`` would find.

    Raises:
        Refusal: ``not_found``.
    """
    if db.scalar(_THERE, {"customer": customer}) is None:
        raise Refusal(Problem.NOT_FOUND, "customer")


def groups(db: Connection, customer: str) -> tuple[str, ...]:
    """The groups that promotions may ask for; none for nobody."""
    found: tuple[str, ...] | None = db.scalar(_GROUPS, {"customer": customer})
    return found or ()


def phones_of(db: Connection, customers: Iterable[str]) -> dict[str, tuple[Phone, ...]]:
    """Phones by customer, in their own order."""
    found: dict[str, tuple[Phone, ...]] = {}
    for customer, raw, e164, region in db.execute(_PHONES, {"customers": list(customers)}):
        found[customer] = (*found.get(customer, ()), Phone(raw, e164, region))
    return found


def add(db: Connection, hub: Hub, customer: Customer, *, card: str = "") -> None:
    """Bring a customer in, findable by everything they have.

    Args:
        card: number of the loyalty card, or empty.
    """
    add_all(db, hub, [(customer, card)])


def add_all(db: Connection, hub: Hub, people: Iterable[tuple[Customer, str]]) -> None:
    """Bring many customers in, each with the number of a loyalty card or an empty text."""
    everybody = list(people)
    if not everybody:
        return
    rows = [_row(hub, customer, card) for customer, card in everybody]
    db.execute(insert(tables.customers), rows)
    numbers = [row for customer, _ in everybody for row in _phone_rows(customer)]
    if numbers:
        db.execute(insert(tables.phones), numbers)
    names = [
        {"word": word, "customer": customer.id}
        for customer, _ in everybody
        for word in dict.fromkeys(folded_words(customer.name))
    ]
    if names:
        db.execute(insert(tables.words), names)


def make(db: Connection, hub: Hub, asked: NewCustomer) -> Customer:
    """A customer as taken down at the counter.

    Raises:
        Refusal: ``invalid``: says which field.
    """
    name, email = asked.name.strip(), asked.email.strip()
    now = hub.clock()
    checks = {
        "id": asked.id.strip() != "" and len(asked.id) <= 64,
        "name": 0 < len(name) <= 200,
        "email": not email or (len(email) <= 254 and EMAIL.fullmatch(email) is not None),
        "language": len(asked.language) <= 8,
        "consents": len(asked.consents) <= 20,
    }
    wrong = [field for field, fine in checks.items() if not fine]
    if wrong or _exists(db, asked.id):
        raise Refusal(Problem.INVALID, ", ".join(wrong) or "id")
    customer = Customer(
        id=asked.id,
        name=name,
        phones=_phones(asked.phone, asked.region),
        email=email,
        language=asked.language,
        consents=tuple(Consent(c, True, now) for c in dict.fromkeys(asked.consents)),
    )
    add(db, hub, customer)
    return customer


def add_address(db: Connection, asked: NewAddress, customer: str) -> Customer:
    """The customer with one more address in the book.

    Raises:
        Refusal: ``invalid``: says which fields, or the book is full.
    """
    if asked.customer != customer or not 0 < len(asked.id) <= 64:
        raise Refusal(Problem.INVALID, "customer, id")
    try:
        address = replace(addresses.checked(asked.address), id=asked.id)
    except BadAddress as error:
        raise Refusal(Problem.INVALID, ", ".join(sorted(error.fields))) from error
    c = tables.customers.c
    mine = c.id == customer
    book = db.scalar(select(c.addresses).where(mine).with_for_update())
    if book is None:
        raise Refusal(Problem.NOT_FOUND, "customer")
    if len(book) >= ADDRESSES:
        raise Refusal(Problem.INVALID, "the address book is full")
    db.execute(update(tables.customers).where(mine).values(addresses=(*book, address)))
    return read(db, customer)


def folded_words(text: str) -> list[str]:
    """Words as they are compared: small letters without accents, at most ``WORDS``."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    found = re.findall(r"[^\W_]+", bare)
    return [word[:64] for word in found[:WORDS]]


def digits(text: str) -> str:
    """Decimal digits of any script, as ASCII."""
    values = (unicodedata.decimal(character, None) for character in text)
    return "".join(str(value) for value in values if value is not None)


def email_key(text: str) -> str:
    return text.strip().casefold()[:254]


def card_key(text: str) -> str:
    return "".join(text.split()).upper()[:40]


def _exists(db: Connection, customer: str) -> bool:
    c = tables.customers.c
    return db.scalar(select(c.id).where(c.id == customer)) is not None


def _phones(text: str, region: str) -> tuple[Phone, ...]:
    if not text.strip():
        return ()
    try:
        return (phones.read(text, region),)
    except BadPhone as error:
        raise Refusal(Problem.INVALID, "phone") from error


def _row(hub: Hub, customer: Customer, card: str) -> dict[str, Any]:
    credit = customer.store_credit
    return {
        "id": customer.id,
        "token_id": hub.secret(12).hex(),
        "name": customer.name,
        "email": customer.email,
        "email_key": email_key(customer.email),
        "card": card_key(card) or None,
        "language": customer.language,
        "tier": customer.tier,
        "points": customer.points,
        "groups": customer.groups,
        "consents": customer.consents,
        "addresses": customer.addresses,
        "credit_minor": None if credit is None else credit.minor,
        "credit_currency": None if credit is None else credit.currency,
        "note": customer.note,
        "made_at": hub.clock(),
    }


def _phone_rows(customer: Customer) -> list[dict[str, Any]]:
    return [
        {
            "customer": customer.id,
            "place": place,
            "raw": phone.raw[:64],
            "e164": phone.e164,
            "region": phone.region,
            "backwards": digits(phone.e164 or phone.raw)[::-1][:64],
        }
        for place, phone in enumerate(customer.phones)
    ]


def _customer(row: Row[tuple[object, ...]], numbers: tuple[Phone, ...]) -> Customer:
    credit = row.credit_minor
    return Customer(
        id=row.id,
        name=row.name,
        phones=numbers,
        email=row.email,
        language=row.language,
        tier=row.tier,
        points=row.points,
        groups=row.groups,
        consents=row.consents,
        addresses=row.addresses,
        store_credit=None if credit is None else Money(credit, row.credit_currency),
        note=row.note,
    )

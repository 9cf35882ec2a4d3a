"""Customers served here before: just enough to greet them with the centre away.

No conversation is ever written here, and no phone number or e-mail address either: they are
found again by a digest that is salted per register.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select
from sqlalchemy.dialects.sqlite import insert

from posapp.contract import wire
from posapp.domain.webcart import WebCart
from posapp.store.tables import known_customer
from posapp.store.times import moment, stamp

MOST = 5_000  # customers remembered; the ones not seen for longest are forgotten
LISTED = 10  # of those who answer to the same contact or name


@dataclass(frozen=True)
class KnownCustomer:
    """What this register remembers.

    Attributes:
        token: the customer's id in their QR tokens: 12 bytes, hex; empty if not learnt.
        carts: open online carts as they were at ``as_of``.
    """

    id: str
    name: str
    masked_phone: str
    tier: str
    language: str
    groups: tuple[str, ...]
    carts: tuple[WebCart, ...]
    as_of: datetime
    token: str = ""


def digest(salt: str, contact: str) -> str:
    """How an E.164 number or a lower-case e-mail address is stored. Empty stays empty."""
    return sha256(f"{salt}\n{contact}".encode()).hexdigest() if contact else ""


def remember(
    db: Connection, known: KnownCustomer, *, phone_digest: str = "", email_digest: str = ""
) -> None:
    """Keep what was just seen. A token once learnt stays when none is given now."""
    row = _row(known) | {"phone_digest": phone_digest, "email_digest": email_digest}
    kept = {name: value for name, value in row.items() if name != "id"}
    if not known.token:
        del kept["token"]
    statement = insert(known_customer).values(row)
    db.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept))
    _forget_the_oldest(db)


def find(db: Connection, customer: str) -> KnownCustomer | None:
    return _one(db, select(known_customer).where(known_customer.c.id == customer))


def by_token(db: Connection, token: str) -> KnownCustomer | None:
    """The customer whose QR tokens carry this id, twelve bytes in hex."""
    return _one(db, select(known_customer).where(known_customer.c.token == token))


def by_contact(db: Connection, digest: str) -> tuple[KnownCustomer, ...]:
    """Those with this phone or e-mail digest, seen most recently first."""
    c = known_customer.c
    return _many(db, (c.phone_digest == digest) | (c.email_digest == digest))


def by_name(db: Connection, text: str) -> tuple[KnownCustomer, ...]:
    """Those with every word of the text somewhere in their name, accents or not."""
    words = name_key(text).split()
    c = known_customer.c
    found = [c.name_key.contains(word, autoescape=True) for word in words]
    condition = found[0] if found else c.id == ""
    for further in found[1:]:
        condition = condition & further
    return _many(db, condition)


def forget(db: Connection, customer: str) -> None:
    """Erase one person."""
    db.execute(delete(known_customer).where(known_customer.c.id == customer))


def name_key(text: str) -> str:
    """A name without case and accents, as it is compared."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _one(db: Connection, query: Select[Any]) -> KnownCustomer | None:
    row = db.execute(query.limit(1)).first()
    return _known(row) if row else None


def _many(db: Connection, condition: Any) -> tuple[KnownCustomer, ...]:
    query = select(known_customer).where(condition).order_by(known_customer.c.as_of.desc())
    return tuple(_known(row) for row in db.execute(query.limit(LISTED)))


def _forget_the_oldest(db: Connection) -> None:
    newest_first = select(known_customer.c.id).order_by(known_customer.c.as_of.desc())
    too_many = newest_first.limit(-1).offset(MOST)
    db.execute(delete(known_customer).where(known_customer.c.id.in_(too_many)))


def _row(known: KnownCustomer) -> dict[str, Any]:
    return {
        "id": known.id,
        "token": known.token,
        "name": known.name,
        "name_key": name_key(known.name),
        "masked_phone": known.masked_phone,
        "tier": known.tier,
        "language": known.language,
        "groups": wire.encode(known.groups),
        "carts": wire.encode(known.carts),
        "as_of": stamp(known.as_of),
    }


def _known(row: Row[Any]) -> KnownCustomer:
    return KnownCustomer(
        id=row.id,
        name=row.name,
        masked_phone=row.masked_phone,
        tier=row.tier,
        language=row.language,
        groups=wire.decode(row.groups, tuple[str, ...]),
        carts=wire.decode(row.carts, tuple[WebCart, ...]),
        as_of=moment(row.as_of),
        token=row.token,
    )

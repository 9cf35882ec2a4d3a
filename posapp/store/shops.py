"""The shop's profile as the centre last sent it: all that selling needs when it is away.

The verifiers of its people's PINs are sealed on the disk and open in memory.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from posapp.contract import wire
from posapp.domain.shop import Shop
from posapp.store.sealing import Seal
from posapp.store.tables import shop
from posapp.store.times import moment, stamp

OPEN = b'"verifier":"$'  # how an argon2id hash begins in the document


def put(db: Connection, profile: Shop, at: datetime, seal: Seal) -> None:
    """Replace what we knew."""
    people = tuple(replace(c, verifier=seal.close(c.verifier, c.id)) for c in profile.people)
    document = wire.encode(replace(profile, people=people))
    row = {"version": profile.version, "as_of": stamp(at), "document": document}
    statement = insert(shop).values(one=1, **row)
    db.execute(statement.on_conflict_do_update(index_elements=["one"], set_=row))


def get(db: Connection, seal: Seal) -> Shop | None:
    """The profile, or None before the first one came.

    Raises:
        PinsSealed: it was stored by a register with another key.
    """
    document = db.scalar(select(shop.c.document))
    if document is None:
        return None
    profile = wire.decode(document, Shop)
    people = tuple(replace(c, verifier=seal.open(c.verifier, c.id)) for c in profile.people)
    return replace(profile, people=people)


def lies_open(db: Connection) -> bool:
    """Whether a program of before verifiers were sealed has stored it."""
    return OPEN in (db.scalar(select(shop.c.document)) or b"")


def as_of(db: Connection) -> datetime | None:
    """When the profile was received."""
    text = db.scalar(select(shop.c.as_of))
    return moment(text) if text is not None else None

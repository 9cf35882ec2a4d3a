"""The shop's profile as the centre last sent it: all that selling needs when it is away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from posapp.contract import wire
from posapp.domain.shop import Shop
from posapp.store.tables import shop
from posapp.store.times import moment, stamp


def put(db: Connection, profile: Shop, at: datetime) -> None:
    """Replace what we knew."""
    row = {"version": profile.version, "as_of": stamp(at), "document": wire.encode(profile)}
    statement = insert(shop).values(one=1, **row)
    db.execute(statement.on_conflict_do_update(index_elements=["one"], set_=row))


def get(db: Connection) -> Shop | None:
    """The profile, or None before the first one came."""
    document = db.scalar(select(shop.c.document))
    return wire.decode(document, Shop) if document is not None else None


def as_of(db: Connection) -> datetime | None:
    """When the profile was received."""
    text = db.scalar(select(shop.c.as_of))
    return moment(text) if text is not None else None

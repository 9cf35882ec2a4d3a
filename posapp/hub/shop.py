"""What a register must know to sell with the centre away, put together from its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, Row, bindparam, select

from posapp.contract import wire
from posapp.contract.messages import EventKind
from posapp.contract.problems import Problem
from posapp.domain.people import Clerk, Role
from posapp.domain.shop import Location, Shop
from posapp.hub import dividing, news, promotions, tokens
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import people, stores
from posapp.hub.upserting import upsert

_CLERK = select(people.c.name).where(
    people.c.store == bindparam("store"), people.c.id == bindparam("clerk")
)


def shop_of(db: Connection, store: str, register: str = "") -> Shop:
    """One store's profile, for one of its registers; its version is a digest of the rest.

    Raises:
        Refusal: ``not_found``: no such store, or no tax rules for its country.
    """
    rows = db.execute(select(stores).order_by(stores.c.id)).all()
    mine = next((row for row in rows if row.id == store), None)
    if mine is None:
        raise Refusal(Problem.NOT_FOUND, "store")
    try:
        rules = promotions.rules(db, store)
    except LookupError as error:
        raise Refusal(Problem.NOT_FOUND, "tax rules") from error
    shop = Shop(
        version="",
        chain=mine.chain,
        location=_location(mine),
        locations=tuple(_location(row) for row in rows),
        country=mine.country,
        currency=mine.currency,
        language=mine.language,
        timezone=mine.timezone,
        rules=rules,
        people=clerks(db, store),
        shipping=mine.shipping,
        keys=tokens.keys(db),
        labels=mine.labels,
        receipt_header=mine.receipt_header,
        receipt_footer=mine.receipt_footer,
        allotment=dividing.part_of(db, register),
    )
    return replace(shop, version=hashlib.sha256(wire.canonical(shop)).hexdigest()[:32])


def put_clerks(db: Connection, store: str, who: Iterable[Clerk]) -> None:
    """Insert or replace people of a store."""
    news.hint(db, EventKind.SHOP, store)
    rows = [
        {
            "store": store,
            "id": clerk.id,
            "name": clerk.name,
            "role": clerk.role.value,
            "verifier": clerk.verifier,
            "discount_limit_ppm": clerk.discount_limit_ppm,
            "language": clerk.language,
        }
        for clerk in who
    ]
    upsert(db, people, rows)


def clerks(db: Connection, store: str) -> tuple[Clerk, ...]:
    """Who works in a store, by name."""
    mine = select(people).where(people.c.store == store).order_by(people.c.name, people.c.id)
    return tuple(
        Clerk(
            id=row.id,
            name=row.name,
            role=Role(row.role),
            verifier=row.verifier,
            discount_limit_ppm=row.discount_limit_ppm,
            language=row.language,
        )
        for row in db.execute(mine)
    )


def works_here(db: Connection, store: str, clerk: str) -> bool:
    """Whether this is a clerk of the store."""
    return clerk_name(db, store, clerk) is not None


def clerk_name(db: Connection, store: str, clerk: str) -> str | None:
    """The name of a clerk of the store; None when nobody there is this."""
    found: str | None = db.scalar(_CLERK, {"store": store, "clerk": clerk})
    return found


def _location(row: Row[tuple[object, ...]]) -> Location:
    return Location(row.id, row.name, row.address, row.phone)

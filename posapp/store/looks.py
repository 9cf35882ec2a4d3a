"""Who opened whose record, when and why. Written at once, sent with the visit, kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from posapp.store.tables import look
from posapp.store.times import moment, stamp


@dataclass(frozen=True)
class Look:
    """One look at a customer's record. ``how``: a ``contract.messages.How`` value."""

    visit: str
    at: datetime
    clerk: str
    customer: str
    how: str


def add(db: Connection, seen: Look) -> None:
    row = {"visit": seen.visit, "at": stamp(seen.at), "clerk": seen.clerk}
    db.execute(insert(look), row | {"customer": seen.customer, "how": seen.how})


def of(db: Connection, customer: str) -> tuple[Look, ...]:
    """Who opened this customer's record here, oldest first."""
    rows = db.execute(select(look).where(look.c.customer == customer).order_by(look.c.place))
    return tuple(
        Look(row.visit, moment(row.at), row.clerk, row.customer, row.how) for row in rows
    )

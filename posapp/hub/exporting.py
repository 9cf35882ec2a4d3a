"""Everything the centre knows of one customer, for that customer to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from posapp.hub.hub import Hub
from posapp.hub.personal import HOLDINGS, Holding
from posapp.hub.tables.chain import people, registers
from posapp.hub.tables.customers import customers, looks

Rows = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Export:
    """One customer, by table of the centre."""

    customer: str
    at: datetime
    tables: dict[str, Rows]


@dataclass(frozen=True)
class Look:
    """Who looked at a customer, when, where and why.

    Attributes:
        clerk: the name, or the id of one who has left. ``register``: its label.
        how: QR, phone, name, card, email, new. ``what``: search, visit, new, glance.
    """

    at: datetime
    clerk: str
    store: str
    register: str
    how: str
    what: str


def export(db: Connection, hub: Hub, customer: str) -> Export:
    """Every row of this customer, without the secrets that would let its reader be them.

    Raises:
        LookupError: there never was such a customer.
    """
    _must_exist(db, customer)
    found = {holding.table.name: _rows(db, holding, customer) for holding in HOLDINGS}
    return Export(customer, hub.clock(), {name: rows for name, rows in found.items() if rows})


def looks_at(db: Connection, customer: str) -> tuple[Look, ...]:
    """Who looked at this customer, oldest first.

    Raises:
        LookupError: there never was such a customer.
    """
    _must_exist(db, customer)
    clerk = (people.c.store == looks.c.store) & (people.c.id == looks.c.clerk)
    wanted = (
        select(looks, people.c.name, registers.c.label)
        .outerjoin(people, clerk)
        .outerjoin(registers, registers.c.id == looks.c.register)
        .where(looks.c.customer == customer)
        .order_by(looks.c.at, looks.c.id)
    )
    return tuple(
        Look(
            row.at,
            row.name or row.clerk,
            row.store,
            row.label or row.register,
            row.how,
            row.what,
        )
        for row in db.execute(wanted)
    )


def _rows(db: Connection, holding: Holding, customer: str) -> Rows:
    shown = [column for column in holding.table.c if column.name not in holding.secret]
    keys = list(holding.table.primary_key)
    wanted = select(*shown).where(holding.mine(customer)).order_by(*keys)
    return tuple(dict(row) for row in db.execute(wanted).mappings())


def _must_exist(db: Connection, customer: str) -> None:
    if db.scalar(select(customers.c.id).where(customers.c.id == customer)) is None:
        raise LookupError(customer)

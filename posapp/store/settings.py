"""Small things to remember: the salt, and what is held at the centre for a payment."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from posapp.store.tables import setting

SALT = "salt"  # of the contact digests in ``known``
EPOCH = "epoch"  # the newest one begun after the enrolment
ERASED_TO = "erased.to"  # the centre's cursor in its list of erased customers
LOST_UNTOLD = "lost.untold"  # the centre has not heard that the journal's end is gone
FOUND_COPIED = "found.copied"  # how these books were found to be a copy, until a person knows
PART_HEARD = "part.heard"  # epoch and moment at which the centre last confirmed our part
STOCK_AS_OF = "stock.as_of"  # the journal's entry and the moment the catalogue's pieces are of


def put(db: Connection, name: str, value: str) -> None:
    statement = insert(setting).values(name=name, value=value)
    db.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def get(db: Connection, name: str, default: str = "") -> str:
    value = db.scalar(select(setting.c.value).where(setting.c.name == name))
    return default if value is None else value


def remove(db: Connection, *names: str) -> None:
    db.execute(delete(setting).where(setting.c.name.in_(names)))


def named(db: Connection, prefix: str) -> tuple[str, ...]:
    """Names that begin so, in order."""
    mine = setting.c.name.startswith(prefix, autoescape=True)
    return tuple(db.scalars(select(setting.c.name).where(mine).order_by(setting.c.name)))

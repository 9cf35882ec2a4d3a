"""What stands in a register's copy of the catalogue."""

from __future__ import annotations

from sqlalchemy import Connection

from posapp.store import catalogue


def products(db: Connection) -> int:
    """How many can be sold now."""
    query = f"SELECT count(*) FROM product_{catalogue.live(db)}"
    number: int = db.exec_driver_sql(query).scalar_one()
    return number

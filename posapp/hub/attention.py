"""``posapp hub attention``: sales that did not fit what the centre knew, for people to settle.

Money was taken and the customer has left, so such a sale stands; what was odd about it is kept
in two tables, and this lists them: one line of JSON for each.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Row, Table, select

from posapp.contract.messages import Oddity
from posapp.hub.app import open_hub
from posapp.hub.settings import Settings
from posapp.hub.tables.chain import register_copies, registers
from posapp.hub.tables.sales import conflicts, sales
from posapp.hub.tables.stock import shortages
from posapp.hub.which_database import database_url


def oddities(db: Connection, store: str = "", most: int | None = None) -> tuple[Oddity, ...]:
    """What to look into, newest first, at most so many; of one store, or of all."""
    found = sorted(_all(db, store, most), key=lambda each: each.at, reverse=True)
    return tuple(found[:most])


def _all(db: Connection, store: str, most: int | None) -> Iterator[Oddity]:
    for row in _rows(db, conflicts, store, most):
        yield Oddity(row.receipt, row.store, row.kind, row.of, row.detail, row.at.isoformat())
    for row in _rows(db, shortages, store, most):
        where = row.location or "nowhere"
        detail = f"{row.quantity} short at {where}"
        yield Oddity(row.receipt, row.store, "shortage", row.sku, detail, row.at.isoformat())
    yield from _copies(db, store)


def _copies(db: Connection, store: str) -> Iterator[Oddity]:
    """Registers that found their books to be a copy: is there a second one running?"""
    wanted = select(register_copies, registers.c.store).join(
        registers, registers.c.id == register_copies.c.register
    )
    for row in db.execute(wanted.where(registers.c.store == store) if store else wanted):
        detail = f"epoch {row.epoch} begun at entry {row.sequence}"
        yield Oddity(
            "", row.store, f"register_{row.why}", row.register, detail, row.at.isoformat()
        )


def _rows(
    db: Connection, table: Table, store: str, most: int | None
) -> Sequence[Row[tuple[object, ...]]]:
    joined = table.join(sales, sales.c.id == table.c.sale)
    wanted = select(table, sales.c.receipt, sales.c.store).select_from(joined)
    if store:
        wanted = wanted.where(sales.c.store == store)
    return db.execute(wanted.order_by(table.c.at.desc()).limit(most)).all()


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 whether or not there is something to look into."""
    asked = _parser().parse_args(argv)
    hub = open_hub(Settings(asked.database))
    try:
        found = hub.read(lambda db: oddities(db, asked.store))
    finally:
        hub.close()
    for each in found:
        sys.stdout.write(json.dumps(asdict(each)) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub attention",
        description="List sales that did not fit what the centre knew: goods it had no piece "
        "of, carts that were closed before, promises and amounts that were spent. One line of "
        "JSON each, newest first.",
    )
    parser.add_argument(
        "--database", type=database_url, required=True, help="the centre's database, as a URL"
    )
    parser.add_argument("--store", default="", help="of one store only")
    return parser

"""Checks the whole journal, with nothing of the code that writes it.

Raw SQL, JSON and SHA-256 alone: a mistake in ``journal`` cannot hide itself here. Every bit
counts: of the chain, of the facts, of the columns that sums are made of, and of what is
kept about people until it is erased.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row

from posapp.domain.errors import JournalDamaged

_ENTRIES = """
    SELECT e.*, s.document, s.register, s.epoch AS sale_epoch, s.number, s.receipt, s.clerk,
           s.customer, s.sold_at, s.business_date, s.pieces, s.items, s.discounts, s.shipping,
           s.tax, s.rounding, s.grand, s.tendered, s.change, s.id AS sale_id,
           p.salt, p.document AS personal
      FROM journal_entry e
      LEFT JOIN sale s ON s.id = e.of
      LEFT JOIN sale_person p ON p.sale = e.of
     ORDER BY e.sequence
"""
_LINES = """
    SELECT sku, name, variant, quantity, original, unit_price, net, gross, origin, fulfilment
      FROM sale_line WHERE sale = ? ORDER BY place
"""
_TENDERS = """
    SELECT id, kind, amount, reference, label FROM tender WHERE sale = ? ORDER BY place
"""
_TOTALS = ("items", "discounts", "shipping", "tax", "rounding", "grand")
_PLAIN = ("register", "number", "receipt", "clerk", "customer", "business_date")


def verify(db: Connection) -> int:
    """Look at every entry and say how many there are; a second for some ten thousand.

    Raises:
        JournalDamaged: with the first entry that is not as it was written.
    """
    before, count = "0" * 64, 0
    for row in db.exec_driver_sql(_ENTRIES):
        count += 1
        if not all(_checks(db, row, before, count)):
            raise JournalDamaged(count)
        before = row.hash
    sales = db.exec_driver_sql("SELECT count(*) FROM sale").scalar_one()
    if sales != count:
        raise JournalDamaged(count + 1)
    return count


def _checks(db: Connection, row: Row[Any], before: str, place: int) -> Iterator[bool]:
    columns = (row.sequence, row.kind, row.of, row.epoch, row.at, row.body, row.person)
    text = "\n".join([before, *(str(column) for column in columns)])
    yield row.sequence == place and row.previous == before
    yield row.hash == _digest(text.encode())
    yield row.sale_id is not None and row.body == _digest(row.document)
    yield row.personal is None or row.person == _digest(row.salt + row.personal)
    fact = json.loads(row.document)
    yield (row.of, row.epoch, row.at) == (fact["id"], row.sale_epoch, row.sold_at)
    yield row.epoch == fact["epoch"] and all(getattr(row, n) == fact[n] for n in _PLAIN)
    yield all(getattr(row, name) == fact["totals"][name]["minor"] for name in _TOTALS)
    yield row.tendered == sum(tender["amount"]["minor"] for tender in fact["tenders"])
    yield row.change == fact["change"]["minor"]
    yield row.pieces == sum(line["quantity"] for line in fact["lines"])
    yield _rows(db, _LINES, row.of) == [_line(line) for line in fact["lines"]]
    yield _rows(db, _TENDERS, row.of) == [_tender(tender) for tender in fact["tenders"]]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _rows(db: Connection, query: str, sale: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.exec_driver_sql(query, (sale,))]


def _line(line: dict[str, Any]) -> tuple[Any, ...]:
    named = (line["sku"], line["name"], line["variant"], line["quantity"])
    prices = tuple(line[name]["minor"] for name in ("original", "unit_price", "net", "gross"))
    return (*named, *prices, line["origin"], line["fulfilment"])


def _tender(tender: dict[str, Any]) -> tuple[Any, ...]:
    amount = tender["amount"]["minor"]
    return (tender["id"], tender["kind"], amount, tender["reference"], tender["label"])

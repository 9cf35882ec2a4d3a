"""One sale: its stored rows equal its document, and its figures are right."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from posapp.verify.figures import figures

PLAIN = ("store", "register", "number", "receipt", "clerk", "customer", "business_date")
CURRENCY = re.compile(rb'"currency":"([^"]*)"')  # within a text, JSON escapes the quotes
TOTALS = ("items", "discounts", "shipping", "tax", "rounding", "grand")
LINES = """
    SELECT sku, name, variant, quantity, original, unit_price, discount, net, tax, gross,
           origin, fulfilment
      FROM sale_line WHERE sale = ? ORDER BY place
"""
TENDERS = """
    SELECT id, kind, amount, reference, label FROM tender WHERE sale = ? ORDER BY place
"""


def facts(db: sqlite3.Connection, row: sqlite3.Row) -> Iterator[str]:
    """What is wrong with this sale, in words; nothing when it is sound."""
    try:
        fact = json.loads(row["document"])
        wrong = [
            name for name, (stored, written) in _columns(row, fact).items() if stored != written
        ]
        if wrong:
            yield f"stored apart from what was written: {', '.join(wrong)}"
        if _rows(db, LINES, row["of"]) != [_line(line) for line in fact["lines"]]:
            yield "its lines are stored apart from what was written"
        if _rows(db, TENDERS, row["of"]) != [_tender(one) for one in fact["tenders"]]:
            yield "its tenders are stored apart from what was written"
        if len(set(CURRENCY.findall(row["document"]))) != 1:
            yield "it mixes currencies"
        yield from figures(fact)
        yield from _charges(db, fact)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "what was written is no sale that this program can read"


def _columns(row: sqlite3.Row, fact: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """By name, what stands in the table and what the document says."""
    found = {name: (row[name], fact[name]) for name in PLAIN}
    found |= {name: (row[name], fact["totals"][name]["minor"]) for name in TOTALS}
    found["id"] = (row["of"], fact["id"])
    found["epoch"] = (row["sale_epoch"], fact["epoch"])
    found["journal's epoch"] = (row["epoch"], fact["epoch"])
    found["sold_at"] = (_moment(row["sold_at"]), _moment(fact["sold_at"]))
    found["journal's time"] = (_moment(row["at"]), _moment(fact["sold_at"]))
    found["currency"] = (row["currency"], fact["totals"]["grand"]["currency"])
    found["change"] = (row["change"], fact["change"]["minor"])
    found["tendered"] = (row["tendered"], _sum(fact["tenders"], "amount"))
    found["pieces"] = (row["pieces"], sum(line["quantity"] for line in fact["lines"]))
    online = [line for line in fact["lines"] if line["origin"] == "web"]
    found["rescued"] = (row["rescued"], _sum(online, "gross"))
    return found


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _sum(parts: list[dict[str, Any]], name: str) -> int:
    return sum(part[name]["minor"] for part in parts)


def _rows(db: sqlite3.Connection, query: str, sale: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute(query, (sale,))]


def _line(line: dict[str, Any]) -> tuple[Any, ...]:
    what = (line["sku"], line["name"], line["variant"], line["quantity"])
    prices = (line["original"]["minor"], line["unit_price"]["minor"])
    off, tax = _sum(line["discounts"], "amount"), _sum(line["taxes"], "amount")
    costs = (off, line["net"]["minor"], tax, line["gross"]["minor"])
    return (*what, *prices, *costs, line["origin"], line["fulfilment"])


def _tender(tender: dict[str, Any]) -> tuple[Any, ...]:
    amount = tender["amount"]["minor"]
    return (tender["id"], tender["kind"], amount, tender["reference"], tender["label"])


def _charges(db: sqlite3.Connection, fact: dict[str, Any]) -> Iterator[str]:
    """Each card tender is a charge that was approved, of this amount, and pays for this
    sale alone."""
    query = "SELECT amount, state, sale FROM card_attempt WHERE id = ?"
    for tender in fact["tenders"]:
        if tender["kind"] != "card":
            continue
        found = db.execute(query, (tender["id"],)).fetchone()
        wanted = (tender["amount"]["minor"], "approved", fact["id"])
        if found is None or tuple(found) != wanted:
            yield "a card tender is no charge that was approved for this sale"

"""What hangs on each sale: its message to the centre, and its order to print."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from posapp.verify.report import Report

PERSONAL = ("clerk_name", "note", "shipment")
MESSAGE = 'SELECT place, kind, "of", state, body FROM outbox WHERE id = ?'
PRINT_ORDER = "SELECT sale, copy, drawer, repeats FROM print_queue WHERE id = ?"
LEFT_OVER = {
    "a message tells the centre of a sale that is not in the journal": """
        SELECT "of" FROM outbox WHERE kind = 'sale'
           AND "of" NOT IN (SELECT "of" FROM journal_entry)""",
    "more than one message tells the centre of it": """
        SELECT "of" FROM outbox WHERE kind = 'sale' GROUP BY "of" HAVING count(*) > 1""",
    "a receipt waits to be printed for a sale that is not in the journal": """
        SELECT sale FROM print_queue WHERE sale NOT IN (SELECT "of" FROM journal_entry)""",
    "its receipt is to be printed twice without saying that one is a copy": """
        SELECT sale FROM print_queue WHERE copy = 0 GROUP BY sale HAVING count(*) > 1""",
    "its receipt was repeated more than once": """
        SELECT sale FROM print_queue WHERE repeats > 1 OR repeats = 1 AND copy = 0""",
    "the drawer is to be opened without any cash": """
        SELECT q.sale FROM print_queue q WHERE q.drawer = 1 AND NOT EXISTS
               (SELECT 1 FROM tender t WHERE t.sale = q.sale AND t.kind = 'cash')""",
    "a charge says it paid for a sale that has no such tender": """
        SELECT a.sale FROM card_attempt a WHERE a.sale <> '' AND NOT EXISTS
               (SELECT 1 FROM tender t WHERE t.sale = a.sale AND t.id = a.id)""",
}


class Queues:
    """Looks along with the chain."""

    def __init__(self, db: sqlite3.Connection, report: Report) -> None:
        self._db, self._report = db, report
        self._last_place = 0

    def of_sale(self, row: sqlite3.Row) -> None:
        """The sale of the next entry."""
        message = self._db.execute(MESSAGE, (row["of"],)).fetchone()
        if message is None or (message["kind"], message["of"]) != ("sale", row["of"]):
            self._fault(row, "no message tells the centre of it")
        else:
            self._message(row, message)
        order = self._db.execute(PRINT_ORDER, (row["of"],)).fetchone()
        self._report.print_orders += order is not None
        self._report.unprinted += order is None
        if order is not None and order["sale"] != row["of"]:
            self._fault(row, "its print order is for another sale")

    def close(self) -> None:
        """All were seen: what is left belongs to no sale, or is there twice."""
        for says, query in LEFT_OVER.items():
            for (sale,) in self._db.execute(query):
                self._report.fault(says, 0, self._receipt(sale))

    def _message(self, row: sqlite3.Row, message: sqlite3.Row) -> None:
        state = str(message["state"])
        self._report.told[state] = self._report.told.get(state, 0) + 1
        if message["place"] <= self._last_place:
            self._fault(row, "the centre would hear of it before an earlier sale")
        self._last_place = message["place"]
        if state == "sent":
            return
        try:
            same = _same(json.loads(message["body"]), row)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            same = False
        if not same:
            self._fault(row, "what waits for the centre is not what was sold")

    def _receipt(self, sale: object) -> str:
        """The printed number, or what stands in its place; damaged text has no letters."""
        named = str(sale).encode("utf-8", "replace").decode()
        query = "SELECT receipt FROM sale WHERE id = ?"
        found = self._db.execute(query, (named,)).fetchone()
        return str(found["receipt"]) if found else named

    def _fault(self, row: sqlite3.Row, says: str) -> None:
        self._report.fault(says, row["sequence"], str(row["receipt"]))


def _same(told: dict[str, Any], row: sqlite3.Row) -> bool:
    """Whether a message tells this very sale, and of its people what is kept, if it is."""
    fact, person = apart(told)
    if fact != json.loads(row["document"]):
        return False
    return bool(row["erased"]) or person == json.loads(row["personal"])


def apart(told: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A whole sale as the fact without names, and what it says about people."""
    notes = [[line["id"], line["note"]] for line in told["lines"] if line["note"]]
    person = {name: told[name] for name in PERSONAL} | {"notes": notes}
    lines = [line | {"note": ""} for line in told["lines"]]
    blank: dict[str, Any] = {"clerk_name": "", "note": "", "shipment": None, "lines": lines}
    if "approvals" in told:  # sales of programs before there were any do not say
        blank["approvals"] = [approval | {"name": ""} for approval in told["approvals"]]
        person["approvers"] = [approval["name"] for approval in told["approvals"]]
    return told | blank, person

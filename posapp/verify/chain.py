"""Goes through a journal from the first entry to the last and says what is not sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Event

from posapp.verify.facts import facts
from posapp.verify.noted import Noted, held
from posapp.verify.numbers import Numbers
from posapp.verify.opening import Unreadable, looking, resting
from posapp.verify.queues import Queues
from posapp.verify.report import Report

FIRST = "0" * 64
ENTRIES = """
    SELECT e.sequence, e.kind, e."of", e.epoch, e.at, e.body, e.person, e.previous, e.hash,
           s.id AS sale_id, s.store, s.register, s.epoch AS sale_epoch, s.number, s.receipt,
           s.clerk, s.customer, s.sold_at, s.business_date, s.currency, s.pieces, s.items,
           s.discounts, s.shipping, s.tax, s.rounding, s.grand, s.tendered, s."change",
           s.rescued, s.document, p.salt, p.document AS personal, p.sale IS NULL AS erased
      FROM journal_entry e
      LEFT JOIN sale s ON s.id = e."of"
      LEFT JOIN sale_person p ON p.sale = e."of"
     ORDER BY e.sequence
"""
LEAST_STRUCTURE = 10  # complaints of SQLite about one file that are passed on


def verify(path: Path, noted: Noted | None = None) -> Report:
    """Look at every entry, every sum and every queue; a second for some thousand sales.

    Args:
        noted: how far these books had come by a note that was read before.

    Raises:
        OSError: there is no such file, or it cannot be read just now.
    """
    beside = [partial(held, noted)] if noted else []
    return _looked(path, _structure, _walk, *beside)


def chained(path: Path, stop: Event | None = None) -> Report:
    """Look at the chain and what it holds together, and at nothing else; a second for some
    ten thousand sales. Set ``stop``, and it ends with what it has seen.

    Raises:
        OSError: there is no such file, or it cannot be read just now.
    """
    return _looked(path, partial(_follow, stop or Event()))


def _looked(path: Path, *looks: Callable[[sqlite3.Connection, Report], None]) -> Report:
    """Look; and again, if somebody began to write meanwhile where nobody was."""
    rests = resting(path)
    report = Report()
    try:
        with looking(path, rests=rests) as db:
            for look in looks:
                look(db, report)
    except Unreadable as error:
        says = f"SQLite cannot read the file any further: {_one_line(error)}"
        report.fault(says, report.entries, cut_short=True)
    return _looked(path, *looks) if rests and not resting(path) else report


def _follow(stop: Event, db: sqlite3.Connection, report: Report) -> None:
    before = FIRST
    for row in db.execute(ENTRIES):
        if stop.is_set():
            return
        report.entries += 1
        for says in _entry(row, before, report):
            report.fault(says, row["sequence"], str(row["receipt"] or ""))
        before = report.head = row["hash"]


def _structure(db: sqlite3.Connection, report: Report) -> None:
    """The file's own order: pages, indexes, keys, and rows that belong to nothing."""
    for (told,) in db.execute(f"PRAGMA integrity_check({LEAST_STRUCTURE})"):
        if told != "ok":
            report.fault(f"the file itself is damaged: {_one_line(told)}")
    for table, _, of, _ in db.execute("PRAGMA foreign_key_check"):
        report.fault(f"a row of {table} belongs to no {of}")


def _walk(db: sqlite3.Connection, report: Report) -> None:
    numbers, queues = Numbers(report), Queues(db, report)
    before = FIRST
    for row in db.execute(ENTRIES):
        report.entries += 1
        wrong = list(_entry(row, before, report))
        before = report.head = row["hash"]
        if row["sale_id"] is not None:
            report.sales.append(row["of"])
            report.erased += bool(row["erased"])
            # A sale that is not what was written proves nothing more.
            wrong += [] if wrong else facts(db, row)
        for says in wrong:
            report.fault(says, row["sequence"], row["receipt"] or "")
        if row["sale_id"] is not None:
            _around(row, numbers, queues, report)
    numbers.close()
    queues.close()
    (sales,) = db.execute("SELECT count(*) FROM sale").fetchone()
    if sales != len(report.sales):
        report.fault(f"{sales} sales are stored, but {len(report.sales)} are in the journal")


def _around(row: sqlite3.Row, numbers: Numbers, queues: Queues, report: Report) -> None:
    """Its number, its message and its print order."""
    try:
        numbers.next(row)
        queues.of_sale(row)
    except (TypeError, ValueError):
        says = "its number or what hangs on it is of a kind that was never written"
        report.fault(says, row["sequence"], str(row["receipt"]))


def _entry(row: sqlite3.Row, before: str, report: Report) -> Iterator[str]:
    """The links of the chain, and what they hold together."""
    if row["sequence"] != report.entries:
        yield f"entry {report.entries} is missing"
        report.entries = row["sequence"]
    if row["previous"] != before:
        yield "the chain is broken: it does not name the entry before it"
    if row["hash"] != _hash(row):
        yield "the journal's entry was changed"
    if row["kind"] != "sale":
        yield f"an entry of a kind that this program does not know: {_one_line(row['kind'])}"
    elif row["sale_id"] is None:
        yield "its sale is gone"
    elif _digest(row["document"]) != row["body"]:
        yield "the sale was changed: it is not what was written"
    if not row["erased"] and _digest(row["salt"], row["personal"]) != row["person"]:
        yield "what the sale says about people was changed"


def _hash(row: sqlite3.Row) -> str:
    names = ("previous", "sequence", "kind", "of", "epoch", "at", "body", "person")
    text = "\n".join(str(row[name]) for name in names)
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _digest(*parts: object) -> str:
    """Of bytes; anything else in their place is damage, and fits no digest."""
    found = sha256()
    for part in parts:
        if not isinstance(part, bytes):
            return ""
        found.update(part)
    return found.hexdigest()


def _one_line(told: object) -> str:
    return ascii(str(told)[:200])[1:-1]

"""After a death: what was confirmed is there once, and nothing is half there."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter as Counts
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from posapp.central.port import EARLIER_SALE
from posapp.store.books import JOURNAL
from posapp.store.schema import BACKUPS
from posapp.verify import Report, verify
from tests.sweeps.journal.till import Said, Till
from tests.sweeps.sweep import Outcome

RECEIPT = re.compile(r"12-3-\d+-\d{6}")
NEVER_CHARGED = ("declined", "cancelled")


def look(till: Till, where: str) -> Outcome:
    """Look at the books, while the program has them open, and at what came out of the
    printer."""
    path = till.folder / JOURNAL
    report = verify(path)
    there = Counts(report.sales)
    lost = till.said.of("sold") - set(there) - _restored(path)
    doubled = {sale for sale, count in there.items() if count > 1}
    told = [f"receipt {f.receipt or '-'}: {f.says}" for f in report.faults[:3]]
    told += [f"sale {sale} was confirmed and is gone" for sale in sorted(lost)]
    told += [f"sale {sale} is there twice" for sale in sorted(doubled)]
    told += [f"nobody made the sale {sale}" for sale in set(there) - till.said.of("trying")]
    told += _backed_up(till)
    told += [*_around(path, till.said, report), *_printed(path, till), *_charged(path, till)]
    return Outcome(0, len(lost), len(doubled), tuple(f"{where}: {one}" for one in told))


def _restored(path: Path) -> set[str]:
    """Sales that a restored backup does not have; the centre is told of them all the same."""
    return _column(path, f"SELECT \"of\" FROM outbox WHERE kind = '{EARLIER_SALE}'")


def _backed_up(till: Till) -> Iterator[str]:
    """What is called a backup is one, and has what had been sold when it was there."""
    for path in (till.folder / BACKUPS).glob("register-*.db"):
        report = verify(path)
        missing = till.said.backups.pop(path.name, frozenset()) - set(report.sales)
        missing -= _restored(path)
        if not report.sound or missing:
            yield f"a backup is not sound, or {len(missing)} sales are not in it"
        path.unlink()  # seen; the next look is quicker
    for name in till.said.backups:
        yield f"the backup {name} is gone"


def _around(path: Path, said: Said, report: Report) -> Iterator[str]:
    """What is not a sale and was confirmed, or set aside for a sale."""
    if report.unprinted:
        yield f"{report.unprinted} sales have no order to print"
    parked = _column(path, "SELECT id FROM parked_cart")
    if lost := said.of("parked") - parked:
        yield f"{len(lost)} parked carts are gone"
    if twice := said.of("resumed") & parked:
        yield f"{len(twice)} carts were taken up and are still parked"
    copies = Counts(_column(path, "SELECT sale || '/' || id FROM print_queue WHERE id <> sale"))
    by_sale = Counts(one.split("/")[0] for one in copies)
    if missing := said.copies - by_sale:
        yield f"{missing.total()} copies were asked for and are not in the queue"
    tries = _column(path, "SELECT failures FROM wrong_pin WHERE kind = 'sign_in'")
    if said.wrong_pins and (not tries or int(max(tries)) < said.wrong_pins):
        yield "wrong PINs were forgotten"
    held = _column(
        path,
        "SELECT id FROM tender UNION SELECT substr(name, 6) FROM setting WHERE"
        " name LIKE 'held/%' UNION SELECT \"of\" FROM outbox WHERE kind <> 'sale'",
    )
    if forgotten := said.of("held") - held:
        yield f"{len(forgotten)} amounts were set aside and are neither used nor given back"


def _printed(path: Path, till: Till) -> Iterator[str]:
    """No paper and no drawer without a sale; one original each; a repeat says COPY."""
    orders = dict(
        _rows(
            path,
            "SELECT s.receipt, sum(1 + q.repeats) FROM print_queue q JOIN sale s"
            " ON s.id = q.sale GROUP BY s.receipt",
        )
    )
    slips, originals = Counts[str](), Counts[str]()
    for slip in till.slips:
        found = RECEIPT.search(slip.text)
        if found:
            slips[found[0]] += 1
            originals[found[0]] += "COPY" not in slip.text
    for number, count in slips.items():
        if number not in orders:
            yield f"receipt {number} was printed, and there is no such sale"
        elif originals[number] > 1:
            yield f"receipt {number} was printed twice, and not as a copy"
        elif count > int(orders[number]):
            yield f"receipt {number} was printed {count} times"
    cash = _column(path, "SELECT sale FROM tender WHERE kind = 'cash'")
    if till.kicks > len(cash):
        yield "the drawer was opened more often than cash was taken"


def _charged(path: Path, till: Till) -> Iterator[str]:
    states = dict(_rows(path, "SELECT id, state FROM card_attempt"))
    for charge in till.taken:
        if states.get(charge.ref, "declined") in NEVER_CHARGED:
            yield "a card was charged, and the register does not know it"


def _rows(path: Path, query: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return [(str(row[0]), str(row[1])) for row in db.execute(query)]


def _column(path: Path, query: str) -> set[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return {str(row[0]) for row in db.execute(query)}

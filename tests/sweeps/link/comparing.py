"""What must be true of both databases once everything is quiet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from posapp.database.engine import in_file
from tests.sweeps.sweep import Outcome


@dataclass(frozen=True)
class Told:
    """What one side says.

    Attributes:
        sales: in order: of the journal, or of arrival.
        facts: keys of the outbox by kind and state. ``dropped``: rows that are gone from it.
        keys: those that the centre answered for ever. ``mails``: receipts it sends, by id.
        orders: ids. ``pieces``: sold. ``odd``: things that people would have to look into.
    """

    sales: tuple[str, ...]
    facts: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    dropped: int = 0
    keys: frozenset[str] = frozenset()
    mails: tuple[str, ...] = ()
    orders: frozenset[str] = frozenset()
    pieces: int = 0
    odd: int = 0


def register(folder: Path) -> Told:
    """What the register's own database says."""
    with _looking(folder / "register.db") as db:
        rows = db.execute(text("SELECT kind, state, id FROM outbox")).all()
        return Told(
            _column(db, "SELECT of FROM journal_entry WHERE kind = 'sale' ORDER BY sequence"),
            {
                each: frozenset(row.id for row in rows if (row.kind, row.state) == each)
                for each in {(row.kind, row.state) for row in rows}
            },
            dropped=_number(db, "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")
            - len(rows),
            pieces=_number(db, "SELECT sum(pieces) FROM sale"),
        )


def centre(database: Path) -> Told:
    """What the centre's database says; sales by their rows, which are numbered as they come."""
    sold = "SELECT -sum(quantity) FROM stock_movement WHERE kind = 'sold'"
    told = (
        "SELECT key FROM write WHERE register IN (SELECT register FROM sale) "
        "AND key NOT IN (SELECT id FROM checkout UNION ALL "
        "SELECT substr(digest, 1, 32) FROM enrolment_code)"
    )
    with _looking(database) as db:
        return Told(
            _column(db, "SELECT id FROM sale ORDER BY rowid"),
            keys=frozenset(_column(db, told)),
            mails=_column(db, "SELECT id FROM outgoing_mail"),
            orders=frozenset(_column(db, "SELECT id FROM customer_order")),
            pieces=_number(db, sold),
            odd=_number(db, "SELECT count(*) FROM sale_conflict")
            + _number(db, "SELECT count(*) FROM shortage"),
        )


def compare(confirmed: Iterable[str], here: Told, there: Told) -> Outcome:
    """S1 to S4, in both directions."""
    journal, arrived = set(here.sales), Counter(there.sales)
    lost = [f"lost: {sale}" for sale in {*confirmed} - journal]
    lost += [f"the centre lacks {sale}" for sale in journal - arrived.keys()]
    doubled = [f"doubled: {sale}" for sale, times in arrived.items() if times > 1]
    doubled += [f"nobody sold {sale}" for sale in arrived.keys() - journal]
    doubled += _sums(here, there)
    faults = [*lost, *doubled, *_order(here, there), *_states(here, there)]
    return Outcome(len(here.sales), len(lost), len(doubled), tuple(faults[:20]))


def _order(here: Told, there: Told) -> Iterator[str]:
    known = [sale for sale in here.sales if sale in set(there.sales)]
    for place, (mine, theirs) in enumerate(zip(known, there.sales, strict=False), start=1):
        if mine != theirs:
            yield f"S2: sale {place} of the journal is {mine}, at the centre {theirs}"
            return


def _sums(here: Told, there: Told) -> Iterator[str]:
    if here.pieces != there.pieces:
        yield f"S1: {here.pieces} pieces were sold, {there.pieces} left the shelves"
    if there.orders != set(there.sales):
        yield "S1: orders are not the sales"
    if there.odd:
        yield f"S1: {there.odd} things to look into, where nothing is odd"


def _states(here: Told, there: Told) -> Iterator[str]:
    facts = here.facts
    waiting = {kind: len(ids) for (kind, state), ids in facts.items() if state == "waiting"}
    if waiting:
        yield f"S4: still waiting: {waiting}"
    if facts.get(("sale", "sent"), frozenset()) != set(there.sales):
        yield "S4: what is 'sent' here is not what the centre has"
    if facts.get(("receipt", "sent"), frozenset()) != set(there.mails):
        yield "S4: receipts 'sent' here are not those that the centre sends"
    if here.dropped or ("receipt", "parked") not in facts:
        yield f"S3: {here.dropped} refused facts were dropped, or none was kept"
    if ("sale", "parked") in facts:
        yield "S3: a sale was refused"
    strange = there.keys - {key for ids in facts.values() for key in ids}
    yield from (f"S1: the centre knows a key that is none of ours: {key}" for key in strange)


def _looking(database: Path) -> Connection:
    return create_engine(in_file(database)).connect()


def _column(db: Connection, query: str) -> tuple[str, ...]:
    return tuple(db.scalars(text(query)))


def _number(db: Connection, query: str) -> int:
    return int(db.scalar(text(query)) or 0)

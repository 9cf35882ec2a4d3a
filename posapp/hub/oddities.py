"""What did not fit what the centre knew, and how people settled it.

Each table says what happened and is never touched again; ``settlement`` says beside it what a
person decided. So the history of both is whole, and the first word stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import (
    Connection,
    Row,
    String,
    and_,
    cast,
    false,
    literal,
    select,
    union_all,
)

from posapp.contract.messages import EventKind, Oddities, Oddity, Outcome, Settlement
from posapp.contract.problems import Problem
from posapp.hub import news
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import register_copies, registers
from posapp.hub.tables.sales import conflicts, sales, settlements
from posapp.hub.tables.stock import shortages
from posapp.hub.upserting import insertion

NOTE = 200
MOST, LATELY = 200, 20
_PARTS = 4
_C, _S, _R, _T = conflicts.c, shortages.c, register_copies.c, settlements.c
_SALE = (sales.c.store, sales.c.receipt, sales.c.customer)
_ALL = union_all(
    select(
        *(_C.sale.label("subject"), _C.kind, _C.of, literal("").label("place")),
        *(literal(0).label("number"), false().label("expired"), _C.detail, _C.at, *_SALE),
    ).join_from(conflicts, sales, sales.c.id == _C.sale),
    select(
        *(_S.sale, literal("shortage"), _S.sku, _S.location),
        *(_S.quantity, _S.expired, literal(""), _S.at, *_SALE),
    ).join_from(shortages, sales, sales.c.id == _S.sale),
    select(
        *(_R.register, literal("register_") + _R.why, _R.register, cast(_R.epoch, String)),
        *(_R.sequence, false(), literal(""), _R.at, registers.c.store),
        *(literal(""), literal("")),
    ).join_from(register_copies, registers, registers.c.id == _R.register),
).subquery("odd")
_ODD = _ALL.c
_MINE = and_(
    _T.subject == _ODD.subject,
    _T.kind == _ODD.kind,
    _T.of == _ODD.of,
    _T.place == _ODD.place,
)
_TOLD = (_T.outcome, _T.note, _T.by, _T.at.label("settled_at"))


@dataclass(frozen=True)
class Decided:
    """What a person says about an exception.

    Attributes:
        by: the name that is shown; ``clerk``: their id, or empty for somebody at the centre.
    """

    outcome: Outcome
    note: str
    by: str
    clerk: str = ""


def for_store(db: Connection, store: str) -> Oddities:
    """What the people of one store see: what waits, and what was settled last."""
    return Oddities(listed(db, store, MOST), listed(db, store, LATELY, settled=True))


def listed(
    db: Connection, store: str = "", most: int | None = None, *, settled: bool = False
) -> tuple[Oddity, ...]:
    """What waits for a person, newest first, at most so many; of one store, or of all. Or what
    was settled, the latest settled first."""
    wanted = select(_ALL, *_TOLD).select_from(_ALL.outerjoin(settlements, _MINE))
    wanted = wanted.where(_T.at.is_not(None) if settled else _T.at.is_(None))
    if store:
        wanted = wanted.where(_ODD.store == store)
    latest = (_T.at if settled else _ODD.at).desc()
    rows = db.execute(wanted.order_by(latest, _ODD.subject, _ODD.of).limit(most))
    return tuple(_oddity(row) for row in rows)


def settle(
    db: Connection, hub: Hub, oddity: str, decided: Decided, store: str = ""
) -> Settlement:
    """Settle an exception (of this store), unless somebody has; how it was settled first.

    Raises:
        Refusal: ``not_found``, ``invalid``: a note too long, or none where it is needed.
    """
    note = " ".join(decided.note.split())
    if len(note) > NOTE or (decided.outcome is Outcome.OTHER and not note):
        raise Refusal(Problem.INVALID, "note")
    found = _found(db, oddity)
    if found is None or store not in ("", found.store):
        raise Refusal(Problem.NOT_FOUND, "oddity")
    names = {"subject": found.subject, "kind": found.kind, "of": found.of, "place": found.place}
    row = {
        **names,
        "store": found.store,
        "customer": found.customer,
        "outcome": decided.outcome.value,
        "note": note,
        "clerk": decided.clerk,
        "by": decided.by,
        "at": hub.clock(),
    }
    if db.execute(insertion(db, settlements).values(row).on_conflict_do_nothing()).rowcount:
        news.note(db, hub, EventKind.ATTENTION, found.subject, store=found.store)
    mine = [settlements.c[name] == value for name, value in names.items()]
    return _settlement(*db.execute(select(*_TOLD).where(*mine)).one())


def _found(db: Connection, oddity: str) -> Row[Any] | None:
    parts = [unquote(part) for part in oddity.split(":")]
    if len(parts) != _PARTS or any("\0" in part for part in parts):
        return None
    names = (_ODD.subject, _ODD.kind, _ODD.of, _ODD.place)
    mine = [column == part for column, part in zip(names, parts, strict=True)]
    return db.execute(select(_ALL).where(*mine)).one_or_none()


def _oddity(row: Row[Any]) -> Oddity:
    names = (row.subject, row.kind, row.of, row.place)
    return Oddity(
        receipt=row.receipt,
        store=row.store,
        kind=_kind(row),
        of=row.of,
        detail=_detail(row),
        at=row.at.isoformat(),
        id=":".join(quote(name, safe="") for name in names),
        settled=(
            _settlement(row.outcome, row.note, row.by, row.settled_at)
            if row.settled_at is not None
            else None
        ),
        pieces=row.number if row.kind == "shortage" else 0,
    )


def _kind(row: Row[Any]) -> str:
    if row.kind != "shortage":
        return str(row.kind)
    if row.expired:
        return "reservation_over"
    return "shortage" if row.place else "send_short"


def _detail(row: Row[Any]) -> str:
    if row.kind == "shortage":
        return f"{row.number} short at {row.place or 'nowhere'}"
    if row.kind.startswith("register_"):
        return f"epoch {row.place} begun at entry {row.number}"
    return str(row.detail)


def _settlement(outcome: str, note: str, by: str, at: datetime) -> Settlement:
    return Settlement(Outcome(outcome), by, at.isoformat(), note)

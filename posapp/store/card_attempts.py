"""Card charges, recorded before the terminal is asked: a crash leaves a question to settle,
not a lost payment.

started -> approved | declined | cancelled | unknown; unknown -> approved | declined |
cancelled; approved -> reversed. The database row of a declined, cancelled or reversed
attempt never changes again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from posapp.domain.money import Money
from posapp.store.tables import card_attempt
from posapp.store.times import moment, stamp


class AttemptState(Enum):
    STARTED = "started"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    REVERSED = "reversed"


_OPEN = ("started", "unknown")
_MAY_CHANGE = {
    AttemptState.APPROVED: _OPEN,
    AttemptState.DECLINED: _OPEN,
    AttemptState.CANCELLED: _OPEN,
    AttemptState.UNKNOWN: _OPEN,
    AttemptState.REVERSED: ("approved",),
}


@dataclass(frozen=True)
class Attempt:
    """One charge at the terminal.

    Attributes:
        id: the tender's id and the terminal's idempotency key.
        payment: what it was for, as the caller names it.
        sale: the sale whose tender it became, or empty.
    """

    id: str
    payment: str
    amount: Money
    started_at: datetime
    state: AttemptState
    reference: str = ""
    label: str = ""
    reason: str = ""
    sale: str = ""


def start(db: Connection, charge: str, payment: str, amount: Money, at: datetime) -> None:
    """Record a charge that is about to be asked for."""
    row = {
        "id": charge,
        "payment": payment,
        "amount": amount.minor,
        "currency": amount.currency,
    }
    began = {"started_at": stamp(at), "state": "started", "sale": ""}
    blank = {"reference": "", "label": "", "reason": ""}
    db.execute(insert(card_attempt), row | began | blank)


def finish(
    db: Connection,
    charge: str,
    state: AttemptState,
    *,
    reference: str = "",
    label: str = "",
    reason: str = "",
) -> bool:
    """Record what the terminal said. False when the table of states does not allow it."""
    allowed = card_attempt.c.state.in_(_MAY_CHANGE[state])
    change = update(card_attempt).where(card_attempt.c.id == charge, allowed)
    said = {"reference": reference, "label": label, "reason": reason}
    kept = {name: text for name, text in said.items() if text}
    return db.execute(change.values(state=state.value, **kept)).rowcount == 1


def join(db: Connection, ids: Collection[str], sale: str) -> None:
    """These approved charges are tenders of this sale now; call it where it is written."""
    c = card_attempt.c
    chosen = update(card_attempt).where(c.id.in_(ids), c.state == "approved", c.sale == "")
    db.execute(chosen.values(sale=sale))


def find(db: Connection, charge: str) -> Attempt | None:
    row = db.execute(select(card_attempt).where(card_attempt.c.id == charge)).first()
    return _attempt(row) if row else None


def unsettled(db: Connection) -> tuple[Attempt, ...]:
    """Questions left over, oldest first: nobody knows the outcome, or it was approved and
    no sale came of it."""
    c = card_attempt.c
    loose = c.state.in_([*_OPEN, "approved"]) & (c.sale == "")
    query = select(card_attempt).where(loose).order_by(c.started_at, c.id)
    return tuple(_attempt(row) for row in db.execute(query))


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        id=row.id,
        payment=row.payment,
        amount=Money(row.amount, row.currency),
        started_at=moment(row.started_at),
        state=AttemptState(row.state),
        reference=row.reference,
        label=row.label,
        reason=row.reason,
        sale=row.sale,
    )

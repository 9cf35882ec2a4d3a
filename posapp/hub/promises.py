"""Promises: open until redeemed once, declined, or over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from posapp.domain.conversation import Promise, PromiseState
from posapp.domain.money import Money
from posapp.hub.hub import Hub
from posapp.hub.tables.conversations import promises

_OF = (
    select(promises)
    .where(promises.c.customer == bindparam("customer"))
    .order_by(promises.c.made_at.desc(), promises.c.id)
    .limit(100)
)


def promises_of(db: Connection, hub: Hub, customer: str) -> tuple[Promise, ...]:
    """A customer's promises, newest first; those whose time is over say so."""
    now = hub.clock()
    return tuple(_promise(row, now) for row in db.execute(_OF, {"customer": customer}))


def add_promises(db: Connection, made: Iterable[tuple[str, Promise]]) -> None:
    """Bring in promises, each with its customer's id."""
    rows = [
        {
            "id": promise.id,
            "customer": customer,
            "text": promise.text,
            "by": promise.by,
            "message": promise.message,
            "made_at": promise.made_at,
            "expires_at": promise.expires_at,
            "percent_ppm": promise.percent_ppm,
            "amount_minor": None if promise.amount is None else promise.amount.minor,
            "amount_currency": None if promise.amount is None else promise.amount.currency,
            "skus": promise.skus,
            "state": promise.state.value,
        }
        for customer, promise in made
    ]
    if rows:
        db.execute(insert(promises), rows)


def redeem(db: Connection, promise: str, customer: str, at: datetime) -> bool:
    """Use a promise up, once; False when it was no longer open, or is not this customer's."""
    p = promises.c
    in_time = or_(p.expires_at.is_(None), p.expires_at > at)
    mine = (p.id == promise) & (p.customer == customer)
    free = mine & (p.state == PromiseState.OPEN.value) & in_time
    done = db.execute(update(promises).where(free).values(state=PromiseState.REDEEMED.value))
    return done.rowcount == 1


def _promise(row: Row[tuple[object, ...]], now: datetime) -> Promise:
    state = PromiseState(row.state)
    over = row.expires_at is not None and row.expires_at <= now
    amount = row.amount_minor
    return Promise(
        id=row.id,
        text=row.text,
        by=row.by,
        message=row.message,
        made_at=row.made_at,
        expires_at=row.expires_at,
        percent_ppm=row.percent_ppm,
        amount=None if amount is None else Money(amount, row.amount_currency),
        skus=row.skus,
        state=PromiseState.EXPIRED if over and state is PromiseState.OPEN else state,
    )

"""Erasing a customer: what says who they are goes, what says how much stays. Registers hear of
it from a list that is kept for ever, so that one that was away for a year hears of it, too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from posapp.contract import wire
from posapp.contract.messages import Erasures, EventKind
from posapp.contract.problems import Problem
from posapp.hub.hub import Hub
from posapp.hub.news import note
from posapp.hub.personal import HOLDINGS, Fate, Holding
from posapp.hub.problems import Refusal
from posapp.hub.tables.carts import carts
from posapp.hub.tables.catalogue import images, products
from posapp.hub.tables.conversations import messages
from posapp.hub.tables.customers import customers, erasures
from posapp.hub.tables.gift_cards import holds
from posapp.hub.tables.orders import orders
from posapp.hub.tables.writes import writes

PAGE = 500
PATIENCE_MS = 600_000  # a chain's stored answers are many


@dataclass(frozen=True)
class Owed:
    """Something that is not settled with a customer. ``what``: credit, paid_cart, hold or
    order; ``of``: its number or amount."""

    what: str
    of: str


def erase(db: Connection, hub: Hub, customer: str) -> int:
    """Erase this customer; the number in the list of erasures. Doing it again changes nothing.

    Raises:
        LookupError: there never was such a customer.
    """
    c = customers.c
    mine = c.id == customer
    row = db.execute(select(c.id, c.erased_at).where(mine).with_for_update()).one_or_none()
    if row is None:
        raise LookupError(customer)
    listed = select(erasures.c.number).where(erasures.c.customer == customer)
    if row.erased_at is not None:
        return int(db.scalars(listed).one())
    _be_patient(db)
    _blank_answers(db, customer)
    pictures = _pictures(db, customer)
    for holding in HOLDINGS:
        _blank(db, holding, customer)
    _drop_pictures(db, pictures)
    db.execute(delete(images).where(images.c.customer == customer))
    empty = (carts.c.customer == customer) & (carts.c.state == "open")
    unpaid = empty & (carts.c.paid_minor == 0)
    now = hub.clock()
    db.execute(update(carts).where(unpaid).values(state="cancelled", updated_at=now))
    db.execute(update(customers).where(mine).values(token_id=hub.secret(12).hex()))
    db.execute(update(customers).where(mine).values(erased_at=now))
    number = (db.scalar(select(func.max(erasures.c.number))) or 0) + 1
    db.execute(insert(erasures).values(number=number, customer=customer, at=now))
    note(db, hub, EventKind.CUSTOMER_ERASED, customer)
    return int(number)


def owed(db: Connection, customer: str) -> tuple[Owed, ...]:
    """What should be settled before: afterwards nobody can claim it, or be delivered to."""
    c, found = customers.c, []
    row = db.execute(
        select(c.credit_minor, c.credit_currency).where(c.id == customer)
    ).one_or_none()
    if row is not None and row.credit_minor:
        found.append(Owed("credit", f"{row.credit_minor} {row.credit_currency}"))
    paid = (carts.c.customer == customer) & (carts.c.state == "open") & (carts.c.paid_minor > 0)
    found += [Owed("paid_cart", number) for number in db.scalars(_all(carts.c.number, paid))]
    held = (holds.c.customer == customer) & (holds.c.state == "held")
    found += [Owed("hold", hold) for hold in db.scalars(_all(holds.c.id, held))]
    placed = db.scalars(_all(orders.c.document, orders.c.customer == customer))
    found += [Owed("order", order.number) for order in placed if order.open and order.ship_to]
    return tuple(found)


def after(db: Connection, cursor: str) -> Erasures:
    """Who was erased since, oldest first, and how to go on; an empty page is the end.

    Numbers are given one by one to committed erasures, because each takes the next free one:
    a later commit never has a lower number.

    Raises:
        Refusal: the cursor is none of ours.
    """
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 15):
        raise Refusal(Problem.INVALID, "cursor")
    e = erasures.c
    wanted = select(e.number, e.customer).where(e.number > int(cursor or 0))
    rows = db.execute(wanted.order_by(e.number).limit(PAGE)).all()
    last = str(rows[-1].number) if rows else cursor
    return Erasures(tuple(row.customer for row in rows), last)


def _blank(db: Connection, holding: Holding, customer: str) -> None:
    mine, table = holding.mine(customer), holding.table
    if holding.fate is Fate.GOES:
        db.execute(delete(table).where(mine))
        return
    if not holding.blank:
        return
    keys = list(table.primary_key)
    wanted = select(*keys, *(table.c[name] for name in holding.blank)).where(mine)
    for row in db.execute(wanted).mappings().all():
        this = [key == row[key.name] for key in keys]
        db.execute(update(table).where(*this).values(holding.blanked(dict(row))))


def _blank_answers(db: Connection, customer: str) -> None:
    """Stored answers that speak of the customer keep their shape and their figures."""
    w = writes.c
    telling = bindparam("needle", customer.encode(), LargeBinary)
    inside = text("position(:needle in answer) > 0" if _postgresql(db) else _INSTR)
    wanted = select(w.register, w.key, w.answer).where(inside.bindparams(telling))
    for row in db.execute(wanted).all():
        kept = json.loads(bytes(row.answer))
        blanked = wire.encode(_anonymous(kept))
        this = (w.register == row.register) & (w.key == row.key)
        db.execute(update(writes).where(this).values(answer=blanked))


_INSTR = "instr(answer, :needle) > 0"
_TEXTS = {
    *("name", "email", "language", "tier", "note", "label", "recipient", "street", "city"),
    *("postal_code", "region", "phone", "raw", "e164"),
}
_WRITTEN = {"note", "label"}
_LISTS = {"phones", "addresses", "consents", "groups"}
_OF_A_PERSON = {"phones", "addresses", "recipient"}  # no product, line or cart has one of these


def _anonymous(value: Any) -> Any:
    """The same JSON with nobody in it: persons and addresses are blanked whole, and what
    people wrote on carts and lines."""
    if isinstance(value, list):
        return [_anonymous(each) for each in value]
    if not isinstance(value, dict):
        return value
    person = bool(_OF_A_PERSON & value.keys())
    return {name: _nothing(name, inside, person) for name, inside in value.items()}


def _nothing(name: str, inside: Any, person: bool) -> Any:
    if person and name in _LISTS:
        return []
    if isinstance(inside, str) and name in (_TEXTS if person else _WRITTEN):
        return ""
    return _anonymous(inside)


def _pictures(db: Connection, customer: str) -> set[str]:
    """Names of the pictures that came with the customer's messages."""
    sent = db.scalars(_all(messages.c.attachments, messages.c.customer == customer))
    return {file.name for files in sent for file in files}


def _drop_pictures(db: Connection, names: set[str]) -> None:
    """Delete those that no product and nobody else's message shows."""
    for name in sorted(names):
        if not any(_shows(db, name)):
            db.execute(delete(images).where(images.c.name == name))


def _shows(db: Connection, name: str) -> Iterator[bool]:
    quoted = json.dumps(name, ensure_ascii=False)
    for column in (products.c.body, messages.c.attachments):
        within = cast(column, Text).contains(quoted, autoescape=True)
        yield db.scalar(select(column).where(within).limit(1)) is not None


def _all(column: Any, where: Any) -> Any:
    return select(column).where(where)


def _be_patient(db: Connection) -> None:
    if _postgresql(db):
        db.execute(text(f"SET LOCAL statement_timeout = {PATIENCE_MS}"))


def _postgresql(db: Connection) -> bool:
    return db.dialect.name == "postgresql"

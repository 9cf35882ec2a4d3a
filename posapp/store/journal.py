"""Sales as facts: whole, relational for sums, and chained so that a changed bit is found.

The chain is over pseudonyms. Names, addresses and notes stand in ``sale_person`` with a salt
of their own; the chain holds only their salted digest, so erasing a person breaks nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select

from posapp.contract import wire
from posapp.domain.cart import Origin
from posapp.domain.errors import BooksDamaged, JournalDamaged
from posapp.domain.fulfilment import Shipment
from posapp.domain.sale import Sale
from posapp.store import tables
from posapp.store.prepared import Prepared
from posapp.store.times import stamp

KIND = "sale"
FIRST = "0" * 64  # what the first entry names as its previous hash


@dataclass(frozen=True)
class Head:
    """The journal's last entry. ``sequence`` 0 and an all-zero hash when it is empty."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Person:
    """What a sale says about people, kept apart so that it can be erased."""

    clerk_name: str
    note: str
    shipment: Shipment | None
    notes: tuple[tuple[str, str], ...]
    approvers: tuple[str, ...] = ()


def next_number(db: Connection, register: str, epoch: int) -> int:
    """The receipt number for the next sale; ask inside the transaction that uses it."""
    asked = {"of_register": register, "of_epoch": epoch}
    return (_LAST_NUMBER.run(db, asked).scalar() or 0) + 1


def add(db: Connection, sale: Sale, salt: str) -> Head:
    """Write a sale, its lines and tenders, and chain it.

    Args:
        salt: random, for this sale alone; keeps its erased person from being guessed.

    Raises:
        JournalDamaged: the last entry no longer fits what it was made of.
    """
    head = _sound_head(db)
    fact, person = apart(sale)
    document, personal = wire.canonical(fact), wire.canonical(person)
    _ADD_SALE.run(db, _sale_row(sale, document))
    if sale.lines:
        _ADD_LINES.run(db, *_line_rows(sale))
    if sale.tenders:
        _ADD_TENDERS.run(db, *_tender_rows(sale))
    kept = {"sale": sale.id, "salt": salt.encode(), "document": personal}
    _ADD_PERSON.run(db, kept)
    entry = _entry(head, sale, document, salt.encode() + personal)
    _ADD_ENTRY.run(db, entry)
    return Head(entry["sequence"], entry["hash"])


def head(db: Connection) -> Head:
    """Where the journal stands."""
    row = _LAST_ENTRY.run(db).first()
    return Head(row.sequence, row.hash) if row else Head(0, FIRST)


def find(db: Connection, sale: str) -> Sale | None:
    """The sale with this id, exactly as it was completed."""
    row = _BY_ID.run(db, {"of_sale": sale}).first()
    return _read(row) if row else None


def by_receipt(db: Connection, receipt: str) -> Sale | None:
    """The sale with this printed number."""
    return _one(db, _whole().where(tables.sale.c.receipt == receipt))


def of_day(db: Connection, day: date) -> tuple[Sale, ...]:
    """The sales of one business date, in the order they were made."""
    query = _whole().where(tables.sale.c.business_date == day.isoformat())
    ordered = query.order_by(tables.sale.c.epoch, tables.sale.c.number)
    return tuple(_read(row) for row in db.execute(ordered))


def sold_since(db: Connection, sequence: int, skus: Collection[str]) -> dict[str, int]:
    """Pieces of these SKUs sold after an entry of the journal, in whatever way. By its order
    and by no clock (S6)."""
    e, li = tables.journal_entry.c, tables.sale_line.c
    wanted = (
        select(li.sku, func.sum(li.quantity))
        .join_from(tables.journal_entry, tables.sale_line, e.of == li.sale)
        .where(e.kind == KIND, e.sequence > sequence, li.sku.in_(skus))
        .group_by(li.sku)
    )
    return {sku: int(pieces) for sku, pieces in db.execute(wanted)}


def erase(db: Connection, customer: str) -> int:
    """Forget who a customer's sales were for; totals and chain stay. Gives how many."""
    theirs = select(tables.sale.c.id).where(tables.sale.c.customer == customer)
    gone = db.execute(delete(tables.sale_person).where(tables.sale_person.c.sale.in_(theirs)))
    return gone.rowcount


def apart(sale: Sale) -> tuple[Sale, Person]:
    """The fact without any name, and what it says about people."""
    notes = tuple((line.id, line.note) for line in sale.lines if line.note)
    lines = tuple(replace(line, note="") for line in sale.lines)
    approvals = tuple(replace(approval, name="") for approval in sale.approvals)
    approvers = tuple(approval.name for approval in sale.approvals)
    blank = replace(sale, clerk_name="", note="", shipment=None)
    fact = replace(blank, lines=lines, approvals=approvals)
    return fact, Person(sale.clerk_name, sale.note, sale.shipment, notes, approvers)


def together(fact: Sale, person: Person) -> Sale:
    """The sale as it was completed; undoes ``apart``."""
    notes = dict(person.notes)
    lines = tuple(replace(line, note=notes.get(line.id, "")) for line in fact.lines)
    named = zip(fact.approvals, person.approvers, strict=False)
    return replace(
        fact,
        clerk_name=person.clerk_name,
        note=person.note,
        shipment=person.shipment,
        lines=lines,
        approvals=tuple(replace(approval, name=name) for approval, name in named),
    )


def link(previous: str, *parts: object) -> str:
    """The hash of an entry: its previous one and its columns, one per line."""
    text = "\n".join([previous, *(str(part) for part in parts)])
    return sha256(text.encode()).hexdigest()


def _whole() -> Select[Any]:
    joined = tables.sale.outerjoin(tables.sale_person)
    person = tables.sale_person.c.document.label("person")
    return select(tables.sale.c.document, person).select_from(joined)


def _one(db: Connection, query: Select[Any]) -> Sale | None:
    row = db.execute(query).first()
    return _read(row) if row else None


def _read(row: Row[Any]) -> Sale:
    try:
        fact = wire.decode(row.document, Sale)
        return together(fact, wire.decode(row.person, Person)) if row.person else fact
    except wire.BadMessage as error:
        raise BooksDamaged(f"a stored sale cannot be read: {error}") from error


def _sound_head(db: Connection) -> Head:
    row = _LAST_ENTRY.run(db).first()
    if row is None:
        return Head(0, FIRST)
    body = sha256(row.document).hexdigest() if row.document is not None else ""
    parts = (row.sequence, row.kind, row.of, row.epoch, row.at, body, row.person)
    if row.body != body or link(row.previous, *parts) != row.hash:
        raise JournalDamaged(row.sequence)
    return Head(row.sequence, row.hash)


def _entry(before: Head, sale: Sale, document: bytes, personal: bytes) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "sequence": before.sequence + 1,
        "kind": KIND,
        "of": sale.id,
        "epoch": sale.epoch,
        "at": stamp(sale.sold_at),
        "body": sha256(document).hexdigest(),
        "person": sha256(personal).hexdigest(),
    }
    chained = link(before.hash, *parts.values())
    return {**parts, "previous": before.hash, "hash": chained}


def _sale_row(sale: Sale, document: bytes) -> dict[str, Any]:
    totals = sale.totals
    return {
        "id": sale.id,
        "store": sale.store,
        "register": sale.register,
        "epoch": sale.epoch,
        "number": sale.number,
        "receipt": sale.receipt,
        "clerk": sale.clerk,
        "customer": sale.customer,
        "sold_at": stamp(sale.sold_at),
        "business_date": sale.business_date.isoformat(),
        "currency": totals.grand.currency,
        "pieces": sum(line.quantity for line in sale.lines),
        "items": totals.items.minor,
        "discounts": totals.discounts.minor,
        "shipping": totals.shipping.minor,
        "tax": totals.tax.minor,
        "rounding": totals.rounding.minor,
        "grand": totals.grand.minor,
        "tendered": sum(tender.amount.minor for tender in sale.tenders),
        "change": sale.change.minor,
        "rescued": sum(li.gross.minor for li in sale.lines if li.origin is Origin.WEB),
        "document": document,
    }


def _line_rows(sale: Sale) -> list[dict[str, Any]]:
    return [
        {
            "sale": sale.id,
            "place": place,
            "sku": line.sku,
            "name": line.name,
            "variant": line.variant,
            "quantity": line.quantity,
            "original": line.original.minor,
            "unit_price": line.unit_price.minor,
            "discount": sum(discount.amount.minor for discount in line.discounts),
            "net": line.net.minor,
            "tax": sum(tax.amount.minor for tax in line.taxes),
            "gross": line.gross.minor,
            "origin": line.origin.value,
            "fulfilment": line.fulfilment.value,
        }
        for place, line in enumerate(sale.lines)
    ]


def _tender_rows(sale: Sale) -> list[dict[str, Any]]:
    return [
        {
            "sale": sale.id,
            "place": place,
            "id": tender.id,
            "kind": tender.kind.value,
            "amount": tender.amount.minor,
            "reference": tender.reference,
            "label": tender.label,
        }
        for place, tender in enumerate(sale.tenders)
    ]


# A sale passes here while the customer waits.
_ADD_SALE = Prepared(insert(tables.sale))
_ADD_LINES = Prepared(insert(tables.sale_line))
_ADD_TENDERS = Prepared(insert(tables.tender))
_ADD_PERSON = Prepared(insert(tables.sale_person))
_ADD_ENTRY = Prepared(insert(tables.journal_entry))
_BY_ID = Prepared(_whole().where(tables.sale.c.id == bindparam("of_sale")))
_LAST_NUMBER = Prepared(
    select(func.max(tables.sale.c.number)).where(
        tables.sale.c.register == bindparam("of_register"),
        tables.sale.c.epoch == bindparam("of_epoch"),
    )
)
_LAST_ENTRY = Prepared(
    select(tables.journal_entry, tables.sale.c.document)
    .outerjoin_from(
        tables.journal_entry, tables.sale, tables.sale.c.id == tables.journal_entry.c.of
    )
    .order_by(tables.journal_entry.c.sequence.desc())
    .limit(1)
)

"""What this register keeps about one customer: shown whole, and forgotten for good (P5).

What stays is their id in sales and in looks. It is nobody's once the centre has erased them,
and the chain, the sums and the record of who looked need it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from posapp.contract import wire
from posapp.contract.messages import ReceiptRequest
from posapp.domain.cart import Cart
from posapp.domain.sale import Sale
from posapp.store import journal, known, looks, parked
from posapp.store.known import KnownCustomer
from posapp.store.looks import Look
from posapp.store.parked import ParkedCart
from posapp.store.tables import outbox, parked_cart, sale

RECEIPT = "receipt"  # kind of message, as in ``posapp.central.port``
WITHDRAWN = "withdrawn: the customer was erased"


@dataclass(frozen=True)
class Kept:
    """Everything about one customer.

    Attributes:
        remembered: what greets them with the centre away; None: they are not remembered.
        sales: theirs, with what they say about people. ``carts``: set aside for them.
        receipts: asked for and not yet told to the centre. ``looks``: who opened their
            record here, oldest first.
    """

    customer: str
    remembered: KnownCustomer | None
    sales: tuple[Sale, ...]
    carts: tuple[ParkedCart, ...]
    receipts: tuple[ReceiptRequest, ...]
    looks: tuple[Look, ...]


def kept(db: Connection, customer: str) -> Kept:
    """All that there is; empty for somebody who was never here."""
    ids = db.scalars(select(sale.c.id).where(sale.c.customer == customer)).all()
    sales = tuple(found for each in ids if (found := journal.find(db, each)) is not None)
    return Kept(
        customer,
        known.find(db, customer),
        sales,
        tuple(_carts(db, customer)),
        tuple(request for _, request in _receipts(db, customer)),
        looks.of(db, customer),
    )


def forget(db: Connection, customer: str) -> None:
    """Forget them; the file is opened so that what is deleted is overwritten in it.

    A sale that the centre has not heard keeps what it says until it is told: its message must
    stay what it was, or it could be recorded twice; then it goes by itself.
    """
    known.forget(db, customer)
    journal.erase(db, customer)
    for aside in _carts(db, customer):
        nobodys = parked.document(_anonymous(aside.cart), None)
        mine = parked_cart.c.id == aside.id
        db.execute(update(parked_cart).where(mine).values(document=nobodys))
    for place, _ in _receipts(db, customer):
        gone = {"state": "sent", "reason": WITHDRAWN, "body": b""}
        db.execute(update(outbox).where(outbox.c.place == place).values(gone))


def _carts(db: Connection, customer: str) -> list[ParkedCart]:
    return [
        aside for aside in parked.listed(db) if aside.customer and aside.customer.id == customer
    ]


def _receipts(db: Connection, customer: str) -> list[tuple[int, ReceiptRequest]]:
    query = select(outbox.c.place, outbox.c.body).where(
        outbox.c.kind == RECEIPT, outbox.c.state.in_(("waiting", "parked"))
    )
    found = [(row.place, wire.decode(row.body, ReceiptRequest)) for row in db.execute(query)]
    return [(place, request) for place, request in found if request.customer == customer]


def _anonymous(cart: Cart) -> Cart:
    lines = tuple(replace(line, note="") for line in cart.lines)
    return replace(cart, lines=lines, note="", shipment=None)

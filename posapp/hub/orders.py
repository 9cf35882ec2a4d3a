"""Orders across channels: kept, listed, found by order or receipt number."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, or_, select, tuple_

from posapp.contract.messages import OrderPage
from posapp.contract.problems import Problem
from posapp.domain.orders import Order
from posapp.hub.problems import Refusal
from posapp.hub.tables.orders import ordered, orders

PAGE = 20
LATELY = 500  # orders that recommendations look at
_O = orders.c
_THESE: BindParameter[str] = bindparam("skus", expanding=True)
_NEWEST = (
    select(_O.document, _O.placed_at, _O.id)
    .where(_O.customer == bindparam("customer"))
    .order_by(_O.placed_at.desc(), _O.id.desc())
    .limit(bindparam("most"))
)
_WITH_THEM = (
    select(ordered.c.order)
    .where(ordered.c.sku.in_(_THESE))
    .distinct()
    .order_by(ordered.c.order.desc())
    .limit(LATELY)
)
_TOGETHER = (
    select(ordered.c.sku)
    .where(ordered.c.order.in_(_WITH_THEM), ordered.c.sku.not_in(_THESE))
    .group_by(ordered.c.sku)
    .order_by(func.count().desc(), ordered.c.sku)
    .limit(bindparam("most"))
)


def add(db: Connection, order: Order) -> None:
    """Keep a new order; its id, number and receipt number are unique."""
    add_all(db, [order])


def add_all(db: Connection, placed: Iterable[Order]) -> None:
    """Keep new orders."""
    everything = list(placed)
    if not everything:
        return
    db.execute(insert(orders), [_row(order) for order in everything])
    lines = [
        {"order": order.id, "sku": sku}
        for order in everything
        for sku in dict.fromkeys(line.sku for line in order.lines)
    ]
    if lines:
        db.execute(insert(ordered), lines)


def of_customer(
    db: Connection, customer: str, cursor: str = "", limit: int = PAGE
) -> OrderPage:
    """A customer's orders, newest first.

    Raises:
        Refusal: ``invalid``: the cursor is none of ours.
    """
    wanted = _NEWEST
    if cursor:
        at, order = _read_cursor(cursor)
        wanted = wanted.where(tuple_(_O.placed_at, _O.id) < tuple_(at, order))
    rows = db.execute(wanted, {"customer": customer, "most": limit + 1}).all()
    page = rows[:limit]
    more = _cursor(page[-1].placed_at, page[-1].id) if len(rows) > limit else ""
    return OrderPage(tuple(row.document for row in page), more)


def read(db: Connection, number: str) -> Order:
    """One order by its own number, the receipt's, or its id.

    Raises:
        Refusal: ``not_found``.
    """
    o = orders.c
    named = or_(o.number == number, o.receipt == number, o.id == number)
    order: Order | None = db.scalar(select(o.document).where(named).limit(1))
    if order is None:
        raise Refusal(Problem.NOT_FOUND, "order")
    return order


def bought_with(db: Connection, skus: Collection[str], limit: int) -> tuple[str, ...]:
    """What others bought together with these products lately, the most often first."""
    if not skus:
        return ()
    return tuple(db.scalars(_TOGETHER, {"skus": list(skus), "most": limit}))


def _row(order: Order) -> dict[str, object]:
    return {
        "id": order.id,
        "number": order.number,
        "receipt": order.receipt or None,
        "customer": order.customer,
        "store": order.store,
        "channel": order.channel,
        "placed_at": order.placed_at,
        "document": order,
    }


def _cursor(at: datetime, order: str) -> str:
    text = f"{at.isoformat()} {order}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[datetime, str]:
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        moment, _, order = raw.partition(" ")
        at = datetime.fromisoformat(moment)
    except ValueError as error:
        raise Refusal(Problem.INVALID, "cursor") from error
    if at.tzinfo is None or "\0" in order:
        raise Refusal(Problem.INVALID, "cursor")
    return at, order

"""What the customer does to an online cart on the page."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, select

from posapp.contract.messages import Operations
from posapp.contract.problems import Problem
from posapp.domain.webcart import OperationKind
from posapp.hub import cart_edits, carts
from posapp.hub.hub import Hub
from posapp.hub.phone.seen import NEW_CART
from posapp.hub.problems import Refusal
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.customers import customers


def edit(db: Connection, hub: Hub, customer: str, cart: str, asked: Operations) -> None:
    """Add pieces to a cart of the customer's own, or take some out. ``new`` is the cart edited
    last, and is made where none is open.

    Raises:
        Refusal: ``not_found`` for a cart that is somebody else's or nobody's; and whatever
            the cart itself refuses.
    """
    if not asked.operations:
        raise Refusal(Problem.INVALID, "operations")
    if any(each.kind is OperationKind.SET for each in asked.operations):
        # trying coupons is guessing what others were given
        raise Refusal(Problem.INVALID, "kind")
    if cart == NEW_CART:
        cart = _open_or_made(db, hub, customer, asked.operations[0].id)
    elif _owner(db, cart) != customer:
        raise Refusal(Problem.NOT_FOUND, "cart")
    cart_edits.apply(db, hub, cart, asked.operations)


def _owner(db: Connection, cart: str) -> str | None:
    wanted = select(cart_table.c.customer).where(cart_table.c.id == cart)
    owner: str | None = db.scalar(wanted)
    return owner


def _open_or_made(db: Connection, hub: Hub, customer: str, first: str) -> str:
    """The customer's row is locked, so that two first items make one cart."""
    c = customers.c
    db.execute(select(c.id).where(c.id == customer).with_for_update())
    made_for_it = str(uuid5(NAMESPACE_URL, f"{customer}/{first}"))
    if _owner(db, made_for_it) is not None:
        return made_for_it
    found = carts.open_of(db, hub, customer)
    return found[0].id if found else carts.create(db, hub, customer, cart_id=made_for_it)

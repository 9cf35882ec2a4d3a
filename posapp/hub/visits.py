"""A visit: one request brings the whole context, and no part of it hides another.

Opening is a write (the QR is used up, the look is recorded). The parts are then read, see
``reading``; one that is slow or broken says so in its ``Part`` and comes empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from posapp.contract.messages import EventKind, How, Opening
from posapp.contract.problems import Problem
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.customer import Customer, Phone, masked
from posapp.domain.visit import Part, Visit
from posapp.domain.webcart import WebCart
from posapp.hub import (
    carts,
    catalogue,
    conversations,
    customers,
    orders,
    promises,
    stock,
    tokens,
)
from posapp.hub.auth import Caller
from posapp.hub.conversations import Page
from posapp.hub.hub import Hub
from posapp.hub.idempotency import begun
from posapp.hub.looks import GLANCE, VISIT, Looker, count_opening, record, serves
from posapp.hub.news import SERVED, note
from posapp.hub.problems import Refusal
from posapp.hub.reading import Reading

RECOMMENDED = 6


def open_visit(db: Connection, hub: Hub, caller: Caller, asked: Opening) -> str:
    """Record that this customer is being served; the customer's id.

    Raises:
        Refusal: a ``token_…`` problem, ``not_found``, ``too_many`` or ``invalid``.
    """
    both = bool(asked.token) == bool(asked.customer)
    if both or (asked.token and asked.how is not How.QR):
        raise Refusal(Problem.INVALID, "token, customer, how")
    customer = asked.customer
    if asked.token:
        customer = tokens.redeem(db, hub, asked.token, caller.store, asked.id)
    elif not serves(db, hub, caller.store, customer):
        if asked.how is How.QR:  # who came by a QR lately is read again without one
            raise Refusal(Problem.INVALID, "token")
        count_opening(db, hub, caller, asked.clerk)
    customers.must_exist(db, customer)
    what = GLANCE if only_a_card(asked) else VISIT
    record(db, hub, Looker(caller, asked.clerk, asked.how), what, [customer])
    return customer


def arrive(db: Connection, hub: Hub, caller: Caller, asked: Opening) -> str:
    """Open a visit, and tell the store's registers that somebody came; the customer's id.

    Raises:
        Refusal: as ``open_visit``.
    """
    customer = open_visit(db, hub, caller, asked)
    note(db, hub, EventKind.ARRIVAL, asked.id, customer=customer, store=caller.store)
    return customer


def opened(hub: Hub, caller: Caller, asked: Opening, customer: str) -> Visit:
    """What this opening lets the register see, read afresh; also when it is repeated, but not
    for ever: one look that was recorded would open a customer to its register for years.

    Raises:
        Refusal: ``not_found``: it was opened longer ago than a customer is served.
    """
    since = hub.read(lambda db: begun(db, caller.id, asked.id))
    if since is None or since < hub.clock() - SERVED:
        raise Refusal(Problem.NOT_FOUND, "visit")
    if only_a_card(asked):
        return glance(hub, asked.id, customer)
    return context(hub, caller, asked.id, customer)


def only_a_card(asked: Opening) -> bool:
    """Whether nothing but a loyalty card says who this is."""
    return asked.how is How.CARD and not asked.confirmed


def glance(hub: Hub, visit: str, customer: str) -> Visit:
    """What an unconfirmed loyalty card opens: enough to greet its owner and to price."""
    known = hub.read(lambda db: customers.read(db, customer))
    number = next((phone.e164 or phone.raw for phone in known.phones), "")
    return Visit(
        id=visit,
        customer=Customer(
            known.id,
            known.name,
            phones=(Phone(masked(number)),) if number else (),
            language=known.language,
            tier=known.tier,
            points=known.points,
            groups=known.groups,
        ),
        parts=(Part("customer", hub.clock()),),
        confirmed=False,
        open_carts=hub.read(lambda db: carts.count_open(db, customer)),
    )


def context(hub: Hub, caller: Caller, visit: str, customer: str) -> Visit:
    """Everything about a customer, as far as it could be read in time."""
    reading = Reading(hub)
    reading.start(
        customer=lambda db: customers.read(db, customer),
        carts=lambda db: carts.open_of(db, hub, customer, caller.store),
        promises=lambda db: promises.promises_of(db, hub, customer),
        conversations=lambda db: _said(db, hub, customer),
        orders=lambda db: orders.of_customer(db, customer).orders,
    )
    known = reading.must("customer")
    open_carts = reading.finish("carts", ())
    threads, page = reading.finish("conversations", ((), Page((), "")))
    placed = reading.finish("orders", ())

    skus = _mentioned(open_carts, page)
    wanted = skus | {line.sku for order in placed[:5] for line in order.lines}
    reading.start(
        stock=lambda db: _goods(db, hub, skus, caller.store),
        recommendations=lambda db: orders.bought_with(db, wanted, RECOMMENDED),
    )
    recommended = reading.finish("recommendations", ())
    products, levels = reading.finish("stock", ((), ()))
    return Visit(
        id=visit,
        customer=known,
        carts=open_carts,
        promises=reading.finish("promises", ()),
        conversations=threads,
        messages=page.messages,
        older=page.older,
        orders=placed,
        products=products,
        stock=levels,
        recommendations=recommended,
        parts=tuple(reading.parts),
    )


def products_in(db: Connection, page: Page, store: str) -> tuple[Product, ...]:
    """The products that these messages speak of."""
    return tuple(catalogue.products_of(db, _mentioned((), page), store).values())


def _said(db: Connection, hub: Hub, customer: str) -> tuple[Any, Page]:
    threads = conversations.conversations_of(db, hub, customer)
    return threads, conversations.page(db, customer)


def _goods(
    db: Connection, hub: Hub, skus: set[str], store: str
) -> tuple[tuple[Product, ...], tuple[StockLevel, ...]]:
    found = catalogue.products_of(db, skus, store)
    return tuple(found.values()), stock.levels(db, list(found), hub.clock())


def _mentioned(open_carts: Iterable[WebCart], page: Page) -> set[str]:
    in_carts = {line.sku for cart in open_carts for line in cart.lines}
    return in_carts | {sku for message in page.messages for sku in message.skus}

"""One customer being served: everything about them in one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.conversation import Conversation, Message, Promise
from posapp.domain.customer import Customer
from posapp.domain.orders import Order
from posapp.domain.webcart import WebCart


@dataclass(frozen=True)
class Part:
    """The state of one part of the context, so that one slow part hides no other.

    Attributes:
        name: ``customer carts promises conversations orders stock recommendations``.
        as_of: UTC moment the part was true. ``error``: empty, ``slow`` or ``broken``.
    """

    name: str
    as_of: datetime
    error: str = ""


@dataclass(frozen=True)
class Visit:
    """The whole context, as one request brought it.

    Attributes:
        id: made at the register; look-ups are recorded under it.
        messages: newest page over all channels, oldest first; ``older`` is the cursor for
            the page before it, or empty.
        products: every product that messages and carts speak of.
        stock: levels of those products, by location.
        local: only what this register remembered; the centre has not answered yet.
        confirmed: false when a loyalty card alone was shown: the phone is masked, and carts,
            conversations, orders and addresses stay closed until the clerk has asked.
        open_carts: how many online carts wait behind an unconfirmed card.
    """

    id: str
    customer: Customer
    carts: tuple[WebCart, ...] = ()
    promises: tuple[Promise, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    messages: tuple[Message, ...] = ()
    older: str = ""
    orders: tuple[Order, ...] = ()
    products: tuple[Product, ...] = ()
    stock: tuple[StockLevel, ...] = ()
    recommendations: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    local: bool = False
    confirmed: bool = True
    open_carts: int = 0

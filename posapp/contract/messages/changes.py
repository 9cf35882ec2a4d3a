"""What is new since a register asked last: goods, stock, people and their carts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posapp.domain.catalogue import Product, StockLevel


class ChangeKind(Enum):
    PUT = "put"
    REMOVED = "removed"


@dataclass(frozen=True)
class CatalogueChange:
    """A product as it is now, or the SKU that is gone."""

    kind: ChangeKind
    sku: str
    product: Product | None = None


@dataclass(frozen=True)
class CataloguePage:
    """A stretch of the snapshot (most popular first) or of the changes (oldest first).

    Attributes:
        cursor: ask with it for what follows; opaque, valid for as long as the snapshot.
        done: nothing follows now. ``of``: products in the whole snapshot.
        checksum: of the snapshot up to and including this page, hex: a chain over its
            products in order, each link the SHA-256 of the link before (no bytes for the
            first product) followed by the product's ``canonical`` JSON. It does not depend
            on where pages end. Empty on changes.
        changes_from: on the snapshot's pages, the cursor to start changes at afterwards.
    """

    changes: tuple[CatalogueChange, ...]
    cursor: str
    done: bool
    of: int = 0
    checksum: str = ""
    changes_from: str = ""


@dataclass(frozen=True)
class Stock:
    levels: tuple[StockLevel, ...]


class EventKind(Enum):
    CART = "cart"
    CATALOGUE = "catalogue"
    SHOP = "shop"
    STOCK = "stock"
    CONVERSATION = "conversation"
    ORDER = "order"
    CUSTOMER = "customer"
    ARRIVAL = "arrival"
    CUSTOMER_ERASED = "customer_erased"
    ATTENTION = "attention"


@dataclass(frozen=True)
class Erasures:
    """Customers who were erased, oldest first: forget them, as often as it is said.

    Attributes:
        customers: their ids; none when there is nothing more.
        cursor: where to go on, now or in a year; keep it beside what was forgotten.
    """

    customers: tuple[str, ...]
    cursor: str


@dataclass(frozen=True)
class Event:
    """Something changed: a hint to read again. ``of``: id of what changed."""

    kind: EventKind
    of: str
    customer: str = ""


@dataclass(frozen=True)
class Events:
    events: tuple[Event, ...]
    cursor: str

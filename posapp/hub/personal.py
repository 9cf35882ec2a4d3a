"""Where the centre keeps what about a customer, and what becomes of it when they are erased.

Every table stands here, in ``HOLDINGS`` or in ``NOBODY``, and every column of a holding: a
test fails for one that does not. Figures, dates and ids stay, so that every total, order and
piece of stock stays what it was; the customer's id is then a name that belongs to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select

from posapp.domain.fulfilment import Address
from posapp.domain.orders import Order
from posapp.domain.sale import Sale
from posapp.hub.tables import (
    carts,
    catalogue,
    chain,
    conversations,
    customers,
    gift_cards,
    orders,
    sales,
    stock,
    writes,
)


class Fate(Enum):
    """What erasing does to a row. STAYS: but for the columns that are blanked."""

    GOES = "goes"
    STAYS = "stays"


@dataclass(frozen=True)
class Holding:
    """A table with rows of customers.

    Attributes:
        of: the column that says whose a row is; or, with ``via``, which of that table's rows
            it belongs to.
        blank: columns that hold the person, and what they become: a value, or a function of
            the value. ``plain``: those that say nothing about who it is.
        secret: columns that are not even exported.
    """

    table: Table
    of: str
    fate: Fate
    plain: tuple[str, ...] = ()
    blank: Mapping[str, Any] = field(default_factory=dict)
    secret: tuple[str, ...] = ()
    via: Table | None = None

    def mine(self, customer: str) -> ColumnElement[bool]:
        """Which rows are this customer's."""
        if self.via is None:
            return self.table.c[self.of] == customer
        theirs: Select[Any] = select(self.via.c.id).where(self.via.c.customer == customer)
        return self.table.c[self.of].in_(theirs)

    def blanked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What the person's columns of this row become."""
        return {
            name: becomes(row[name]) if callable(becomes) else becomes
            for name, becomes in self.blank.items()
        }


def nowhere(address: Address) -> Address:
    """An address without anybody; the country decided about the tax."""
    return Address("", "", "", "", address.country)


def _sale(sale: Sale) -> Sale:
    parcel = sale.shipment
    lines = tuple(replace(line, note="") for line in sale.lines)
    if parcel is not None:
        parcel = replace(parcel, address=nowhere(parcel.address))
    return replace(sale, shipment=parcel, lines=lines, note="")


def _order(order: Order) -> Order:
    return order if order.ship_to is None else replace(order, ship_to=nowhere(order.ship_to))


Becomes = Callable[[Any], Any]
GOES, STAYS = Fate.GOES, Fate.STAYS
HOLDINGS: tuple[Holding, ...] = (
    Holding(
        customers.customers,
        "id",
        STAYS,
        plain=(*("id", "points", "credit_minor", "credit_currency"), *("made_at", "erased_at")),
        blank={
            **dict.fromkeys(("name", "email", "email_key", "language", "tier", "note"), ""),
            **dict.fromkeys(("groups", "consents", "addresses"), ()),
            "card": None,
        },
        secret=("token_id",),  # replaced when erased, so that no QR opens it any more
    ),
    Holding(
        customers.phones,
        "customer",
        GOES,
        blank=dict.fromkeys(("raw", "e164", "backwards"), ""),
        plain=("customer", "place", "region"),
    ),
    Holding(customers.words, "customer", GOES, plain=("customer",), blank={"word": ""}),
    Holding(
        customers.pages,
        "customer",
        GOES,
        plain=("customer", "made_at", "expires_at"),
        secret=("digest",),
    ),
    Holding(
        customers.looks,
        "customer",
        STAYS,
        plain=("id", "at", "register", "store", "clerk", "how", "what", "customer"),
    ),
    Holding(
        carts.carts,
        "customer",
        STAYS,
        plain=(
            *("id", "number", "customer", "state", "version", "coupons", "currency"),
            *("paid_minor", "leased_by", "leased_to", "leased_until", "paying"),
            *("continues", "closed_by", "made_at", "updated_at"),
        ),
        blank={"label": "", "note": ""},
    ),
    Holding(
        carts.lines,
        "cart",
        STAYS,
        plain=("cart", "sku", "name", "variant", "quantity", "seen_minor", "added_at", "place"),
        blank={"note": ""},
        via=carts.carts,
    ),
    Holding(
        carts.online_payments,
        "cart",
        STAYS,
        plain=("id", "cart", "amount_minor", "currency", "at"),
        via=carts.carts,
    ),
    Holding(
        conversations.messages,
        "customer",
        GOES,
        plain=(
            *("id", "conversation", "customer", "channel", "direction", "at", "sort_key"),
            *("skus", "reply_to", "edited", "deleted", "delivery"),
        ),
        blank={"sender": "", "text": "", "attachments": (), "reactions": ()},
    ),
    Holding(
        conversations.conversations,
        "customer",
        GOES,
        plain=("id", "customer", "channel", "can_reply", "reply_until", "unread"),
        blank={"label": ""},
    ),
    Holding(
        conversations.promises,
        "customer",
        STAYS,
        plain=(
            *("id", "customer", "by", "message", "made_at", "expires_at", "percent_ppm"),
            *("amount_minor", "amount_currency", "skus", "state"),
        ),
        blank={"text": ""},
    ),
    Holding(
        conversations.outgoing_mail,
        "customer",
        GOES,
        plain=("id", "register", "sale", "customer", "language", "at"),
        blank={"address": "", "text": ""},
    ),
    Holding(
        orders.orders,
        "customer",
        STAYS,
        plain=("id", "number", "receipt", "customer", "store", "channel", "placed_at"),
        blank={"document": _order},
    ),
    Holding(
        sales.sales,
        "customer",
        STAYS,
        plain=(
            *("id", "store", "register", "epoch", "number", "receipt", "customer"),
            *("business_date", "sold_at", "recorded_at", "digest"),
        ),
        blank={"document": _sale},
    ),
    Holding(
        sales.settlements,
        "customer",
        STAYS,
        plain=(
            *("subject", "kind", "of", "place", "store", "customer", "outcome"),
            *("clerk", "by", "at"),
        ),
        blank={"note": ""},
    ),
    Holding(sales.coupon_uses, "customer", STAYS, plain=("code", "sale", "customer", "at")),
    Holding(
        gift_cards.holds,
        "customer",
        STAYS,
        plain=(
            *("id", "register", "gift_card", "customer", "amount_minor", "currency"),
            *("state", "at"),
        ),
    ),
    Holding(
        stock.checkouts,
        "customer",
        STAYS,
        plain=("id", "register", "store", "customer", "expires_at"),
    ),
)

# Tables without customers, and why. ``write`` and ``image`` are swept by ``erasing`` itself.
NOBODY: Mapping[Table, str] = {
    chain.stores: "the shop's own address",
    chain.people: "staff, who are not customers",
    chain.registers: "computers",
    chain.register_heads: "computers",
    chain.register_copies: "computers",
    chain.nonces: "computers",
    chain.enrolment_codes: "computers",
    chain.token_keys: "keys of the chain",
    customers.look_rates: "counts by clerk",
    customers.redeemed: "random nonces",
    customers.erasures: "that somebody was erased, by an id that is nobody's",
    carts.operations: "digests of edits, by random ids",
    catalogue.products: "goods",
    catalogue.marks: "goods",
    catalogue.numbers: "goods",
    catalogue.images: "pictures that came with the customer's messages go",
    catalogue.promotions: "terms for groups",
    catalogue.tax_rules: "law",
    gift_cards.gift_cards: "whoever holds the card",
    orders.ordered: "goods",
    sales.conflicts: "ids and reasons",
    stock.stock: "goods",
    stock.movements: "goods",
    stock.reservations: "goods",
    stock.shortages: "goods",
    stock.shares: "goods",
    stock.parts: "goods",
    writes.writes: "stored answers that speak of the customer are blanked",
    writes.events: "ids only, for seven days",
}

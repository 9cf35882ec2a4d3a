"""What the chain charges today: promotions, tax rules, ways to ship."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Row, bindparam, select

from posapp.contract.messages import EventKind
from posapp.domain.fulfilment import ShippingMethod
from posapp.domain.pricing import Rules
from posapp.domain.promotions import Promotion
from posapp.domain.tax import TaxRules
from posapp.hub import news
from posapp.hub.tables.catalogue import promotions, tax_rules
from posapp.hub.tables.chain import stores
from posapp.hub.upserting import upsert

_TAX = select(tax_rules.c.document).where(tax_rules.c.country == bindparam("country"))
_OFFERS = select(promotions.c.document).order_by(promotions.c.id)
_FIRST = select(stores).order_by(stores.c.id).limit(1)
_STORE = select(stores).where(stores.c.id == bindparam("store"))


def put_promotions(db: Connection, wanted: Iterable[Promotion]) -> None:
    """Insert or replace promotions by id."""
    news.hint(db, EventKind.SHOP)
    rows = [{"id": promotion.id, "document": promotion} for promotion in wanted]
    upsert(db, promotions, sorted(rows, key=lambda row: str(row["id"])))


def put_tax_rules(db: Connection, rules_: TaxRules) -> None:
    """Replace a country's rules."""
    news.hint(db, EventKind.SHOP)
    upsert(db, tax_rules, [{"country": rules_.country, "document": rules_}])


def rules(db: Connection, store: str = "") -> Rules:
    """All that pricing asks for in one store; with none named, in the chain's first.

    Raises:
        LookupError: there is no such store, or no tax rules for its country: better no price
            than one without tax.
    """
    where = _store(db, store)
    tax = db.scalar(_TAX, {"country": where.country})
    if tax is None:
        raise LookupError(f"no tax rules for {where.country}")
    return Rules(where.currency, tax, tuple(db.scalars(_OFFERS)))


def shipping_methods(db: Connection, store: str = "") -> tuple[ShippingMethod, ...]:
    """Ways to ship from a store, in the order the chain lists them."""
    methods: tuple[ShippingMethod, ...] = _store(db, store).shipping
    return methods


def currency(db: Connection, store: str = "") -> str:
    """What a store, or the chain's first, counts in."""
    code: str = _store(db, store).currency
    return code


def timezone(db: Connection, store: str) -> str:
    """IANA name of a store's time zone."""
    name: str = _store(db, store).timezone
    return name


def _store(db: Connection, store: str) -> Row[tuple[object, ...]]:
    found = db.execute(_STORE, {"store": store}) if store else db.execute(_FIRST)
    row = found.one_or_none()
    if row is None:
        raise LookupError("no such store")
    return row

"""Products and their pictures: written in bulk, read by SKU."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from posapp.contract import wire
from posapp.domain.catalogue import Product
from posapp.hub import changes
from posapp.hub.tables.catalogue import IMAGE_BYTES, images, products
from posapp.hub.tables.stock import stock
from posapp.hub.upserting import upsert

BATCH = 1_000
_HERE = (stock.c.sku == products.c.sku) & (stock.c.location == bindparam("store"))
_OF = (
    select(products.c.body, stock.c.on_hand)
    .select_from(products.outerjoin(stock, _HERE))
    .where(products.c.sku.in_(bindparam("skus", expanding=True)))
)
LIMITS = {"sku": 64, "name": 300, "gtin": 14, "style": 64, "category": 100, "brand": 100}
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class BadProduct(Exception):
    """A product cannot be kept; says which and why."""


class Picture(NamedTuple):
    """``customer``: whose message it came with; None for goods."""

    media_type: str
    content: bytes
    customer: str | None


def put_products(db: Connection, goods: Iterable[Product]) -> int:
    """Insert or replace products; how many of them were new or different.

    ``on_hand`` is not kept: pieces are ``stock``'s. Unchanged products leave no change.

    Raises:
        BadProduct: one has no SKU, a negative price or a text that is too long.
    """
    source, written = iter(goods), 0
    while batch := list(islice(source, BATCH)):
        bodies = {product.sku: (product, _body(product)) for product in batch}
        old = select(products.c.sku, products.c.body).where(products.c.sku.in_(bodies))
        same = {sku for sku, body in db.execute(old) if bodies[sku][1] == body}
        rows = [
            _row(product, body)
            for sku, (product, body) in sorted(bodies.items())
            if sku not in same
        ]
        if rows:  # the marks first: numbering never waits for a writer that waits for it
            changes.mark_at_once(db, [(row["sku"], "") for row in rows])
            upsert(db, products, rows)
        written += len(rows)
    return written


def products_of(db: Connection, skus: Collection[str], store: str = "") -> dict[str, Product]:
    """The products that exist among these SKUs, with what ``store`` has of each."""
    found: dict[str, Product] = {}
    for part in _parts(sorted(set(skus))):
        for body, on_hand in db.execute(_OF, {"skus": part, "store": store}):
            product = replace(wire.decode(body, Product), on_hand=on_hand or 0)
            found[product.sku] = product
    return found


def search(db: Connection, text: str, limit: int = 20) -> tuple[Product, ...]:
    """Sellable products whose name or SKU contains the text, the popular first; for the
    customer's web page. Registers search their own copy."""
    hit = products.c.name.icontains(text[:100], autoescape=True) | (products.c.sku == text[:64])
    rows = db.scalars(
        select(products.c.body)
        .where(hit, products.c.active)
        .order_by(products.c.rank, products.c.sku)
        .limit(limit)
    )
    return tuple(wire.decode(body, Product) for body in rows)


def put_images(
    db: Connection, pictures: Iterable[tuple[str, bytes]], customer: str | None = None
) -> None:
    """Keep PNG or JPEG pictures by name. A name stands for the same picture for ever, because
    registers and browsers never ask for it twice.

    Args:
        customer: whose messages they came with; nobody else's page shows them then, and only
            stores that serve this customer do.

    Raises:
        ValueError: no picture, larger than ``IMAGE_BYTES``, or a name that is too long.
    """
    source = iter(pictures)
    while batch := dict(islice(source, 100)):
        rows = [
            {
                "name": name,
                "media_type": _media_type(name, content),
                "content": content,
                "customer": customer,
            }
            for name, content in sorted(batch.items())
        ]
        upsert(db, images, rows)


def image(db: Connection, name: str) -> Picture | None:
    """A picture by its name, or None."""
    c = images.c
    found = select(c.media_type, c.content, c.customer).where(c.name == name)
    row = db.execute(found).one_or_none()
    return Picture(row.media_type, bytes(row.content), row.customer) if row else None


def _row(product: Product, body: str) -> dict[str, Any]:
    for field, longest in LIMITS.items():
        if len(getattr(product, field)) > longest:
            raise BadProduct(f"{product.sku[:64]}: {field} is longer than {longest}")
    if not product.sku or product.price.minor < 0:
        raise BadProduct(f"{product.sku}: no SKU, or a negative price")
    return {
        "sku": product.sku,
        "rank": -product.popularity,
        "name": product.name,
        "gtin": product.gtin,
        "style": product.style,
        "active": product.active,
        "body": body,
    }


def _body(product: Product) -> str:
    return wire.canonical(replace(product, on_hand=0)).decode()


def _media_type(name: str, content: bytes) -> str:
    for magic, media_type in PICTURES.items():
        if content.startswith(magic) and len(content) <= IMAGE_BYTES and 0 < len(name) <= 200:
            return media_type
    raise ValueError("not a PNG or JPEG picture of at most 1 MiB with a name")


def _parts(skus: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(skus), BATCH):
        yield skus[start : start + BATCH]

"""Shopify's product CSV: both the classic headings and those of 2025.

A product is a run of rows with one handle; only the first repeats what all variants share,
further rows are variants, and a row without options or SKU brings one more picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from posapp.domain.catalogue import Option, Product
from posapp.hub.imports.markup import plain
from posapp.hub.imports.rows import (
    Bad,
    Item,
    Row,
    Unusable,
    bounded,
    count,
    gtin,
    money,
    rows,
)

HANDLE = ("Handle", "URL handle")
SKU = ("Variant SKU", "SKU")
PRICE = ("Variant Price", "Price")
STOCK = ("Variant Inventory Qty", "Inventory quantity")
TRACKED = ("Variant Inventory Tracker", "Inventory tracker")
BARCODE = ("Variant Barcode", "Barcode")
BODY = ("Body (HTML)", "Description")
PICTURE = ("Image Src", "Product image URL")
VARIANT_PICTURE = ("Variant Image", "Variant image URL")
TAXED = ("Variant Taxable", "Charge tax")


@dataclass(frozen=True)
class _Style:
    """What the rows of one handle share, as its first row says it."""

    handle: str
    name: str
    description: str
    brand: str
    category: str
    options: tuple[str, ...]
    active: bool
    picture: str


def read(content: bytes, currency: str) -> Iterator[Item | Bad]:
    """The variants of an export, in its order.

    Raises:
        NotAnExport: the file as a whole is not Shopify's product CSV.
    """
    style: _Style | None = None
    for row in rows(content, HANDLE, PRICE):
        if isinstance(row, Bad):
            yield row
            continue
        try:
            style = _style(row, style)
            if _is_variant(row):
                yield _item(row, style, currency)
        except Unusable as reason:
            yield Bad(row.line, str(reason))


def _is_variant(row: Row) -> bool:
    return bool(row.get(*SKU) or row.get(*PRICE) or row.get("Option1 Value"))


def _style(row: Row, before: _Style | None) -> _Style:
    handle = bounded(row.get(*HANDLE), "option")
    if not handle:
        raise Unusable("no handle")
    if before is not None and before.handle == handle:
        return before
    name = bounded(row.get("Title"), "name")
    if not name:
        raise Unusable("the first row of a handle has no title")
    return _Style(
        handle=handle,
        name=name,
        description=plain(row.cells.get("body (html)") or row.get(*BODY)),
        brand=bounded(row.get("Vendor"), "option"),
        category=bounded(row.get("Type", "Product Category").split(">")[-1], "option"),
        options=tuple(bounded(row.get(f"Option{n} Name"), "option") for n in (1, 2, 3)),
        active=row.get("Status").casefold() in ("", "active")
        and row.get("Published", "Published on online store").casefold() != "false",
        picture=row.get(*PICTURE),
    )


def _item(row: Row, style: _Style, currency: str) -> Item:
    options = _options(row, style)
    sku = bounded(row.get(*SKU).lstrip("'"), "sku")
    if not sku:
        raise Unusable("no SKU")
    product = Product(
        sku=sku,
        name=style.name,
        price=money(row.get(*PRICE), currency, "price"),
        gtin=gtin(row.get(*BARCODE)),
        style=style.handle,
        options=options,
        category=style.category,
        brand=style.brand,
        tax_class="exempt" if row.get(*TAXED).casefold() == "false" else "standard",
        active=style.active,
        description=style.description,
    )
    tracked = bool(row.get(*TRACKED))
    stock = count(row.get(*STOCK)) if tracked else None
    return Item(row.line, product, stock, row.get(*VARIANT_PICTURE) or style.picture)


def _options(row: Row, style: _Style) -> tuple[Option, ...]:
    """Option values under their names; Shopify's ``Title: Default Title`` means none."""
    pairs = (
        Option(name or f"Option {n}", bounded(row.get(f"Option{n} Value"), "option"))
        for n, name in enumerate(style.options, start=1)
    )
    named = tuple(option for option in pairs if option.value)
    only_default = len(named) == 1 and named[0].value == "Default Title"
    return () if only_default else named

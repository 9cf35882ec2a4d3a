"""WooCommerce's product CSV, as its own exporter writes it in English.

A variable product is a row of type ``variable`` and one ``variation`` row for each variant,
which names its parent by SKU or as ``id:123`` and leaves out what it inherits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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

BARCODE = ("GTIN, UPC, EAN, or ISBN", "Meta: _global_unique_id", "Meta: _ean", "EAN")
SOLD = {"simple", "variation"}
PARENTS = {"variable"}
NOT_SOLD = {"grouped", "external"}
ATTRIBUTES = range(1, 21)
_COMMA = re.compile(r"(?<!\\),")


def read(content: bytes, currency: str) -> Iterator[Item | Bad]:
    """The sellable products of an export, in its order.

    Raises:
        NotAnExport: the file as a whole is not WooCommerce's product CSV.
    """
    parents: dict[str, Row] = {}
    for row in rows(content, ("Type",), ("Name",), ("Regular price",)):
        if isinstance(row, Bad):
            yield row
            continue
        try:
            kind = _kind(row)
            if kind in PARENTS:
                _remember(row, parents)
            elif kind in SOLD:
                yield _item(
                    row, _parent(row, parents) if kind == "variation" else row, currency
                )
        except Unusable as reason:
            yield Bad(row.line, str(reason))


def _kind(row: Row) -> str:
    """The first word of the type that matters; ``simple, virtual`` is simple.

    Raises:
        Unusable: a type that is not sold by itself, or none that we know.
    """
    kinds = {word.strip().casefold() for word in row.get("Type").split(",")}
    for known in SOLD | PARENTS:
        if known in kinds:
            return known
    refused = sorted(kinds & NOT_SOLD)
    if refused:
        raise Unusable(f"{refused[0]} products are not sold at a counter")
    raise Unusable(f"unknown type: {row.get('Type')[:40] or 'none'}")


def _remember(row: Row, parents: dict[str, Row]) -> None:
    if row.get("ID"):
        parents[f"id:{row.get('ID')}"] = row
    if row.get("SKU"):
        parents[row.get("SKU")] = row


def _parent(row: Row, parents: dict[str, Row]) -> Row:
    named = row.get("Parent")
    if not named:
        raise Unusable("a variation without a parent")
    if named not in parents:
        raise Unusable(f"its parent is not in the file above it: {named[:60]}")
    return parents[named]


def _item(row: Row, parent: Row, currency: str) -> Item:
    sku = bounded(row.get("SKU"), "sku")
    if not sku:
        raise Unusable("no SKU")
    name = bounded(parent.get("Name"), "name")
    if not name:
        raise Unusable("no name")
    style = parent.get("SKU") or (f"id:{parent.get('ID')}" if parent.get("ID") else "")
    product = Product(
        sku=sku,
        name=name,
        price=money(row.get("Regular price"), currency, "regular price"),
        gtin=gtin(row.get(*BARCODE)),
        style=bounded(style, "option") if parent is not row else "",
        options=_options(row) if parent is not row else (),
        category=_category(parent),
        brand=bounded(_list(row.get("Brands") or parent.get("Brands"))[0], "option"),
        tax_class=_tax_class(row, parent),
        active=row.get("Published") != "0" and parent.get("Published") != "0",
        description=plain(row.get("Description") or parent.get("Description")),
    )
    pictures = _list(row.get("Images")) if row.get("Images") else _list(parent.get("Images"))
    return Item(row.line, product, _stock(row), pictures[0])


def _list(text: str) -> list[str]:
    """A comma-separated cell; WooCommerce writes a comma inside a value as ``\\,``."""
    return [part.replace("\\,", ",").strip() for part in _COMMA.split(text)]


def _options(row: Row) -> tuple[Option, ...]:
    found = []
    for n in ATTRIBUTES:
        value = _list(row.get(f"Attribute {n} value(s)"))[0]
        if value:
            name = bounded(row.get(f"Attribute {n} name"), "option") or f"Option {n}"
            found.append(Option(name, bounded(value, "option")))
    return tuple(found)


def _category(row: Row) -> str:
    first = _list(row.get("Categories"))[0]
    return bounded(first.split(">")[-1].strip(), "option")


def _tax_class(row: Row, parent: Row) -> str:
    if (row.get("Tax status") or parent.get("Tax status")) == "none":
        return "exempt"
    named = row.get("Tax class") or parent.get("Tax class")
    inherits = named in ("", "parent")
    return bounded(parent.get("Tax class") if inherits else named, "option") or "standard"


def _stock(row: Row) -> int | None:
    """Counted pieces; ``In stock? 0`` without a count is none."""
    counted = count(row.get("Stock"))
    return 0 if counted is None and row.get("In stock?") == "0" else counted

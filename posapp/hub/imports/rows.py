"""Reading an export row by row, and saying which rows were bad and why."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from posapp.domain.catalogue import Product
from posapp.domain.gtin import valid_gtin
from posapp.domain.money import Money

LONGEST = {"sku": 64, "name": 300, "option": 100, "description": 2_000}
MOST_BYTES = 256 * 1024 * 1024
FIELD_BYTES = 1_000_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})")


@dataclass(frozen=True)
class Bad:
    """A row that was not taken. ``line``: of the file, where the row begins, from 1."""

    line: int
    reason: str


@dataclass(frozen=True)
class Item:
    """A row that was taken.

    Attributes:
        stock: pieces, or None where the shop does not count them.
        picture: address of the picture at the old shop, or empty.
    """

    line: int
    product: Product
    stock: int | None
    picture: str = ""


@dataclass(frozen=True)
class Row:
    """One record of the file, its cells by heading."""

    line: int
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """The first cell of these headings that says anything, without space around it."""
        for name in names:
            text = self.cells.get(name.casefold(), "").strip()
            if text:
                return text
        return ""


class NotAnExport(Exception):
    """The file as a whole is not what it should be; says why."""


def rows(content: bytes, *needed: Collection[str]) -> Iterator[Row | Bad]:
    """The records of a CSV file, UTF-8 with or without its mark.

    Args:
        needed: of each, one name must stand among the headings.

    Raises:
        NotAnExport: too large, not UTF-8, not CSV, or without such headings.
    """
    if len(content) > MOST_BYTES:
        raise NotAnExport(f"larger than {MOST_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnExport(f"not UTF-8 at byte {error.start}") from error
    csv.field_size_limit(FIELD_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [name.strip().casefold() for name in next(reader, [])]
    except csv.Error as error:
        raise NotAnExport(f"its headings are not readable as CSV: {error}") from error
    for names in needed:
        if not any(name.casefold() in heading for name in names):
            raise NotAnExport(f"no {' or '.join(names)} among the headings")
    yield from _records(reader, heading)


def _records(reader: Iterator[list[str]], heading: list[str]) -> Iterator[Row | Bad]:
    line = _line_of(reader) + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Bad(line, f"not readable as CSV: {error}")
            line = _line_of(reader) + 1
            continue
        if len(cells) > len(heading) and any(cells[len(heading) :]):
            yield Bad(line, f"{len(cells)} cells under {len(heading)} headings")
        elif any(cell.strip() for cell in cells):
            yield Row(line, dict(zip(heading, cells, strict=False)))
        line = _line_of(reader) + 1


def _line_of(reader: object) -> int:
    line: int = reader.line_num  # type: ignore[attr-defined]  # csv.reader has no public type
    return line


class Unusable(Exception):
    """A cell that cannot be taken; the message is the reason to report."""


def money(text: str, currency: str, what: str) -> Money:
    """A price as both platforms write it: ``1234.50``, no grouping, a point.

    Raises:
        Unusable: missing, not such a number, negative, or finer than the currency.
    """
    if not text:
        raise Unusable(f"no {what}")
    amount = _number(text, what)
    minor = amount * 100
    if amount < 0 or minor > 10**11:
        raise Unusable(f"{what} is out of range: {text[:40]}")
    if minor != minor.to_integral_value():
        raise Unusable(f"{what} is finer than a cent: {text[:40]}")
    return Money(int(minor), currency)


def count(text: str) -> int | None:
    """Pieces in stock; below zero counts as none.

    Raises:
        Unusable: not a whole number.
    """
    if not text:
        return None
    pieces = _number(text, "stock")
    if pieces != pieces.to_integral_value() or pieces > 10**7:
        raise Unusable(f"stock is not a whole number: {text[:40]}")
    return max(int(pieces), 0)


def _number(text: str, what: str) -> Decimal:
    """Digits and a point: an exponent makes billions of digits out of ten characters."""
    if not _NUMBER.fullmatch(text):
        raise Unusable(f"{what} is not a number: {text[:40]}")
    return Decimal(text)


def gtin(text: str) -> str:
    """A barcode; spreadsheets put an apostrophe before it, and it may be missing.

    Raises:
        Unusable: it has a wrong length, sign or check digit.
    """
    plain = text.strip().lstrip("'").replace(" ", "")
    if plain and not valid_gtin(plain):
        raise Unusable(f"barcode is no valid GTIN: {plain[:40]}")
    return plain


def bounded(text: str, kind: str) -> str:
    """The text without control characters.

    Raises:
        Unusable: it is longer than ``LONGEST`` allows.
    """
    clean = "".join(c for c in text if c >= " " and c != "\x7f").strip()
    if len(clean) > LONGEST[kind]:
        raise Unusable(f"{kind} is longer than {LONGEST[kind]} characters")
    return clean

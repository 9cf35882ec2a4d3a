"""A receipt as a value, and its one layout for paper, screen and PDF.

Every word arrives translated and every amount formatted; here they are only put in place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

NARROWEST = 24
MAX_TEXT = 400
_GAP = 2


class LineKind(Enum):
    """HEADING opens a group, ITEM has an amount, NOTE stands indented below an item, TOTAL is
    the amount that everybody looks for."""

    HEADING = "heading"
    ITEM = "item"
    NOTE = "note"
    TOTAL = "total"


@dataclass(frozen=True)
class ReceiptLine:
    """A text and, at the right edge, an amount or nothing."""

    left: str
    right: str = ""
    kind: LineKind = LineKind.ITEM


@dataclass(frozen=True)
class Receipt:
    """Everything that stands on one receipt, top to bottom.

    Attributes:
        number: the receipt number; ``title`` with it is the caller's, in ``facts``.
        header: the shop: its name first, then address and tax number.
        facts: number, date, clerk, customer: label and value.
        lines: what was sold, under headings such as "Shipped home".
        totals: items, discounts, shipping, and one TOTAL.
        taxes: a table; the first row is its heading, the first column a text, the others
            amounts. All rows have the same number of columns.
        tenders: how it was paid, and the change.
        footer: thanks, return policy.
        qr: what the QR code says, for ``codes.parse``; empty for none.
        copy_mark: the word COPY in the shop's language on a repeat; empty on the original.
    """

    number: str
    header: tuple[str, ...]
    lines: tuple[ReceiptLine, ...]
    totals: tuple[ReceiptLine, ...]
    taxes: tuple[tuple[str, ...], ...] = ()
    tenders: tuple[ReceiptLine, ...] = ()
    facts: tuple[ReceiptLine, ...] = ()
    footer: tuple[str, ...] = ()
    qr: str = ""
    copy_mark: str = ""

    @property
    def copied(self) -> bool:
        return bool(self.copy_mark)

    def mapped(self, how: Callable[[str], str]) -> Receipt:
        """The same receipt with every text but the QR's changed, before anything is aligned."""

        def each(lines: Iterable[ReceiptLine]) -> tuple[ReceiptLine, ...]:
            return tuple(replace(ln, left=how(ln.left), right=how(ln.right)) for ln in lines)

        return replace(
            self,
            number=how(self.number),
            header=tuple(map(how, self.header)),
            facts=each(self.facts),
            lines=each(self.lines),
            totals=each(self.totals),
            taxes=tuple(tuple(map(how, row)) for row in self.taxes),
            tenders=each(self.tenders),
            footer=tuple(map(how, self.footer)),
            copy_mark=how(self.copy_mark),
        )


class RowKind(Enum):
    """RULE is a dividing line, drawn or as its text; QR has the code's content as its text."""

    TEXT = "text"
    RULE = "rule"
    QR = "qr"


@dataclass(frozen=True)
class TextRow:
    """One row of a fixed-width layout.

    Attributes:
        text: at most the asked width in columns; amounts already stand at the right edge.
        centred: put in the middle. ``strong``: bold. ``tall``: of double height.
    """

    text: str
    kind: RowKind = RowKind.TEXT
    centred: bool = False
    strong: bool = False
    tall: bool = False


def tame(text: str) -> str:
    """A text from outside as one harmless line.

    Control, direction and zero-width characters are gone, white space is single, piled-up
    accents are cut to two, and what is longer than ``MAX_TEXT`` ends in an ellipsis.
    """
    text = unicodedata.normalize("NFC", text[: 4 * MAX_TEXT])
    kept = "".join(_harmless(text))
    line = " ".join(kept.split())
    return line if len(line) <= MAX_TEXT else line[: MAX_TEXT - 1].rstrip() + "…"


def columns(text: str) -> int:
    """Columns this takes in a fixed-width font: two for wide characters, none for accents."""
    return sum(_width(c) for c in text)


def layout(receipt: Receipt, width: int) -> tuple[TextRow, ...]:
    """The rows of a receipt, each at most this many columns wide.

    Long names are wrapped, amounts are never cut: one that does not fit beside its text
    stands alone on the next row.

    Raises:
        ValueError: narrower than 24 columns.
    """
    if width < NARROWEST:
        raise ValueError(f"{width} columns are too few for a receipt")
    r = receipt.mapped(tame)
    blocks = (
        [*_mark(r, width), *_header(r, width)],
        _lines(r.facts, width),
        _lines(r.lines, width),
        _lines(r.totals, width),
        _lines(r.tenders, width),
        _table(r.taxes, width),
        [*_centred(r.footer, width), *_code(r, width), *_mark(r, width)],
    )
    rule = TextRow("-" * width, RowKind.RULE)
    rows: list[TextRow] = []
    for block in filter(None, blocks):
        rows += [rule, *block] if rows else block
    return tuple(rows)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into rows of at most so many columns, between words where that works.

    A row holds at least one character, however narrow.
    """
    rows, row = [], ""
    for word in text.split():
        if row and columns(row) + 1 + columns(word) > width:
            rows.append(row)
            row = ""
        row = f"{row} {word}" if row else word
        while columns(row) > width and len(row) > 1:
            head = _cut(row, width)
            rows.append(head)
            row = row[len(head) :]
    return [*rows, row] if row else rows


def _harmless(text: str) -> Iterator[str]:
    accents = 0
    for c in text:
        category = unicodedata.category(c)
        accents = accents + 1 if category == "Mn" else 0
        if c.isspace():
            yield " "
        elif category[0] != "C" and accents <= 2:
            yield c


def _width(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def _cut(text: str, width: int) -> str:
    """The longest beginning that fits, at least one character."""
    used = 0
    for n, c in enumerate(text):
        used += _width(c)
        if used > width:
            return text[: max(n, 1)]
    return text


def _mark(r: Receipt, width: int) -> list[TextRow]:
    if not r.copied:
        return []
    return [TextRow(t, centred=True, strong=True, tall=True) for t in wrap(r.copy_mark, width)]


def _header(r: Receipt, width: int) -> list[TextRow]:
    name = _centred(r.header[:1], width)
    return [
        *(replace(row, strong=True, tall=True) for row in name),
        *_centred(r.header[1:], width),
    ]


def _centred(texts: Iterable[str], width: int) -> list[TextRow]:
    return [TextRow(row, centred=True) for text in texts for row in wrap(text, width)]


def _code(r: Receipt, width: int) -> list[TextRow]:
    if not r.qr:
        return []
    return [TextRow(r.qr, RowKind.QR, centred=True), *_centred((r.number,), width)]


def _lines(lines: Iterable[ReceiptLine], width: int) -> list[TextRow]:
    return [row for line in lines for row in _line(line, width)]


def _line(line: ReceiptLine, width: int) -> Iterator[TextRow]:
    note, strong = line.kind is LineKind.NOTE, line.kind in (LineKind.HEADING, LineKind.TOTAL)
    indent = "  " if note else ""
    for text in _pair(line.left, line.right, width - len(indent)):
        yield TextRow(indent + text, strong=strong, tall=line.kind is LineKind.TOTAL)


def _pair(left: str, right: str, width: int) -> list[str]:
    """Text at the left, amount at the right of its last row."""
    room = width - columns(right) - _GAP if right else width
    if room < width // 3:
        return [*wrap(left, width), *(_right(row, width) for row in wrap(right, width))]
    first, *more = wrap(left, room) or [""]
    rows = [first, *("  " + row for row in wrap(" ".join(more), room - 2))]
    return [*rows[:-1], rows[-1] + _right(right, width - columns(rows[-1]))] if right else rows


def _right(text: str, width: int) -> str:
    return " " * (width - columns(text)) + text


def _table(rows: tuple[tuple[str, ...], ...], width: int) -> list[TextRow]:
    """A table with its amounts in columns; too wide for the paper, each row becomes a text."""
    if not rows:
        return []
    widths = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    free = width - sum(widths[1:]) - _GAP * (len(widths) - 1)
    if free < 4:
        return [TextRow(t) for row in rows for t in wrap(" ".join(row), width)]
    return [TextRow(text) for row in rows for text in _table_row(row, widths, free)]


def _table_row(row: tuple[str, ...], widths: list[int], free: int) -> list[str]:
    *above, last = wrap(row[0], free) or [""]
    cells = (_right(cell, w + _GAP) for cell, w in zip(row[1:], widths[1:], strict=True))
    return [*above, last + " " * (free - columns(last)) + "".join(cells)]

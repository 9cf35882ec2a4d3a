"""Draws a receipt in proportional letters, for screen and PDF alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from posapp.domain.receipt import LineKind, Receipt, ReceiptLine, tame
from posapp.ui import style
from posapp.ui.receipt import code
from posapp.ui.receipt.code import Code
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, SMALL

INK, QUIET, PAPER = "#1b2130", "#5b6577", "#ffffff"
MARGIN = 20
_QR = 120
_GAP = 10
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
_MIDDLE = int(Qt.AlignmentFlag.AlignHCenter)


@dataclass(frozen=True)
class _Text:
    """One piece of text in its place."""

    place: QRectF
    flags: int
    text: str
    size: int = SMALL
    weight: Weight = Weight.REGULAR
    quiet: bool = False


class Drawing:
    """A receipt laid out for one width. Takes a while, for its QR; any thread may do it.

    Attributes:
        width: what it was laid out for. ``height``: of the whole, in the same units.
        said: everything on it, for those who cannot see it.
    """

    def __init__(self, receipt: Receipt, width: float) -> None:
        self.width = width
        self._texts: list[_Text] = []
        self._rules: list[float] = []
        self._code: tuple[float, Code] | None = None
        self._y = float(MARGIN)
        self._lay_out(receipt.mapped(tame))
        self.height = self._y + MARGIN
        self.said = "\n".join(piece.text for piece in self._texts)

    def paint(self, painter: QPainter) -> None:
        """Draw it at the painter's origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece in self._texts:
            painter.setFont(style.font(piece.size, piece.weight))
            painter.setPen(QColor(QUIET if piece.quiet else INK))
            painter.drawText(piece.place, piece.flags, piece.text)
        painter.setPen(QColor("#d5dae3"))
        for y in self._rules:
            painter.drawLine(MARGIN, round(y), round(self.width - MARGIN), round(y))
        if self._code is not None:
            y, made = self._code
            code.paint(painter, made, QRectF((self.width - _QR) / 2, y, _QR, _QR))

    def _lay_out(self, r: Receipt) -> None:
        self._copy(r)
        for place, text in enumerate(r.header):
            first = place == 0
            self._centred(
                text,
                BODY + 3 if first else SMALL,
                Weight.BOLD if first else Weight.REGULAR,
                quiet=not first,
            )
        for block in (r.facts, r.lines, r.totals, r.tenders):
            self._block(block)
        self._table(r.taxes)
        self._foot(r)
        self._copy(r)

    def _copy(self, r: Receipt) -> None:
        if r.copied:
            self._centred(r.copy_mark, BODY + 3, Weight.BOLD)

    def _block(self, lines: Iterable[ReceiptLine]) -> None:
        lines = tuple(lines)
        if lines:
            self._rule()
        for line in lines:
            self._line(line)

    def _line(self, line: ReceiptLine) -> None:
        total, head = line.kind is LineKind.TOTAL, line.kind is LineKind.HEADING
        note = line.kind is LineKind.NOTE
        size = BODY + 3 if total else SMALL
        weight = Weight.BOLD if total else Weight.STRONG if head else Weight.REGULAR
        metrics = QFontMetricsF(style.font(size, weight))
        amount = metrics.horizontalAdvance(line.right) + 1 if line.right else 0.0
        indent = 12.0 if note else 0.0
        room = self._inner - indent - (amount + _GAP if amount else 0)
        text, high = _wrapped(line.left, room, metrics)
        left = QRectF(MARGIN + indent, self._y, room, high)
        self._texts.append(_Text(left, _LEFT, text, size, weight, note))
        if line.right:
            place = QRectF(self.width - MARGIN - amount, self._y, amount, high)
            self._texts.append(_Text(place, _RIGHT, line.right, size, weight, note))
        self._y += high + (4 if not total else 6)

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        if not rows:
            return
        self._rule()
        metrics = QFontMetricsF(style.font(SMALL))
        wide = [
            max(metrics.horizontalAdvance(cell) for cell in column) + _GAP
            for column in zip(*(row[1:] for row in rows), strict=True)
        ]
        for number, row in enumerate(rows):
            room = max(self._inner - sum(wide), 40.0)
            text, high = _wrapped(row[0], room, metrics)
            place = QRectF(MARGIN, self._y, room, high)
            quiet = number == 0
            self._texts.append(_Text(place, _LEFT, text, quiet=quiet))
            x = self.width - MARGIN - sum(wide)
            for cell, width in zip(row[1:], wide, strict=True):
                place = QRectF(x, self._y, width, high)
                self._texts.append(_Text(place, _RIGHT, cell, quiet=quiet))
                x += width
            self._y += high + 4

    def _foot(self, r: Receipt) -> None:
        self._rule()
        for text in r.footer:
            self._centred(text)
        if r.qr:
            self._y += 6
            self._code = (self._y, code.code(r.qr))
            self._y += _QR + 6
            self._centred(r.number, quiet=True)

    def _centred(
        self,
        text: str,
        size: int = SMALL,
        weight: Weight = Weight.REGULAR,
        *,
        quiet: bool = False,
    ) -> None:
        text, high = _wrapped(text, self._inner, QFontMetricsF(style.font(size, weight)))
        place = QRectF(MARGIN, self._y, self._inner, high)
        self._texts.append(_Text(place, _MIDDLE, text, size, weight, quiet))
        self._y += high + 2

    def _rule(self) -> None:
        self._rules.append(self._y + 6)
        self._y += 14

    @property
    def _inner(self) -> float:
        return self.width - 2 * MARGIN


def _wrapped(text: str, room: float, metrics: QFontMetricsF) -> tuple[str, float]:
    """The text in rows that fit, between words where that works, and how high they are."""
    rows, row = [], ""
    for word in text.split():
        longer = f"{row} {word}" if row else word
        if row and metrics.horizontalAdvance(longer) > room:
            rows.append(row)
            longer = word
        row = longer
        while metrics.horizontalAdvance(row) > room and len(row) > 1:
            some = max(int(len(row) * room / metrics.horizontalAdvance(row)), 1)
            while some > 1 and metrics.horizontalAdvance(row[:some]) > room:
                some -= 1
            rows.append(row[:some])
            row = row[some:]
    rows.append(row)
    return "\n".join(rows), metrics.lineSpacing() * len(rows)


def drawn(make: Callable[[], Receipt], width: float) -> Drawing:
    """Make a receipt and lay it out: the work of a background thread."""
    return Drawing(make(), width)

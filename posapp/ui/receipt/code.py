"""The QR of a receipt's number, as rectangles to fill. Takes a while, once per number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

_BORDER = 2


@dataclass(frozen=True)
class Code:
    """A square of dark and light cells.

    Attributes:
        edge: cells on each side, the quiet border included.
        dark: runs of dark cells: row, first column, how many.
    """

    edge: int
    dark: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=8)
def code(text: str) -> Code:
    """The QR of a text. Some 20 ms, so not for the GUI thread; kept for the next time."""
    import qrcode  # a program starts sooner without
    from qrcode.constants import ERROR_CORRECT_M

    made = qrcode.QRCode(border=_BORDER, error_correction=ERROR_CORRECT_M)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    dark = []
    for row, cells in enumerate(rows):
        for is_dark, run in groupby(enumerate(cells), key=lambda cell: bool(cell[1])):
            columns = [column for column, _ in run]
            if is_dark:
                dark.append((row, columns[0], len(columns)))
    return Code(len(rows), tuple(dark))


def paint(painter: QPainter, made: Code, place: QRectF) -> None:
    """Fill a square with it; cells that touch overlap by a hair, so that no gap shows."""
    edge = place.width() / made.edge
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#000000"))
    painter.drawRects(
        [
            QRectF(
                place.x() + first * edge,
                place.y() + row * edge,
                count * edge + 0.2,
                edge + 0.2,
            )
            for row, first, count in made.dark
        ]
    )
    painter.restore()

"""The receipt on screen, which looks like paper, and as a PDF."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QSizeF, Signal
from PySide6.QtGui import (
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.domain.errors import StoreTrouble
from posapp.domain.receipt import Receipt
from posapp.ui import style
from posapp.ui.receipt.drawing import PAPER, Drawing

_TOOTH = 8
_LEAST = 320  # high, while it is empty
_WIDE_MM, _WIDE = 80.0, 300.0
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


class Paper(QWidget):
    """A strip of paper, as long as it must be; empty until its drawing is there.

    Signals:
        drawing_wanted: for this width; give it to ``show_drawing``.
    """

    drawing_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receipt.paper")
        self._drawing: Drawing | None = None
        self.setFixedHeight(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """Everything that stands on it."""
        return self._drawing.said if self._drawing else ""

    def show_drawing(self, drawing: Drawing) -> None:
        """What stands on it; one for a width that it no longer has comes too late."""
        if drawing.width != self._room:
            return
        self._drawing = drawing
        self.setAccessibleName(drawing.said)
        self.setFixedHeight(round(drawing.height) + _TOOTH)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.drawing_wanted.emit(self._room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(style.palette().border_strong))
        painter.setBrush(QColor(PAPER))
        painter.drawPolygon(self._outline())
        if self._drawing is not None:
            painter.translate(1, 0)
            self._drawing.paint(painter)

    @property
    def _room(self) -> float:
        return float(self.width() - 2)

    def _outline(self) -> QPolygonF:
        """Torn off at the lower end."""
        wide, low = self.width() - 1.0, self.height() - 1.0
        teeth = max(round(wide / (2 * _TOOTH)), 1)
        step = wide / teeth / 2
        points = [QPointF(0.5, 0.5), QPointF(wide + 0.5, 0.5), QPointF(wide + 0.5, low)]
        for tooth in range(2 * teeth - 1, -1, -1):
            y = low - _TOOTH if tooth % 2 else low
            points.append(QPointF(0.5 + tooth * step, y))
        return QPolygonF(points)


def write_pdf(folder: Path, make: Callable[[], Receipt]) -> Path:
    """Write a receipt as a PDF of 80 mm width into ``folder/receipts``. Takes a while.

    Returns:
        Where it is; a file of an earlier time is replaced.

    Raises:
        StoreTrouble: it cannot be written.
    """
    receipt = make()
    drawing = Drawing(receipt, _WIDE)
    place = folder / "receipts"
    path = place / f"{receipt.number.translate(_NOT_IN_NAMES)}.pdf"
    size = QSizeF(_WIDE_MM, drawing.height * _WIDE_MM / _WIDE)
    try:
        place.mkdir(exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise StoreTrouble(str(error)) from error
    pdf = QPdfWriter(str(path))
    pdf.setTitle(receipt.number)
    pdf.setCreator("posapp")
    pdf.setPageLayout(
        QPageLayout(
            QPageSize(
                size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
            ),
            QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
    )
    painter = QPainter()
    if not painter.begin(pdf):
        raise StoreTrouble(path.name)
    scale = pdf.width() / _WIDE
    painter.scale(scale, scale)
    drawing.paint(painter)
    if not painter.end() or not path.exists():
        raise StoreTrouble(path.name)
    return path

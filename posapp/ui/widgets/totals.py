"""What the cart comes to, and why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money, total
from posapp.domain.pricing import PricedCart
from posapp.ui import formats, icons, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, LARGE, SMALL

_STEP = 22


class Totals(QWidget):
    """Items, discounts, shipping, tax; what is taken and what is shipped; the total.

    Attributes:
        rows: (what, amount) as shown, top to bottom. ``total``: the large figure as shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sale.totals")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rows: tuple[tuple[str, str], ...] = ()
        self.parts: tuple[tuple[str, str, str], ...] = ()
        self.total = ""
        self._label = ""
        self._compact = False

    def show_compact(self, compact: bool) -> None:
        """One row instead of a table, where there is little height."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def show_totals(self, priced: PricedCart) -> None:
        """Show the figures of a cart; the same ones are not painted again."""
        before = (self.rows, self.parts, self._label, self.total)
        self.rows = self._rows(priced)
        self.parts = self._parts(priced)
        self._label = self.tr("To pay") if priced.prepaid else self.tr("Total")
        self.total = formats.money(priced.due)
        if before == (self.rows, self.parts, self._label, self.total):
            return
        said = [f"{what} {amount}" for what, amount in (*self.rows, (self._label, self.total))]
        self.setAccessibleName(", ".join(said))
        self.updateGeometry()
        self.update()

    def _rows(self, priced: PricedCart) -> tuple[tuple[str, str], ...]:
        totals = priced.totals
        rows = [(self.tr("Items"), totals.items)]
        if totals.discounts:
            rows.append((self.tr("Discounts"), -totals.discounts))
        if totals.shipping:
            rows.append((self.tr("Shipping"), totals.shipping))
        if totals.rounding:
            rows.append((self.tr("Rounding"), totals.rounding))
        included = totals.items - totals.discounts + totals.shipping + totals.rounding
        tax = self.tr("of which tax") if included == totals.grand else self.tr("Tax")
        rows.append((tax, totals.tax))
        if priced.prepaid:
            rows.append((self.tr("Paid online"), -priced.prepaid))
        return tuple((what, formats.money(amount)) for what, amount in rows)

    def _parts(self, priced: PricedCart) -> tuple[tuple[str, str, str], ...]:
        """Icon, word and sum of what goes which way; only when something is shipped."""
        if not priced.cart.ships:
            return ()
        ways = (
            (Fulfilment.TAKE, "bag", self.tr("Take now")),
            (Fulfilment.SHIP, "truck", self.tr("Ship home")),
        )
        sums = [(icon, word, _sum(priced, way)) for way, icon, word in ways]
        return tuple((icon, word, formats.money(amount)) for icon, word, amount in sums)

    def sizeHint(self) -> QSize:
        if self._compact:
            return QSize(320, 40)
        return QSize(320, _STEP * max(len(self.rows), 2) + 52)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._compact:
            self._paint_compact(painter)
            return
        half = self.width() / 2 if self.parts else 0.0
        self._paint_parts(painter, half)
        top = 0.0
        for what, amount in self.rows:
            place = QRectF(half, top, self.width() - half, _STEP)
            self._pair(painter, place, what, amount)
            top += _STEP
        self._paint_total(painter)

    def _paint_compact(self, painter: QPainter) -> None:
        said = "   ".join(f"{what} {amount}" for what, amount in self.rows[1:])
        wide = QFontMetrics(style.font(LARGE, Weight.BOLD)).horizontalAdvance(self.total)
        room = QRectF(0, 0, self.width() - wide - 16, self.height())
        font = style.font(SMALL)
        painter.setFont(font)
        painter.setPen(QColor(style.palette().muted))
        elided = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(
            f"{self._label}   {said}", elided, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        self._paint_figure(painter, QRectF(0, 0, self.width(), self.height()))

    def _paint_parts(self, painter: QPainter, half: float) -> None:
        top, colours = 0.0, style.palette()
        for icon, word, amount in self.parts:
            icons.paint(painter, icon, colours.muted, QRectF(0, top + 3, 16, 16))
            self._pair(painter, QRectF(24, top, half - 24 - 32, _STEP), word, amount)
            top += _STEP

    def _pair(self, painter: QPainter, place: QRectF, what: str, amount: str) -> None:
        colours = style.palette()
        painter.setFont(style.font(SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, what)
        painter.setFont(style.font(SMALL, Weight.MEDIUM))
        painter.setPen(QColor(colours.text))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, right, amount)

    def _paint_total(self, painter: QPainter) -> None:
        place = QRectF(0, self.height() - 44, self.width(), 44)
        painter.setPen(QColor(style.palette().text))
        painter.setFont(style.font(BODY, Weight.STRONG))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._label)
        self._paint_figure(painter, place)

    def _paint_figure(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(QColor(style.palette().text))
        painter.setFont(style.font(LARGE, Weight.BOLD))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, right, self.total)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


def _sum(priced: PricedCart, way: Fulfilment) -> Money:
    return total(
        (line.gross for line in priced.lines if line.line.fulfilment is way),
        priced.totals.grand.currency,
    )

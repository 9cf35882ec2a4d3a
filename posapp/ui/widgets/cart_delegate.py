"""Paints one line of the cart: two rows of text, a stepper, marks, and what it costs."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from posapp.domain.cart import Line
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.pricing import PricedLine
from posapp.ui import formats, icons, style
from posapp.ui.reasons import note, reason
from posapp.ui.style import Weight
from posapp.ui.tokens import BAR, BODY, CARD_EDGE, CONTROL_RADIUS, GUTTER, ROW, SMALL, Tone
from posapp.ui.widgets.cart_model import DOUBT, LINE, fulfilment_word, origin_mark, total_of
from posapp.ui.widgets.one_line import paint_line
from posapp.ui.widgets.pills import paint_pill, pill_width

translate = QCoreApplication.translate
TALL = ROW
_STEPPER = 112
_TOTAL = 104
_TAG = 100
_SLIM = 470  # a row narrower than this shows the quantity alone
_TERSE = 590  # and one narrower than this of the tag only the icon
_QUANTITY, _MARK, _AMOUNT = 44, 40, 92
_TALL_TAG = 26


class Spot(Enum):
    """What of a row was touched."""

    LESS = "less"
    QUANTITY = "quantity"
    MORE = "more"
    FULFILMENT = "fulfilment"
    LINE = "line"


def spot_at(row: QRectF, x: float) -> Spot:
    """What stands at ``x`` of a row."""
    from_left = x - row.left() - _inset(row)
    if _slim(row) and from_left < _QUANTITY + 4:
        return Spot.QUANTITY
    if not _slim(row) and from_left < _STEPPER + 4:
        third = _STEPPER / 3
        spots = (Spot.LESS, Spot.QUANTITY, Spot.MORE)
        return spots[max(0, min(2, int(from_left / third)))]
    tag = _tag(row, row.center().y())
    return Spot.FULFILMENT if tag.left() - 8 <= x <= tag.right() else Spot.LINE


def _slim(row: QRectF) -> bool:
    return row.width() < _SLIM


def _inset(row: QRectF) -> float:
    """The lines begin where the heading, the messages and the totals of the card do."""
    return GUTTER if _slim(row) else CARD_EDGE


def _end(row: QRectF) -> float:
    """And they end there: amounts and totals share one edge."""
    return row.right() + BAR - CARD_EDGE


def _tag(row: QRectF, middle: float) -> QRectF:
    right = _end(row) - (_AMOUNT if _slim(row) else _TOTAL)
    wide = _MARK if row.width() < _TERSE else _TAG
    return QRectF(right - wide, middle - _TALL_TAG / 2, wide, _TALL_TAG)


def _pill(row: QRectF, line: Line, amount: str) -> QRectF:
    """As much of the tag's place as its word needs, clear of an amount of many digits."""
    place = _tag(row, row.center().y())
    word, icon = fulfilment_word(line.fulfilment)
    needed = pill_width("" if place.width() < _TAG else word, icon)
    place.setLeft(max(place.left(), place.right() - needed))
    begins = _end(row) - QFontMetrics(style.font(BODY, Weight.STRONG)).horizontalAdvance(amount)
    return place.translated(min(0.0, begins - GUTTER - place.right()), 0)


class CartDelegate(QStyledItemDelegate):
    """Everything about a line at one glance; colours only from the palette."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(320, TALL)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        priced: PricedLine = index.data(LINE)
        row = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        _paint_ground(painter, row, chosen=chosen)
        _paint_stepper(painter, row, priced.line.quantity, chosen=chosen)
        doubt: str = index.data(DOUBT)
        below = _below(priced, doubt)
        left = row.left() + _inset(row) + (_QUANTITY + 10 if _slim(row) else _STEPPER + 16)
        amount = formats.money(total_of(priced))
        pill = _pill(row, priced.line, amount)
        room = pill.left() - GUTTER - left
        above = bool(priced.discounted) or _wide(below) > room
        middle = row.center().y() - (12 if above else 0)  # then below has the whole width
        pill.moveTop(middle - _TALL_TAG / 2)
        _paint_tag(painter, pill, priced.line, chosen=chosen)
        free = _paint_amounts(painter, row, middle, amount, priced.discounted)
        name = QRectF(left, row.top(), room, TALL)
        _paint_name(painter, name, priced.line, chosen=chosen)
        wide = free - left - GUTTER if above else room
        _paint_below(painter, QRectF(left, row.top(), wide, TALL), below)
        painter.restore()


def _paint_ground(painter: QPainter, row: QRectF, *, chosen: bool) -> None:
    colours = style.palette()
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        inner = row.adjusted(BAR, 2, 0, -2)
        painter.drawRoundedRect(inner, CONTROL_RADIUS, CONTROL_RADIUS)
    else:
        left = row.left() + _inset(row)
        line = QRectF(left, row.bottom() - 1, _end(row) - left, 1)
        painter.fillRect(line, QColor(colours.border))


def _paint_stepper(painter: QPainter, row: QRectF, quantity: int, *, chosen: bool) -> None:
    colours = style.palette()
    wide = _QUANTITY if _slim(row) else _STEPPER
    box = QRectF(row.left() + _inset(row) + 0.5, row.center().y() - 19.5, wide, 40)
    painter.setPen(QPen(QColor(colours.border_strong if chosen else colours.border), 1))
    painter.setBrush(QColor(colours.card))
    painter.drawRoundedRect(box, 9, 9)
    middle = box.center().y()
    steps = (("minus", box.left() + 20), ("plus", box.right() - 20))
    for icon, x in () if _slim(row) else steps:
        place = QRectF(x - 9, middle - 9, 18, 18)
        icons.paint(painter, icon, colours.accent_text, place)
    painter.setFont(style.font(BODY, Weight.STRONG))
    painter.setPen(QColor(colours.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, formats.count(quantity))


def _paint_name(painter: QPainter, box: QRectF, line: Line, *, chosen: bool) -> None:
    upper = QRectF(box.left(), box.center().y() - 23, box.width(), 22)
    mark = origin_mark(line.origin)
    if mark:
        width = pill_width(mark)
        place = QRectF(upper.left(), upper.center().y() - 10, width, 20)
        paint_pill(painter, place, mark, Tone.NEUTRAL, chosen=chosen)
        upper.setLeft(upper.left() + width + 6)
    name = formats.tamed(line.product.name)
    _text(painter, upper, name, BODY, Weight.STRONG, style.palette().text)


_Below = tuple[tuple[str, Weight, str], ...]


def _below(priced: PricedLine, doubt: str) -> _Below:
    """The lower row: text, weight and colour of each part. Variant and SKU, and the price of
    one of several; then what is doubtful, why the line is so, its note, and the names of
    discounts, to which the SKU gives way."""
    line, colours, each = priced.line, style.palette(), ""
    if line.quantity > 1:
        each = translate("cart", "{price} each").format(price=formats.money(line.unit_price))
    first = (line.product.variant, each, "" if doubt or _told(priced) else line.product.sku)
    labels = " · ".join(discount.label for discount in priced.discounts if discount.label)
    parts = (
        (" · ".join(formats.tamed(part, 120) for part in first if part), colours.muted),
        (doubt, colours.warn),
        (reason(line.reason, line.unit_price.currency), colours.warn),
        (note(line.note), colours.text),
        (labels, colours.good),
    )
    weights = (Weight.REGULAR, *[Weight.MEDIUM] * 4)
    return tuple(
        (formats.tamed(text, 240), weight, ink)
        for (text, ink), weight in zip(parts, weights, strict=True)
        if text
    )


def _told(priced: PricedLine) -> bool:
    line = priced.line
    return bool(line.reason or line.note or any(one.label for one in priced.discounts))


def _wide(below: _Below) -> int:
    letters = (
        QFontMetrics(style.font(SMALL, weight)).horizontalAdvance(text)
        for text, weight, _ in below
    )
    return sum(letters) + GUTTER * (len(below) - 1)


def _paint_below(painter: QPainter, box: QRectF, below: _Below) -> None:
    left = QRectF(box.left(), box.center().y() + 1, box.width(), 20)
    for text, weight, ink in below:
        left.setLeft(left.left() + _text(painter, left, text, SMALL, weight, ink) + GUTTER)


def _paint_tag(painter: QPainter, place: QRectF, line: Line, *, chosen: bool) -> None:
    word, icon = fulfilment_word(line.fulfilment)
    tone = Tone.NEUTRAL if line.fulfilment is Fulfilment.TAKE else Tone.WARN
    said = word if place.width() > _MARK else ""
    paint_pill(painter, place, said, tone, icon=icon, chosen=chosen)


def _paint_amounts(
    painter: QPainter, row: QRectF, middle: float, amount: str, discounted: Money
) -> float:
    """The line's total, and below it what is taken off; where the lower row is free up to."""
    colours = style.palette()
    right = _end(row)
    box = QRectF(row.left(), middle - 11, right - row.left(), 22)
    painter.setFont(style.font(BODY, Weight.STRONG))
    painter.setPen(QColor(colours.text))
    aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, aligned, amount)
    if not discounted:
        return right
    font, saved = style.font(SMALL, Weight.MEDIUM), formats.money(-discounted)
    painter.setFont(font)
    painter.setPen(QColor(colours.good))
    lower = QRectF(row.left(), row.center().y() + 1, right - row.left(), 20)
    painter.drawText(lower, aligned, saved)
    return right - QFontMetrics(font).horizontalAdvance(saved)


def _text(
    painter: QPainter, box: QRectF, text: str, size: int, weight: Weight, ink: str
) -> int:
    return paint_line(painter, box, text, style.font(size, weight), ink)

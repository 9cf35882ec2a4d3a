"""Paints one product that was found: picture, name, variant, SKU, price and stock."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from posapp.domain.catalogue import Product
from posapp.ui import formats, icons, style
from posapp.ui.pictures import Pictures
from posapp.ui.plurals import plurals
from posapp.ui.style import Weight
from posapp.ui.tokens import BAR, BODY, CONTROL_RADIUS, GUTTER, SMALL, Tone
from posapp.ui.widgets.one_line import paint_line

translate = QCoreApplication.translate
PRODUCT = Qt.ItemDataRole.UserRole + 1
TALL = 64
_THREE, _ROW = 76, 21
SIDE = 16  # from the edge of the column of results, as its heading
_EDGE = 44
_FEW = 3
_DRAWN = (
    (("shoe", "boot", "sneaker", "scarp", "stival", "sandal"), "shoe"),
    (("shirt", "top", "knit", "magli", "camici", "sweat", "tee"), "shirt"),
    (("coat", "jacket", "dress", "trouser", "giacc", "abit", "pantalon", "skirt"), "hanger"),
    (("bag", "bors", "zain"), "bag"),
    (("gift", "regal"), "gift"),
)


def placeholder(product: Product) -> str:
    """The drawn icon that stands for a product while its picture is not here."""
    said = f"{product.category} {product.name}".lower()
    for words, icon in _DRAWN:
        if any(word in said for word in words):
            return icon
    return "tag"


def stock_words(product: Product) -> tuple[str, Tone]:
    """What is here, in words and a tone."""
    if not product.active:
        return translate("search", "Discontinued"), Tone.BAD
    if product.on_hand <= 0:
        return translate("search", "None here"), Tone.BAD
    if product.on_hand <= _FEW:
        return plurals.last(product.on_hand), Tone.WARN
    return plurals.here(product.on_hand), Tone.GOOD


def paint_picture(
    painter: QPainter, place: QRectF, product: Product, picture: QPixmap | None
) -> None:
    """A product's picture with round corners, or its drawn placeholder."""
    colours = style.palette()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.sunken))
    painter.drawRoundedRect(place, 8, 8)
    if picture is None:
        inside = place.adjusted(11, 11, -11, -11)
        icons.paint(painter, placeholder(product), colours.faint, inside)
        return
    path = QPainterPath()
    path.addRoundedRect(place, 8, 8)
    painter.save()
    painter.setClipPath(path)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, picture, QRectF(picture.rect()))
    painter.restore()


class ProductDelegate(QStyledItemDelegate):
    """Name, variant and price, SKU and stock, beside a picture.

    Args:
        sisters: all are variants of one product, so that only the variant is worth reading.
    """

    def __init__(
        self, pictures: Pictures, parent: QWidget | None = None, *, sisters: bool = False
    ) -> None:
        super().__init__(parent)
        self._pictures, self._sisters = pictures, sisters

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(240, TALL if self._sisters else _THREE)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        product: Product = index.data(PRODUCT)
        row = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.palette().accent_soft))
            ground = row.adjusted(0 if self._sisters else BAR, 1, 0, -1)
            painter.drawRoundedRect(ground, CONTROL_RADIUS, CONTROL_RADIUS)
        left, right = self._edges()
        picture = QRectF(row.left() + left, row.center().y() - _EDGE / 2, _EDGE, _EDGE)
        paint_picture(painter, picture, product, self._pictures.get(product.image))
        self._paint_texts(painter, row.adjusted(left + _EDGE + 12, 0, -right, 0), product)
        painter.restore()

    def _edges(self) -> tuple[int, int]:
        """From a row's ends to what stands in it; beside the right one lies the scroll bar."""
        return (GUTTER, GUTTER) if self._sisters else (SIDE, SIDE - BAR)

    def _paint_texts(self, painter: QPainter, box: QRectF, product: Product) -> None:
        """A name has a row to itself, and what tells its variants apart is never cut."""
        colours = style.palette()
        said, tone = stock_words(product)
        name, variant = formats.tamed(product.name), formats.tamed(product.variant)
        price, stock = (formats.money(product.price), colours.text), (said, colours.ink(tone))
        sku, nothing = (product.sku, colours.muted), ("", colours.text)
        small, strong = (SMALL, Weight.REGULAR), (BODY, Weight.STRONG)
        rows = [((variant, colours.text), price, strong), (sku, stock, small)]
        if not (self._sisters and variant):
            rows[0] = ((variant, colours.muted), price, small)
            rows.insert(0, ((name, colours.text), nothing, strong))
        top = box.center().y() - _ROW * len(rows) / 2
        for left, right, how in rows:
            _pair(painter, QRectF(box.left(), top, box.width(), _ROW), left, right, how)
            top += _ROW


def _pair(
    painter: QPainter,
    box: QRectF,
    left: tuple[str, str],
    right: tuple[str, str],
    how: tuple[int, Weight],
) -> None:
    """Text at both ends of a row; the left one gives way, in its middle beside another one:
    variants and SKUs differ at their ends."""
    strong = style.font(how[0], Weight.STRONG)
    width = QFontMetrics(strong).horizontalAdvance(right[0])
    painter.setFont(strong)
    painter.setPen(QColor(right[1]))
    aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(box, aligned, right[0])
    font = style.font(*how)
    room = box.adjusted(0, 0, -width - 10, 0)
    text = left[0]
    if right[0]:
        middle = Qt.TextElideMode.ElideMiddle
        text = QFontMetrics(font).elidedText(text, middle, int(room.width()))
    paint_line(painter, room, text, font, left[1])

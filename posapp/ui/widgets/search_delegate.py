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
from posapp.ui.tokens import BODY, CONTROL_RADIUS, GUTTER, SMALL, Tone

translate = QCoreApplication.translate
PRODUCT = Qt.ItemDataRole.UserRole + 1
TALL = 64
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
    """Two rows of text beside a picture; stock and price stand right, in the lower one.

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
        return QSize(240, TALL)

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
            painter.drawRoundedRect(row.adjusted(4, 1, -4, -1), CONTROL_RADIUS, CONTROL_RADIUS)
        picture = QRectF(row.left() + GUTTER, row.center().y() - _EDGE / 2, _EDGE, _EDGE)
        paint_picture(painter, picture, product, self._pictures.get(product.image))
        self._paint_texts(painter, row.adjusted(GUTTER + _EDGE + 12, 0, -GUTTER, 0), product)
        painter.restore()

    def _paint_texts(self, painter: QPainter, box: QRectF, product: Product) -> None:
        """The name has a row to itself; variants differ in the variant, so that and the
        price stand first there."""
        colours = style.palette()
        said, tone = stock_words(product)
        upper = QRectF(box.left(), box.center().y() - 22, box.width(), 22)
        lower = QRectF(box.left(), box.center().y(), box.width(), 20)
        name, variant = formats.tamed(product.name), formats.tamed(product.variant)
        price, stock = (formats.money(product.price), colours.text), (said, colours.ink(tone))
        small, strong = (SMALL, Weight.REGULAR), (BODY, Weight.STRONG)
        if self._sisters and variant:
            _pair(painter, upper, (variant, colours.text), price, strong)
            _pair(painter, lower, (product.sku, colours.muted), stock, small)
            return
        _pair(painter, upper, (name, colours.text), ("", colours.text), strong)
        lower = _from_right(painter, lower, *price)
        lower = _from_right(painter, lower, *stock)
        below = f"{variant}   {product.sku}" if _fits(variant, product.sku, lower) else variant
        _pair(painter, lower, (below or product.sku, colours.muted), ("", colours.text), small)


def _fits(variant: str, sku: str, box: QRectF) -> bool:
    letters = QFontMetrics(style.font(SMALL))
    return bool(variant) and letters.horizontalAdvance(f"{variant}   {sku}") <= box.width()


def _from_right(painter: QPainter, box: QRectF, text: str, ink: str) -> QRectF:
    """Text at the right end of a row; what is left of the row."""
    font = style.font(SMALL, Weight.STRONG)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(box, aligned, text)
    return box.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(text) - GUTTER, 0)


def _pair(
    painter: QPainter,
    box: QRectF,
    left: tuple[str, str],
    right: tuple[str, str],
    how: tuple[int, Weight],
) -> None:
    """Text at both ends of a row; the left one gives way."""
    strong = style.font(how[0], Weight.STRONG)
    width = QFontMetrics(strong).horizontalAdvance(right[0])
    painter.setFont(strong)
    painter.setPen(QColor(right[1]))
    aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(box, aligned, right[0])
    font = style.font(*how)
    room = box.adjusted(0, 0, -width - 10, 0)
    painter.setFont(font)
    painter.setPen(QColor(left[1]))
    shown = QFontMetrics(font).elidedText(
        left[0], Qt.TextElideMode.ElideRight, int(room.width())
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

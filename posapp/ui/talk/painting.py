"""Paints bubbles: plain shapes and plain text, nothing foreign is ever interpreted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from posapp.domain.catalogue import Product
from posapp.domain.conversation import Delivery, Direction, Promise, PromiseState
from posapp.ui import formats, icons, style
from posapp.ui.pictures import Pictures
from posapp.ui.style import Weight
from posapp.ui.talk import bubble as laid
from posapp.ui.talk import channels
from posapp.ui.talk.bubble import Block, Bubble
from posapp.ui.talk.photos import Photos
from posapp.ui.talk.timeline import Entry
from posapp.ui.tokens import SMALL, Tone
from posapp.ui.widgets.one_line import paint_line
from posapp.ui.widgets.pills import paint_pill, pill_width
from posapp.ui.widgets.search_delegate import paint_picture

translate = QCoreApplication.translate
_ROUND = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Brush:
    """What a bubble is painted with: where pictures come from, and which stop is chosen.

    Attributes:
        chosen: -1 nothing of it, else the number of the chosen product card.
        whole: the message itself is chosen.
    """

    painter: QPainter
    pictures: Pictures
    photos: Photos
    chosen: int = -1
    whole: bool = False


def promise_words(promise: Promise) -> tuple[str, Tone, str]:
    """A promise's mark: word, tone and icon."""
    if promise.state is PromiseState.REDEEMED:
        return translate("talk", "Promise kept"), Tone.GOOD, "check"
    if promise.state in (PromiseState.DECLINED, PromiseState.EXPIRED):
        return translate("talk", "Promise over"), Tone.NEUTRAL, "clock"
    if promise.expires_at is None:
        return translate("talk", "Promise"), Tone.WARN, "star"
    until = formats.day(formats.local(promise.expires_at).date())
    return translate("talk", "Promise until {day}").format(day=until), Tone.WARN, "star"


def paint(brush: Brush, bubble: Bubble, top: float, width: int) -> None:
    """Draw one row at this height of the view."""
    painter, entry = brush.painter, bubble.entry
    if entry.day:
        _paint_day(painter, entry.day, QRectF(0, top, width, laid.DAY))
    box = bubble.box.translated(0, top)
    _paint_box(brush, entry, box)
    for block in bubble.blocks:
        place = block.place.translated(box.topLeft())
        _paint_block(brush, bubble, block, place)


def _paint_day(painter: QPainter, day: str, place: QRectF) -> None:
    colours = style.palette()
    font = style.font(SMALL, Weight.MEDIUM)
    painter.setFont(font)
    wide = QFontMetrics(font).horizontalAdvance(day)
    middle, y = place.center().x(), place.center().y() + 4
    painter.setPen(QColor(colours.border))
    gap = wide / 2 + 12
    painter.drawLine(QPointF(place.left() + laid.SIDE, y), QPointF(middle - gap, y))
    painter.drawLine(QPointF(middle + gap, y), QPointF(place.right() - laid.SIDE, y))
    painter.setPen(QColor(colours.muted))
    painter.drawText(place.translated(0, 4), _CENTRE, day)


def _paint_box(brush: Brush, entry: Entry, box: QRectF) -> None:
    colours, painter = style.palette(), brush.painter
    direction = entry.message.direction
    fill = {
        Direction.IN: colours.bubble_in,
        Direction.OUT: colours.accent_soft,
        Direction.NOTE: colours.warn_soft,
        Direction.SYSTEM: "",
    }[direction]
    painter.setPen(Qt.PenStyle.NoPen)
    if fill:
        painter.setBrush(QColor(fill))
        painter.drawPath(_shape(box, direction))
    if brush.whole:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawPath(_shape(box.adjusted(1, 1, -1, -1), direction))


def _shape(box: QRectF, direction: Direction) -> QPainterPath:
    """Round corners, but a small one where the speaker stands."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(box, _ROUND, _ROUND)
    if direction is Direction.IN:
        path.addRoundedRect(QRectF(box.left(), box.bottom() - 16, 16, 16), 4, 4)
    elif direction is Direction.OUT:
        path.addRoundedRect(QRectF(box.right() - 16, box.bottom() - 16, 16, 16), 4, 4)
    return path.simplified()


def _paint_block(brush: Brush, bubble: Bubble, block: Block, place: QRectF) -> None:
    entry, painter = bubble.entry, brush.painter
    match block.kind:
        case "photo":
            _paint_photo(brush, entry, block.at, place)
        case "card":
            product = entry.products[block.at]
            _paint_card(brush, product, place, chosen=brush.chosen == block.at)
        case "text":
            _paint_text(painter, bubble, place)
        case _:
            _SIMPLE[block.kind](painter, entry, place)


def _paint_promise(painter: QPainter, entry: Entry, place: QRectF) -> None:
    if entry.promise is not None:
        said, tone, icon = promise_words(entry.promise)
        pill = QRectF(place.left(), place.top(), pill_width(said, icon), 26)
        paint_pill(painter, pill, said, tone, icon=icon)


def _paint_reactions(painter: QPainter, entry: Entry, place: QRectF) -> None:
    said = " ".join(formats.tamed(r.emoji, 8) for r in entry.message.reactions[:8])
    _line(painter, place, said, style.palette().text)


def _line(
    painter: QPainter, place: QRectF, text: str, ink: str, font: QFont | None = None
) -> None:
    """One line of text that gives way."""
    paint_line(painter, place, text, font or style.font(SMALL), ink, _LEFT)


def _paint_who(painter: QPainter, entry: Entry, place: QRectF) -> None:
    colours = style.palette()
    note = entry.message.direction is Direction.NOTE
    icon = "note" if note else channels.icon(entry.message.channel)
    ink = colours.warn if note else channels.colour(entry.message.channel)
    mark = QRectF(place.left(), place.center().y() - 8, 16, 16)
    icons.paint(painter, icon, ink, mark)
    font = style.font(SMALL, Weight.MEDIUM)
    _line(painter, place.adjusted(22, 0, 0, 0), laid.who(entry), colours.muted, font)


def _paint_quote(painter: QPainter, entry: Entry, place: QRectF) -> None:
    colours = style.palette()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.border_strong))
    painter.drawRoundedRect(QRectF(place.left(), place.top(), 3, place.height()), 1.5, 1.5)
    text = formats.tamed(entry.quoted, 200)
    _line(painter, place.adjusted(10, 0, 0, 0), text, colours.muted)


def _paint_photo(brush: Brush, entry: Entry, at: int, place: QRectF) -> None:
    colours, painter = style.palette(), brush.painter
    attachment = entry.message.attachments[at]
    is_photo = attachment.media_type in ("image/png", "image/jpeg")
    photo = brush.photos.get(attachment.name) if is_photo else None
    path = QPainterPath()
    path.addRoundedRect(place, 8, 8)
    painter.fillPath(path, QColor(colours.sunken if not colours.dark else colours.page))
    if photo is not None:
        painter.save()
        painter.setClipPath(path)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, photo, QRectF(photo.rect()))
        painter.restore()
        return
    middle = place.center()
    mark = QRectF(middle.x() - 14, middle.y() - 24, 28, 28)
    icons.paint(painter, "image" if is_photo else "note", colours.faint, mark)
    painter.setFont(style.font(SMALL))
    painter.setPen(QColor(colours.muted))
    label = formats.tamed(attachment.label, 40) or (
        translate("talk", "Photo") if is_photo else translate("talk", "File")
    )
    if is_photo and brush.photos.missing(attachment.name):
        label = translate("talk", "The photo is not here")
    painter.drawText(QRectF(place.left(), middle.y() + 8, place.width(), 24), _CENTRE, label)


def _paint_text(painter: QPainter, bubble: Bubble, place: QRectF) -> None:
    colours, message = style.palette(), bubble.entry.message
    quiet = message.deleted or message.direction is Direction.SYSTEM
    painter.setPen(QColor(colours.muted if quiet else colours.text))
    if bubble.text is not None:
        bubble.text.draw(painter, place.topLeft())


def _paint_card(brush: Brush, product: Product, place: QRectF, *, chosen: bool) -> None:
    colours, painter = style.palette(), brush.painter
    painter.setPen(
        QPen(QColor(colours.accent if chosen else colours.border), 2 if chosen else 1)
    )
    painter.setBrush(QColor(colours.card))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
    picture = QRectF(place.left() + 6, place.top() + 6, laid.CARD - 12, laid.CARD - 12)
    paint_picture(painter, picture, product, brush.pictures.get(product.image))
    texts = place.adjusted(laid.CARD + 2, 7, -34, -7)
    half = texts.height() / 2
    upper = QRectF(texts.left(), texts.top(), texts.width(), half)
    name = formats.tamed(product.name, 80)
    _line(painter, upper, name, colours.text, style.font(SMALL, Weight.STRONG))
    price, variant = formats.money(product.price), formats.tamed(product.variant, 40)
    below = " · ".join(part for part in (price, variant) if part)
    _line(painter, upper.translated(0, half), below, colours.muted)
    ink = colours.accent_text if product.active else colours.faint
    mark = QRectF(place.right() - 30, place.center().y() - 10, 20, 20)
    icons.paint(painter, "plus" if product.active else "close", ink, mark)


def _paint_meta(painter: QPainter, entry: Entry, place: QRectF) -> None:
    colours = style.palette()
    failed = entry.message.delivery is Delivery.FAILED
    painter.setFont(style.font(SMALL))
    painter.setPen(QColor(colours.bad if failed else colours.muted))
    painter.drawText(place, _RIGHT, " · ".join(laid.meta(entry)))


_SIMPLE = {
    "who": _paint_who,
    "quote": _paint_quote,
    "promise": _paint_promise,
    "reactions": _paint_reactions,
    "meta": _paint_meta,
}

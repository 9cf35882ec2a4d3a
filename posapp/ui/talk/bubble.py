"""One entry of the conversation, laid out for a width and painted."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption

from posapp.domain.conversation import Delivery, Direction
from posapp.ui import formats, style
from posapp.ui.style import Weight
from posapp.ui.talk import channels, photos
from posapp.ui.talk.timeline import Entry
from posapp.ui.tokens import BODY, SMALL

translate = QCoreApplication.translate

SIDE = 12  # from the edge of the view
PAD_X, PAD_Y = 12, 8
DAY = 40
LINE = 18
CARD = 56
GAP = 6
WIDEST = 440
LONGEST = 4000  # characters of a message that are shown


@dataclass
class Block:
    """One part of a bubble: what it is, and where, from the bubble's own corner."""

    kind: str
    place: QRectF
    at: int = 0


@dataclass
class Bubble:
    """A laid-out entry.

    Attributes:
        top: of the bubble within the row. ``height``: of the whole row.
        box: the bubble, from the row's corner. ``text``: laid-out text, if there is any.
    """

    entry: Entry
    box: QRectF
    height: int
    text: QTextLayout | None
    blocks: list[Block] = field(default_factory=list)

    def cards(self) -> list[QRectF]:
        """Where the product cards are, from the row's corner."""
        corner = self.box.topLeft()
        return [b.place.translated(corner) for b in self.blocks if b.kind == "card"]


def estimate(entry: Entry, width: int) -> int:
    """About how tall a row will be, without laying it out."""
    letters = max((_inner(entry, width)) // 8, 8)
    message = entry.message
    lines = len(message.text) // letters + message.text.count("\n") + 1
    if not message.text:
        lines = 0
    tall = min(lines, LONGEST // letters) * 20 + 2 * PAD_Y + LINE + GAP
    tall += (DAY if entry.day else 0) + (LINE if entry.opens else 0)
    tall += len(entry.products) * (CARD + GAP)
    tall += len(message.attachments) * (photos.TALL + GAP)
    return tall + (30 if entry.promise else 0)


def _full(entry: Entry) -> bool:
    return entry.message.direction in (Direction.NOTE, Direction.SYSTEM)


def _inner(entry: Entry, width: int) -> int:
    """How wide the content of a bubble may be."""
    room = width - 2 * SIDE
    widest = room if _full(entry) else min(room * 9 // 10, WIDEST)
    return max(widest - 2 * PAD_X, 60)


def said(entry: Entry) -> str:
    """The text of an entry as it is shown."""
    if entry.message.deleted:
        return translate("talk", "This message was deleted.")
    return formats.tamed(entry.message.text, LONGEST, lines=True)


def lay_out(entry: Entry, width: int) -> Bubble:
    """Measure an entry for a view of this width."""
    inner = _inner(entry, width)
    text, used = _text(entry, inner)
    blocks, tall, wide = _blocks(entry, inner, text, used)
    if _full(entry):
        wide = inner
    top = (DAY if entry.day else 0) + (GAP if entry.opens else 2)
    out = entry.message.direction is Direction.OUT
    box_wide = wide + 2 * PAD_X
    left = width - SIDE - box_wide if out else SIDE
    box = QRectF(left, top, box_wide, tall)
    for block in blocks:
        if block.kind in ("card", "photo", "quote", "who"):
            block.place.setWidth(min(wide, photos.WIDE) if block.kind == "photo" else wide)
        if block.kind == "meta":
            block.place.setWidth(wide)
    return Bubble(entry, box, int(top + tall + 2), text, blocks)


def _text(entry: Entry, inner: int) -> tuple[QTextLayout | None, QRectF]:
    shown = said(entry)
    if not shown:
        return None, QRectF()
    small = entry.message.direction is Direction.SYSTEM
    font = style.font(SMALL if small else BODY)
    layout = QTextLayout(shown.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if small:
        option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y = 0.0
    widest = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(inner)
        line.setPosition(QPointF(0, y))
        y += max(line.height(), 20.0)
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return layout, QRectF(0, 0, min(widest + 1, inner), y)


class _Pile:
    """Puts the parts of a bubble below one another."""

    def __init__(self, inner: int) -> None:
        self.inner, self.y, self.wide = inner, float(PAD_Y), 40.0
        self.blocks: list[Block] = []

    def put(self, kind: str, width: float, tall: float, at: int = 0, gap: int = GAP) -> None:
        width = min(width, self.inner)
        self.blocks.append(Block(kind, QRectF(PAD_X, self.y, width, tall), at))
        self.y += tall + gap
        self.wide = max(self.wide, width)


def _blocks(
    entry: Entry, inner: int, text: QTextLayout | None, used: QRectF
) -> tuple[list[Block], float, float]:
    """The parts from the top down; the bubble's height, and its content's width."""
    message, pile = entry.message, _Pile(inner)
    system = message.direction is Direction.SYSTEM
    if entry.opens and not system:
        pile.put("who", _who_width(entry), LINE, gap=2)
    if entry.quoted:
        pile.put("quote", inner * 0.8, LINE + 8)
    for at in range(len(message.attachments)):
        pile.put("photo", photos.WIDE, photos.TALL, at)
    if text is not None:
        pile.put("text", used.width(), used.height(), gap=4)
    _hang(pile, entry)
    if not system:
        pile.put("meta", _meta_width(entry), LINE, gap=0)
    return pile.blocks, pile.y + PAD_Y - (4 if system else 2), pile.wide


def _hang(pile: _Pile, entry: Entry) -> None:
    """What hangs on a message."""
    for at in range(len(entry.products)):
        pile.put("card", pile.inner, CARD, at)
    if entry.promise is not None:
        pile.put("promise", pile.inner, 26)
    if entry.message.reactions:
        pile.put("reactions", 120, 20, gap=4)


def _meta_width(entry: Entry) -> float:
    return QFontMetrics(style.font(SMALL)).horizontalAdvance(" · ".join(meta(entry))) + 4.0


def who(entry: Entry) -> str:
    """Who speaks, and on which channel."""
    message = entry.message
    channel = channels.name(message.channel)
    name = formats.tamed(message.sender, 40)
    if message.direction is Direction.NOTE:
        return translate("talk", "Note · {name}").format(name=name)
    return f"{name} · {channel}" if name else channel


def _who_width(entry: Entry) -> float:
    letters = QFontMetrics(style.font(SMALL, Weight.MEDIUM))
    return 22.0 + letters.horizontalAdvance(who(entry)) + 2


def meta(entry: Entry) -> list[str]:
    """The quiet last line: time, edited, how far it got."""
    message = entry.message
    words = [formats.clock(message.at)]
    if message.edited:
        words.append(translate("talk", "edited"))
    if message.delivery is not None:
        words.append(
            {
                Delivery.SENT: translate("talk", "sent"),
                Delivery.DELIVERED: translate("talk", "delivered"),
                Delivery.READ: translate("talk", "read"),
                Delivery.FAILED: translate("talk", "not delivered"),
            }[message.delivery]
        )
    return words


def spoken(entry: Entry) -> str:
    """An entry for a screen reader."""
    products = ", ".join(product.name for product in entry.products)
    parts = (entry.day, who(entry), said(entry), products, " ".join(meta(entry)))
    return ". ".join(part for part in parts if part)[:1000]

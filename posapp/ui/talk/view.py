"""The virtual view of a conversation: only what is on screen is laid out and painted.

Rows have estimated heights until they are seen; measuring one moves nothing that is being
read. Ten thousand messages open in twenty short turns of the event loop, the newest first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScroller, QWidget

from posapp.ui import style
from posapp.ui.pictures import Pictures
from posapp.ui.talk import painting
from posapp.ui.talk.bubble import LINE, Bubble, estimate, lay_out, spoken
from posapp.ui.talk.photos import Photos
from posapp.ui.talk.timeline import Entry
from posapp.ui.tokens import SMALL

HEAD = 40  # above the oldest message: whether there is more
_NEAR = 240  # pixels from the oldest message at which more is asked for
_KEPT = 400  # laid-out rows


class ChatView(QAbstractScrollArea):
    """Bubbles, the newest at the bottom.

    Signals:
        product_wished: a ``Product`` of a message shall go into the cart.
        promise_wished: the ``Promise`` in a message shall be kept.
        top_reached: the oldest message is in sight. left: Esc.
    """

    product_wished = Signal(object)
    promise_wished = Signal(object)
    top_reached = Signal()
    left = Signal()

    def __init__(
        self, pictures: Pictures, photos: Photos, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chat.list")
        self.setAccessibleName(self.tr("Conversation"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._pictures, self._photos = pictures, photos
        self._entries: list[Entry] = []
        self._heights: list[int] = []
        self._tops: list[int] = [HEAD]
        self._bubbles: dict[int, Bubble] = {}
        self._laid_for = 0  # so wide
        self._chosen: tuple[int, int] = (-1, -1)
        self._head = ""
        self._settling = False
        self._stuck = True  # the newest message is in sight, and shall stay there
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        pictures.arrived.connect(self._repaint)
        photos.arrived.connect(self._repaint)

    @property
    def entries(self) -> Sequence[Entry]:
        """Everything that can be scrolled to."""
        return self._entries

    @property
    def chosen(self) -> Entry | None:
        """The entry that the keyboard is on."""
        row = self._chosen[0]
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def show_head(self, text: str) -> None:
        """What to say above the oldest message."""
        self._head = text
        self.viewport().update()

    def show_entries(self, entries: list[Entry]) -> None:
        """Show another conversation, at its newest message."""
        self._entries = entries
        self._choose(-1, -1)
        self._estimate()
        if not entries:  # the next conversation mostly needs the bar, too: it stays
            self._stuck = True
            self.viewport().update()
            return
        self._set_range()
        # Bubbles are laid out once, for the width that is left beside the bar.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._fit()
        self._settle(bottom=True)

    def _estimate(self) -> None:
        """For the width that there is now; rows are laid out when they are seen."""
        self._laid_for = self._wide
        self._heights = [estimate(entry, self._wide) for entry in self._entries]
        self._bubbles.clear()
        self._retop(0)

    def refresh(self, entries: Mapping[int, Entry]) -> None:
        """The same messages in these rows with other things hanging on them; nothing moves."""
        if not entries:
            return
        bar = self.verticalScrollBar()
        value, bottom = bar.value(), self._stuck
        for row, entry in entries.items():
            self._entries[row] = entry
            self._heights[row] = estimate(entry, self._wide)
            self._bubbles.pop(row, None)
        self._retop(0)
        self._set_range()
        bar.setValue(bar.maximum() if bottom else value)
        self._settle(bottom=bottom)

    def append(self, entries: list[Entry]) -> None:
        """Newer messages; who reads older ones is not moved."""
        bottom, before = self._stuck, len(self._entries)
        self._entries.extend(entries)
        self._heights.extend(estimate(entry, self._wide) for entry in entries)
        self._retop(before)
        self._set_range()
        self._settle(bottom=bottom)

    def prepend(self, entries: list[Entry], replaced: int = 0) -> None:
        """Older messages; what is being read stays where it is.

        Args:
            replaced: so many of the first rows are among ``entries`` again.
        """
        bar = self.verticalScrollBar()
        from_end = self._tops[-1] - bar.value()
        moved = len(entries) - replaced
        self._entries[:replaced] = entries
        self._heights[:replaced] = [estimate(entry, self._wide) for entry in entries]
        kept = {row + moved: b for row, b in self._bubbles.items() if row >= replaced}
        self._bubbles = kept
        row, card = self._chosen
        self._chosen = (row + moved, card) if row >= replaced else (-1, -1)
        self._retop(0)
        self._set_range()
        bar.setValue(self._tops[-1] - from_end)
        self._settle()

    @property
    def _wide(self) -> int:
        return max(self.viewport().width(), 120)

    def _retop(self, row: int) -> None:
        """Add the heights up again from this row on."""
        start = self._tops[row] if row else HEAD
        self._tops[row:] = accumulate(self._heights[row:], initial=start)

    def _set_range(self) -> None:
        """What can be scrolled to; the rows are settled by whoever changed them."""
        tall = self.viewport().height()
        bar = self.verticalScrollBar()
        settling, self._settling = self._settling, True
        bar.setPageStep(tall)
        bar.setRange(0, max(self._tops[-1] + 8 - tall, 0))
        self._settling = settling

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, min(last, len(self._entries)))

    def _bubble(self, row: int) -> Bubble:
        found = self._bubbles.get(row)
        if found is None:
            if len(self._bubbles) > _KEPT:
                self._bubbles.clear()
            found = self._bubbles[row] = lay_out(self._entries[row], self._wide)
        return found

    def _settle(self, *, bottom: bool = False) -> None:
        """Measure what is in sight until nothing moves any more."""
        self._settling = True
        bar = self.verticalScrollBar()
        if bottom:
            bar.setValue(bar.maximum())
        for _ in range(6):
            rows = self._visible()
            wrong = [row for row in rows if self._heights[row] != self._bubble(row).height]
            if not wrong:
                break
            anchor = rows[0] if rows[0] != wrong[0] or len(rows) == 1 else rows[1]
            offset = self._tops[anchor] - bar.value()
            for row in wrong:
                self._heights[row] = self._bubble(row).height
            self._retop(wrong[0])
            self._set_range()
            bar.setValue(bar.maximum() if bottom else self._tops[anchor] - offset)
        self._settling = False
        self._stuck = bottom or bar.value() >= bar.maximum() - 4
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        if self._settling:
            return
        self._settle()
        if value < _NEAR and self.isVisible():
            self.top_reached.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bottom = self._stuck
        self._fit()
        self._settle(bottom=bottom)

    def _fit(self) -> None:
        """To the room that there is by now; what is laid out for it stays so."""
        if self._laid_for != self._wide:
            self._estimate()
        self._set_range()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self.verticalScrollBar().value()
        self._paint_head(painter, -top)
        row_chosen, card = self._chosen
        for row in self._visible():
            y = self._tops[row] - top
            if y > event.rect().bottom() or y + self._heights[row] < event.rect().top():
                continue
            mine = row == row_chosen
            brush = painting.Brush(
                painter, self._pictures, self._photos, card if mine else -1, mine and card < 0
            )
            painting.paint(brush, self._bubble(row), y, self._wide)

    def _paint_head(self, painter: QPainter, y: int) -> None:
        if self._head and y > -HEAD:
            painter.setFont(style.font(SMALL))
            painter.setPen(style.palette().muted)
            place = QRect(12, y + 12, self._wide - 24, LINE + 4)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._head)

    def _repaint(self) -> None:
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self._page(-1 if event.key() == Qt.Key.Key_PageUp else 1)
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(len(self._entries) - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._act()
            case Qt.Key.Key_Escape:
                self._choose(-1, -1)
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """To the next stop: a message, or each of the products it speaks of."""
        row, card = self._chosen
        if row < 0:
            self._go(len(self._entries) - 1)
            return
        wanted = card + by
        if card >= 0 and 0 <= wanted < len(self._entries[row].products):
            self._choose(row, wanted)
        elif 0 <= row + by < len(self._entries):
            self._go(row + by, last=by < 0)

    def _page(self, by: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * (bar.pageStep() - 60))
        rows = self._visible()
        if rows:
            self._go(rows[0] if by < 0 else rows[-1])

    def _go(self, row: int, *, last: bool = False) -> None:
        if not 0 <= row < len(self._entries):
            return
        products = self._entries[row].products
        card = -1 if not products else (len(products) - 1 if last else 0)
        self._choose(row, card)
        self._reveal(row)

    def _reveal(self, row: int) -> None:
        bar, tall = self.verticalScrollBar(), self.viewport().height()
        self._heights[row] = self._bubble(row).height
        self._retop(row)
        self._set_range()
        if self._tops[row] < bar.value():
            bar.setValue(self._tops[row] - (HEAD if row == 0 else 8))
        elif self._tops[row + 1] > bar.value() + tall:
            bar.setValue(self._tops[row + 1] + 8 - tall)
        self._settle()

    def _choose(self, row: int, card: int) -> None:
        self._chosen = (row, card)
        entry = self.chosen
        self.setAccessibleDescription(spoken(entry) if entry else "")
        self.viewport().update()

    def _act(self) -> None:
        """Enter: the chosen product into the cart, or the promise kept."""
        entry, card = self.chosen, self._chosen[1]
        if entry is None:
            return
        if 0 <= card < len(entry.products):
            self.product_wished.emit(entry.products[card])
        elif entry.promise is not None:
            self.promise_wished.emit(entry.promise)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._touch(event.position().toPoint())

    def _touch(self, at: QPoint) -> None:
        """A product card goes into the cart; anything else is chosen."""
        y = at.y() + self.verticalScrollBar().value()
        row = bisect_right(self._tops, y) - 1
        if not 0 <= row < len(self._entries):
            return
        inside = QPoint(at.x(), y - self._tops[row])
        for card, place in enumerate(self._bubble(row).cards()):
            if place.contains(inside):
                self._choose(row, card)
                self._act()
                return
        self._choose(row, 0 if self._entries[row].products else -1)

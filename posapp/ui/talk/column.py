"""The conversation column: filters, the timeline, the reply window, the privacy shutter."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QWidget

from posapp.domain.conversation import Channel, Conversation, Message
from posapp.domain.errors import PosError
from posapp.domain.visit import Visit
from posapp.ui import icons, keys, style, words
from posapp.ui.customer import parts
from posapp.ui.customer.parts import TroubleLine
from posapp.ui.pictures import Pictures
from posapp.ui.style import Weight
from posapp.ui.talk import channels
from posapp.ui.talk.photos import Photos
from posapp.ui.talk.timeline import Timeline
from posapp.ui.talk.view import ChatView
from posapp.ui.tokens import BODY, GUTTER, SMALL, TOUCH, Tone
from posapp.ui.widgets.boxes import Card, Rule, row
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import heading
from posapp.ui.widgets.pills import Pill

_PER_ROW = 6


class Notice(QWidget):
    """An icon and two lines where there is nothing to read."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon = icon
        self._first = self._second = ""

    def show_words(self, first: str, second: str) -> None:
        """Say why."""
        self._first, self._second = first, second
        self.setAccessibleName(f"{first}. {second}".strip(". "))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, x, y = style.palette(), self.width() / 2, self.height() / 2 - 30
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunken))
        painter.drawEllipse(QRectF(x - 32, y - 32, 64, 64))
        icons.paint(painter, self._icon, colours.faint, QRectF(x - 14, y - 14, 28, 28))
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.setFont(style.font(BODY, Weight.STRONG))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(16, y + 46, self.width() - 32, 24), middle, self._first)
        painter.setFont(style.font(SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(24, y + 72, self.width() - 48, 60), middle, self._second)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class TalkColumn(Card):
    """Told a visit; says what the clerk wants of it.

    Signals:
        product_wished: a ``Product`` for the cart. promise_wished: a ``Promise`` to keep.
        older_asked: a page of older messages. retry_asked: read the visit again.
        left: Esc; back to the box.
    """

    product_wished = Signal(object)
    promise_wished = Signal(object)
    older_asked = Signal()
    retry_asked = Signal()
    left = Signal()

    def __init__(
        self, pictures: Pictures, photos: Photos, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, margin=0)
        self.setObjectName("chat")
        self.setAccessibleName(self.tr("Conversation"))
        self._visit: Visit | None = None
        self._channel: Channel | None = None
        self._shut = False
        self._loading = False
        self._now = datetime.min.replace(tzinfo=UTC)
        self.view = ChatView(pictures, photos)
        self.view.product_wished.connect(self.product_wished)
        self.view.promise_wished.connect(self.promise_wished)
        self.view.top_reached.connect(self._near_top)
        self.view.left.connect(self.left)
        self.trouble = TroubleLine("chat.trouble")
        self.trouble.retry_asked.connect(self.retry_asked)
        self.older_trouble = TroubleLine("chat.oldertrouble")
        self.older_trouble.retry_asked.connect(self._ask_older)
        self.reply = Pill("", Tone.NEUTRAL, name="chat.reply", icon="reply")
        self.shutter = Button(
            "",
            "chat.shutter",
            icon="eye-off",
            key=keys.shown("shutter"),
            kind=Kind.QUIET,
            said=self.tr("Hide the conversation"),
        )
        self.shutter.clicked.connect(self.toggle_shutter)
        self.nothing = Notice("chat", "chat.nothing")
        self.hidden = Notice("eye-off", "chat.hidden")
        self.hidden.show_words(
            self.tr("Conversation hidden"), self.tr("The same key or button shows it again.")
        )
        self._filters: dict[Channel | None, Button] = {}
        self._grid = QGridLayout()
        self._stack = QStackedWidget()
        for page in (self.nothing, self.hidden, self.view):
            self._stack.addWidget(page)
        self._lay_out()
        self.show_visit(None, self._now)

    def _lay_out(self) -> None:
        self.rows.setSpacing(0)
        head = row(gap=8)
        head.setContentsMargins(16, 6, 6, 6)
        head.addWidget(heading(self.tr("Conversation")))
        head.addStretch(1)
        head.addWidget(self.shutter)
        self.rows.addLayout(head)
        self._grid.setContentsMargins(GUTTER, 0, GUTTER, 8)
        self._grid.setSpacing(4)
        self.rows.addLayout(self._grid)
        for line in (self.trouble, self.older_trouble):
            said = row()
            said.setContentsMargins(16, 0, 6, 0)
            said.addWidget(line)
            self.rows.addLayout(said)
        self.rows.addWidget(Rule())
        self.rows.addWidget(self._stack, 1)
        foot = row()
        foot.setContentsMargins(GUTTER, 8, GUTTER, 10)
        foot.addWidget(self.reply)
        foot.addStretch(1)
        self.rows.addLayout(foot)

    @property
    def channel(self) -> Channel | None:
        """The one that is shown alone, or None for all."""
        return self._channel

    def show_visit(self, visit: Visit | None, now: datetime) -> None:
        """Show what was said; None: nobody is being served by name."""
        if visit is not None and visit is self._visit:
            self.show_time(now)
            return
        old, self._visit, self._now = self._visit, visit, now
        if visit is None or old is None or old.customer.id != visit.customer.id:
            self._channel, self._loading = None, False
            self.older_trouble.show_trouble("")
            old = None
        self.trouble.show_trouble(
            "" if visit is None else parts.trouble(visit, "conversations")
        )
        self._show_filters()
        if visit is not None:
            self._show_messages(old, visit)
        else:
            self.view.show_entries([])
        self._show_head()
        self._show_page()
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """The reply window is running out."""
        self._now = now
        conversation = self._replying()
        self.reply.setVisible(conversation is not None and not self._shut)
        if conversation is not None:
            text, tone = channels.reply_words(conversation, now)
            self.reply.show_status(text, tone, "reply")

    def show_older_trouble(self, error: PosError) -> None:
        """The older messages did not come."""
        self._loading = False
        self.older_trouble.show_trouble(words.explain(error).what)
        self._show_head()

    def _show_messages(self, old: Visit | None, visit: Visit) -> None:
        """Only what is new is laid out; who reads is not moved."""
        timeline = Timeline(visit, self._channel, self._now)
        grown = _grown(old.messages, visit.messages) if old is not None else None
        unchanged = old is not None and (old.promises, old.products) == (
            visit.promises,
            visit.products,
        )
        if grown is None:
            self.view.show_entries(timeline.entries(visit.messages))
            return
        before, after = grown
        if before:
            self._loading = False
            first = self.view.entries[0].message if self.view.entries else None
            again = [m for m in (first,) if m is not None]
            older = timeline.entries([*visit.messages[:before], *again])
            self.view.prepend(older, replaced=len(again))
        if after:
            last = self.view.entries[-1].message if self.view.entries else None
            self.view.append(timeline.entries(visit.messages[-after:], last))
        if not unchanged and not before and not after:
            self.view.refresh(timeline.entries(visit.messages))

    def _show_filters(self) -> None:
        here = list(dict.fromkeys(c.channel for c in self._conversations()))
        wanted: list[Channel | None] = [None, *here] if len(here) > 1 else []
        if list(self._filters) != wanted:
            for button in self._filters.values():
                button.hide()
                button.deleteLater()
            self._filters = {c: self._filter(c) for c in wanted}
            for place, button in enumerate(self._filters.values()):
                self._grid.addWidget(button, place // _PER_ROW, place % _PER_ROW)
        for channel, button in self._filters.items():
            button.setChecked(channel is self._channel)
            button.setVisible(not self._shut)

    def _conversations(self) -> tuple[Conversation, ...]:
        return self._visit.conversations if self._visit is not None else ()

    def _filter(self, channel: Channel | None) -> Button:
        all_of_them = self.tr("All")
        made = Button(
            all_of_them if channel is None else "",
            f"chat.filter.{channel.value if channel else 'all'}",
            icon=channels.icon(channel) if channel else "",
            kind=Kind.QUIET,
            said=channels.name(channel) if channel else self.tr("All channels"),
        )
        made.setToolTip(channels.name(channel) if channel else self.tr("All channels"))
        made.setCheckable(True)
        made.setMinimumWidth(TOUCH)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(partial(self._choose, channel))
        return made

    def _choose(self, channel: Channel | None, _checked: bool = False) -> None:
        self._channel = channel
        self._show_filters()
        if self._visit is not None:
            timeline = Timeline(self._visit, channel, self._now)
            self.view.show_entries(timeline.entries(self._visit.messages))
        self._show_head()
        self._show_page()
        self.show_time(self._now)

    def _replying(self) -> Conversation | None:
        """The conversation that an answer would go to: of the newest message shown."""
        talks = [c for c in self._conversations() if self._channel in (None, c.channel)]
        by_id = {talk.id: talk for talk in talks}
        newest = self.view.entries[-1].message.conversation if self.view.entries else ""
        return by_id.get(newest) or (talks[0] if talks else None)

    def _show_head(self) -> None:
        visit = self._visit
        if visit is None or not self.view.entries:
            self.view.show_head("")
        elif self._loading:
            self.view.show_head(self.tr("Fetching earlier messages…"))
        elif visit.older:
            self.view.show_head(self.tr("Earlier messages come when you scroll up"))
        else:
            self.view.show_head(self.tr("Here it began"))

    def _show_page(self) -> None:
        visit = self._visit
        page: QWidget = self.view
        if self._shut:
            page = self.hidden
        elif not self.view.entries:
            page = self.nothing
            if visit is None:
                self.nothing.show_words(
                    self.tr("No conversation"), self.tr("It appears with the customer.")
                )
            elif visit.local:
                self.nothing.show_words(
                    self.tr("Asking for the conversation…"),
                    self.tr("Messages are never kept on this register."),
                )
            else:
                self.nothing.show_words(self.tr("Nothing was written yet"), "")
        self._stack.setCurrentWidget(page)
        self.shutter.setEnabled(visit is not None or self._shut)

    @Slot()
    def toggle_shutter(self) -> None:
        """Hide the conversation from whoever looks over the counter, or show it again."""
        self._shut = not self._shut
        self.shutter.show_icon("eye" if self._shut else "eye-off")
        said = self.tr("Show the conversation") if self._shut else ""
        self.shutter.show_text("", said=said or self.tr("Hide the conversation"))
        for button in self._filters.values():
            button.setVisible(not self._shut)
        self._show_page()
        self.show_time(self._now)

    @Slot()
    def take_focus(self) -> None:
        """F7: to the messages."""
        shown = self._stack.currentWidget()
        target = self.view if shown is self.view else self.shutter
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _near_top(self) -> None:
        if not self.older_trouble.text:
            self._ask_older()

    @Slot()
    def _ask_older(self) -> None:
        if self._visit is None or not self._visit.older or self._loading:
            return
        self._loading = True
        self.older_trouble.show_trouble("")
        self._show_head()
        self.older_asked.emit()


def _grown(old: tuple[Message, ...], new: tuple[Message, ...]) -> tuple[int, int] | None:
    """How many messages came before and after the old ones; None when it is not so."""
    if not old:
        return None
    first = next((i for i, message in enumerate(new) if message.id == old[0].id), None)
    if first is None or new[first : first + len(old)] != old:
        return None
    return first, len(new) - first - len(old)

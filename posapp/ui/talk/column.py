"""The conversation column: filters, the timeline, the reply window, the privacy shutter."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from posapp.domain.conversation import Channel, Conversation, Message
from posapp.domain.errors import PosError
from posapp.domain.visit import Visit
from posapp.ui import keys, words
from posapp.ui.customer import parts
from posapp.ui.customer.parts import TroubleLine
from posapp.ui.pictures import Pictures
from posapp.ui.talk import channels
from posapp.ui.talk.filters import Filters
from posapp.ui.talk.photos import Photos
from posapp.ui.talk.timeline import Timeline
from posapp.ui.talk.view import ChatView
from posapp.ui.tokens import GUTTER, Tone
from posapp.ui.turns import Turns
from posapp.ui.widgets.boxes import Card, Rule, at_rest, row
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import heading
from posapp.ui.widgets.notice import Notice
from posapp.ui.widgets.pills import Pill

_FIRST = 200  # messages that are shown in one turn of the event loop
_MORE = 500  # earlier ones, in each turn after it


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
        self,
        pictures: Pictures,
        photos: Photos,
        turns: Turns,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, margin=0)
        self.setObjectName("chat")
        self.setAccessibleName(self.tr("Conversation"))
        self._turns = turns
        self._wanted: Visit | None = None
        self._visit: Visit | None = None
        self._timeline: Timeline | None = None
        self._ahead: list[Message] = []  # earlier than the first row, to be shown soon
        self._shut = self._silent = False
        self._loading = False
        self._now = datetime.min.replace(tzinfo=UTC)
        self.view = ChatView(pictures, photos)
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
        self.filters = Filters()
        self._stack = QStackedWidget()
        self._connect()
        self._lay_out()
        self._forget(self._now)

    def _connect(self) -> None:
        self.filters.chosen.connect(self._choose)
        self.view.product_wished.connect(self.product_wished)
        self.view.promise_wished.connect(self.promise_wished)
        self.view.top_reached.connect(self._near_top)
        self.view.left.connect(self.left)

    def _lay_out(self) -> None:
        for page in (self.nothing, self.hidden, self.view):
            self._stack.addWidget(page)
        self.rows.setSpacing(0)
        head = row(gap=8)
        head.setContentsMargins(16, 6, 6, 6)
        head.addWidget(heading(self.tr("Conversation")))
        head.addStretch(1)
        head.addWidget(self.shutter)
        self.rows.addLayout(head)
        self.rows.addWidget(self.filters)
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
        return self.filters.channel

    @property
    def shown(self) -> Visit | None:
        """What is shown by now; a visit that was told takes a few turns to get there."""
        return None if self._ahead else self._visit

    def show_visit(self, visit: Visit | None, now: datetime) -> None:
        """Show what was said, soon; None: nobody is being served by name. Nothing of another
        customer is to be seen any more."""
        old, self._wanted = self._wanted, visit
        if visit is None or old is None or old.customer.id != visit.customer.id:
            self._forget(now)
        elif visit is old:
            self.show_time(now)
            return
        if visit is not None:
            self._turns.put("talk", partial(self._take, visit, now))

    def show_silent(self, silent: bool) -> None:
        """Say whether the centre, which alone keeps conversations, does not answer."""
        if silent is not self._silent:
            self._silent = silent
            self._show_page()

    def _forget(self, now: datetime) -> None:
        """Nobody's conversation."""
        for name in ("talk", "talk.earlier"):
            self._turns.drop(name)
        self._visit, self._timeline, self._ahead = None, None, []
        self.filters.channel, self._loading = None, False
        for line in (self.trouble, self.older_trouble):
            line.show_trouble("")
        self.view.show_entries([])
        self._show_filters()
        self._show_head()
        self._show_page()
        self.show_time(now)

    def _take(self, visit: Visit, now: datetime) -> None:
        old, self._visit, self._now = self._visit, visit, now
        with at_rest(self.rows):  # everything that comes now is laid out together
            self.trouble.show_trouble(parts.trouble(visit, "conversations"))
            self._show_filters()
            self._show_messages(old, visit)
            self._show_head()
            self._show_page()
            self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """The reply window is running out, and the days have other names at midnight."""
        self._now = now
        if self._visit is not None and self._timeline is not None:
            turned = Timeline(self._visit, self.channel, now)
            if turned.today != self._timeline.today:
                self._timeline = turned
                self._hang(turned)
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
        was, timeline = self._timeline, Timeline(visit, self.channel, self._now)
        self._timeline = timeline
        grown = _grown(old.messages, visit.messages) if old is not None else None
        if old is None or grown is None:
            self._open(timeline, visit)
            return
        before, after = grown
        turned = was is None or was.today != timeline.today
        if turned or (old.promises, old.products) != (visit.promises, visit.products):
            self._hang(timeline)
        if before:
            self._loading = False
            self._ahead[:0] = timeline.shown(visit.messages[:before])
            self._show_earlier()
        if after:
            last = self.view.entries[-1].message if self.view.entries else None
            self.view.append(timeline.entries(visit.messages[-after:], last))

    def _open(self, timeline: Timeline, visit: Visit) -> None:
        """From the newest message back: the first in this turn, the rest in later ones."""
        shown = timeline.shown(visit.messages)
        self._ahead = shown[:-_FIRST]
        self.view.show_entries(timeline.entries(shown[-_FIRST:]))
        if self._ahead:
            self._turns.put("talk.earlier", self._show_earlier)

    def _show_earlier(self) -> None:
        """Some more of what was said before; what is being read stays where it is."""
        if self._timeline is None:
            return
        again = [entry.message for entry in self.view.entries[:1]]
        page = [*self._ahead[-_MORE:], *again]
        del self._ahead[-_MORE:]
        self.view.prepend(self._timeline.entries(page), replaced=len(again))
        if self._ahead:
            self._turns.put("talk.earlier", self._show_earlier)
        self._show_head()

    def _hang(self, timeline: Timeline) -> None:
        """Other promises or products hang on the messages that are shown."""
        rows = enumerate(self.view.entries)
        again = ((row, entry, timeline.again(entry)) for row, entry in rows)
        self.view.refresh({row: new for row, entry, new in again if new is not entry})

    def _show_filters(self) -> None:
        found = (conversation.channel for conversation in self._conversations())
        self.filters.show_channels(found, shut=self._shut)

    def _conversations(self) -> tuple[Conversation, ...]:
        return self._visit.conversations if self._visit is not None else ()

    @Slot()
    def _choose(self) -> None:
        self._show_filters()
        if self._visit is not None:
            self._timeline = Timeline(self._visit, self.channel, self._now)
            self._open(self._timeline, self._visit)
        self._show_head()
        self._show_page()
        self.show_time(self._now)

    def _replying(self) -> Conversation | None:
        """The conversation that an answer would go to: of the newest message shown."""
        talks = [c for c in self._conversations() if self.channel in (None, c.channel)]
        by_id = {talk.id: talk for talk in talks}
        newest = self.view.entries[-1].message.conversation if self.view.entries else ""
        return by_id.get(newest) or (talks[0] if talks else None)

    def _show_head(self) -> None:
        visit = self._visit
        if visit is None or not self.view.entries:
            self.view.show_head("")
        elif self._loading or self._ahead:
            self.view.show_head(self.tr("Fetching earlier messages…"))
        elif visit.older:
            self.view.show_head(self.tr("Earlier messages come when you scroll up"))
        else:
            self.view.show_head(self.tr("Here it began"))

    def _show_page(self) -> None:
        visit = self._wanted
        page: QWidget = self.view
        if self._shut:
            page = self.hidden
        elif not self.view.entries and not self._comes(visit):
            page = self.nothing
            if visit is None:
                self.nothing.show_words(
                    self.tr("No conversation"), self.tr("It appears with the customer.")
                )
            elif visit.local:
                asking = self.tr("Asking for the conversation…")
                self.nothing.show_words(
                    self.tr("The conversation is at the centre") if self._silent else asking,
                    self.tr("Messages are never kept on this register."),
                )
            else:
                self.nothing.show_words(self.tr("Nothing was written yet"), "")
        self._stack.setCurrentWidget(page)
        self.shutter.setEnabled(visit is not None or self._shut)

    def _comes(self, visit: Visit | None) -> bool:
        """It is here, and shown in the next turn."""
        return visit is not None and self._visit is None and bool(visit.messages)

    @Slot()
    def toggle_shutter(self) -> None:
        """Hide the conversation from whoever looks over the counter, or show it again."""
        self._shut = not self._shut
        self.shutter.show_icon("eye" if self._shut else "eye-off")
        said = self.tr("Show the conversation") if self._shut else ""
        self.shutter.show_text("", said=said or self.tr("Hide the conversation"))
        self._show_filters()
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
        if self._visit is None or not self._visit.older or self._loading or self._ahead:
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

"""The receipt beside the cart: change, print, file, send, and on to the next customer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from posapp.domain.conversation import Channel, Conversation
from posapp.domain.sale import Sale
from posapp.ui import formats
from posapp.ui.receipt.paper import Paper
from posapp.ui.talk import channels
from posapp.ui.tokens import PAY, TOUCH, Tone
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.labels import large_money, muted
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.pills import Pill


class ReceiptPanel(SidePanel):
    """A sale's receipt; just made, or found again by its number.

    Attributes:
        paper: shows what it is given; says which width it wants.

    Signals:
        copy_asked, pdf_asked, retry_asked: print again, write a file, try the printer now.
        send_asked: the channel and the address or the conversation's id.
    """

    copy_asked = Signal()
    pdf_asked = Signal()
    retry_asked = Signal()
    send_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """A frame; ``build_next`` puts the parts in, ``begin`` shows a sale in them."""
        super().__init__("", "receipt", parent)
        self.sale: Sale
        self._email = ""
        self._conversations: tuple[Conversation, ...] = ()
        self._country = ""
        self._missing = deque(
            (self._add_status, self._add_paper, self._add_buttons, self._polish)
        )
        self.hide()

    def build_next(self) -> bool:
        """One more part, a few milliseconds each; False when all are in."""
        if self._missing:
            self._missing.popleft()()
        return bool(self._missing)

    def begin(
        self,
        sale: Sale,
        *,
        fresh: bool,
        email: str = "",
        conversations: tuple[Conversation, ...] = (),
        country: str = "",
    ) -> None:
        """Show this sale, once; what was not built ahead is built now. ``country``: where
        telephone numbers are read."""
        while self.build_next():
            pass
        self.sale, self._email, self._conversations = sale, email, conversations
        self._country = country
        title = self.tr("Sold") if fresh else self.tr("Receipt")
        self.title.setText(title)
        self.setAccessibleName(f"{title} {sale.receipt}")
        self.show_subtitle(sale.receipt)
        self._change.setVisible(fresh)
        self._change_word.setText(self.tr("Change") if sale.change else self.tr("Paid"))
        self._change_figure.show_amount(sale.change or sale.totals.grand)
        self.next.show_text(self.tr("Next customer") if fresh else self.tr("Close"))
        self.first = self.next

    def _polish(self) -> None:
        """Work out how everything looks before it is seen."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()

    def _add_change(self) -> None:
        self._change = QWidget()
        rows = column(self._change, gap=0)
        self._change_word = muted()
        rows.addWidget(self._change_word)
        self._change_figure = large_money()
        self._change_figure.setObjectName("receipt.change")
        self._change_figure.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._change_figure.show_tone(Tone.GOOD)
        rows.addWidget(self._change_figure)
        self.body.addWidget(self._change)

    def _add_paper(self) -> None:
        self.paper = Paper()
        self.body.addWidget(self.paper)
        self.sending = QWidget()
        self.sending.hide()
        self.body.addWidget(self.sending)

    def _add_status(self) -> None:
        self.body.setSpacing(8)
        self._add_change()
        made = QWidget()
        line = row(made, gap=8)
        self.status = Pill("", Tone.NEUTRAL, name="receipt.status")
        self.retry = Button(
            self.tr("Try again"), "receipt.retry", icon="refresh", kind=Kind.QUIET
        )
        self.retry.clicked.connect(self.retry_asked)
        line.addWidget(self.status)
        line.addStretch(1)
        line.addWidget(self.retry)
        self.retry.hide()
        self.body.addWidget(made)

    def _build_sending(self) -> None:
        """When it is first wanted: a receipt opens within a blink."""
        from posapp.domain import phones

        rows = column(self.sending, gap=8)
        self.email = Field(self.tr("E-mail address"), "receipt.email", most=200)
        self.email.show_text(self._email)
        rows.addWidget(self.email)
        send = _wide(self.tr("Send by e-mail"), "receipt.send.email", "mail", TOUCH)
        send.show_key("Enter")
        send.show_kind(Kind.PRIMARY)
        send.clicked.connect(self._send_email)
        rows.addWidget(send)
        for talk in self._conversations:
            if talk.can_reply and talk.channel not in (Channel.EMAIL, Channel.CALL):
                name = channels.name(talk.channel)
                who = phones.shown(talk.label, self._country)
                label = f"{name} {formats.tamed(who, 30)}".strip()
                button = _wide(
                    label, f"receipt.send.{talk.channel.value}", channels.icon(talk.channel)
                )
                button.clicked.connect(partial(self._send, talk.channel, talk.id))
                rows.addWidget(button)
        back = _wide(self.tr("Back"), "receipt.send.back", "chevron-left")
        back.show_key("Esc")
        back.clicked.connect(self.show_receipt)
        rows.addWidget(back)

    def _add_buttons(self) -> None:
        self.next = Button(
            "", "receipt.next", icon="check", key="Enter", kind=Kind.PRIMARY, height=PAY
        )
        self.next.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.next.clicked.connect(self.close_panel)
        self.buttons.addWidget(self.next)
        line = row(gap=8)
        for word, name, icon, does in (
            (self.tr("Copy"), "receipt.copy", "printer", self.copy_asked.emit),
            (self.tr("PDF"), "receipt.pdf", "download", self.pdf_asked.emit),
            (self.tr("Send"), "receipt.send", "send", self.show_sending),
        ):
            made = Button(word, name, icon=icon)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # touched, Enter still goes on
            made.clicked.connect(partial(_run, does))
            line.addWidget(made, 1)
        self.buttons.addLayout(line)

    @Slot()
    def show_sending(self) -> None:
        """Ask where to send it."""
        if self.sending.layout() is None:
            self._build_sending()
        self.banner.clear()
        self.paper.hide()
        self.sending.show()
        self._lead(on=False)
        self.email.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_receipt(self) -> None:
        """The paper again."""
        self.sending.hide()
        self.paper.show()
        self._lead(on=True)
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead(self, *, on: bool) -> None:
        """Going on is what Enter does; not while it sends what was typed."""
        self.next.show_kind(Kind.PRIMARY if on else Kind.NORMAL)
        self.next.show_key("Enter" if on else "")

    def show_status(self, text: str, tone: Tone, icon: str, *, retry: bool = False) -> None:
        """How printing stands, in words."""
        self.status.show_status(text, tone, icon)
        self.retry.setVisible(retry)

    def show_done(self, text: str, second: str = "") -> None:
        """Something worked."""
        self.show_receipt()
        self.banner.show_message(text, second, Tone.GOOD)

    @Slot()
    def _send_email(self) -> None:
        self._send(Channel.EMAIL, self.email.text)

    def _send(self, channel: Channel, address: str, _checked: bool = False) -> None:
        if channel is Channel.EMAIL and not address:
            self.email.show_trouble(self.tr("Type an e-mail address."))
            return
        self.send_asked.emit(channel, address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() is not QEvent.Type.KeyPress or event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape and not self.sending.isHidden():
            self.show_receipt()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self.focusWidget()
            if isinstance(chosen, QPushButton):
                chosen.click()
            elif not self.sending.isHidden():
                self._send_email()
            else:
                self.next.click()
        else:
            super().keyPressEvent(event)


def _wide(text: str, name: str, icon: str, height: int = TOUCH) -> Button:
    made = Button(text, name, icon=icon, height=height)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _run(does: Callable[[], object], _checked: bool = False) -> None:
    does()

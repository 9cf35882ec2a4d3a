"""The payment panel: the amount, what is given, and the ways to pay."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from posapp.domain.errors import PosError
from posapp.domain.money import Money, zero
from posapp.domain.payment import Payment
from posapp.ui import keys
from posapp.ui.paying.amount import AmountEntry, settle
from posapp.ui.paying.figures import Figures, TenderList
from posapp.ui.paying.gift_card import GiftCardEntry
from posapp.ui.paying.state_page import Act, StatePage
from posapp.ui.paying.ways import Ways
from posapp.ui.tokens import Tone
from posapp.ui.widgets.panel import SidePanel

# Low keypad, likely notes, tenders: the first that fits is shown.
_WAYS_TO_FIT = (
    (False, True, True),
    (True, True, True),
    (True, False, True),
    (True, False, False),
)


class PaymentPanel(SidePanel):
    """Shows a payment and says what the clerk wants; it decides nothing about money.

    With an empty field Cash and Card mean what is due. Enter is the highlighted button.

    Attributes:
        keeps_awake: money has been taken or is being asked for; the cart must stay.
        take_scan: gets every scan first; False leaves it to the sale screen.

    Signals:
        cash_given, card_asked: the amount. credit_asked: the amount, or None for all there is.
        gift_card_given: the number, and the amount or None.
        removal_asked: a tender's id.
        complete_asked: everything is paid; write it down.
        leave_asked: Esc or the cross; the panel goes or shows why not.
    """

    cash_given = Signal(object)
    card_asked = Signal(object)
    credit_asked = Signal(object)
    gift_card_given = Signal(str, object)
    removal_asked = Signal(str)
    complete_asked = Signal()
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """A frame; ``build_next`` puts the parts in, ``begin`` shows a payment in them."""
        super().__init__("", "pay", parent)
        title = self.tr("Payment")
        self.title.setText(title)
        self.setAccessibleName(title)
        self.keeps_awake = False
        self.take_scan: Callable[[str], bool] = _leave_it
        self._payment: Payment
        self._cards = self._credit = False
        self._missing = deque((self._add_figures, self._add_entry, self._add_ways))
        self._missing += (self._add_rest, self._polish)
        self.hide()

    def build_next(self) -> bool:
        """One more part, a few milliseconds each; False when all are in."""
        if self._missing:
            self._missing.popleft()()
        return bool(self._missing)

    def begin(self, payment: Payment, *, cards: bool, credit: bool) -> None:
        """Take this payment, once; what was not built ahead is built now."""
        while self.build_next():
            pass
        self._cards, self._credit = cards, credit
        self.ways.show_possible(cards=cards, credit=credit)
        self.show_payment(payment)
        self.scrolled.viewport().installEventFilter(self)  # not before: there is nothing to fit
        self.first = self.amount

    def _add_figures(self) -> None:
        self.body.setSpacing(8)
        self.figures = Figures()
        self.tenders = TenderList()
        self.tenders.removal_asked.connect(self.removal_asked)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.tenders)

    def _add_entry(self) -> None:
        self.entry = AmountEntry()
        self.entry.changed.connect(self._typed)
        self.amount = self.entry.line
        self.body.addWidget(self.entry)

    def _add_ways(self) -> None:
        self.ways = Ways()
        self.ways.completed.connect(self.complete_asked)
        for chosen, key, does in (
            (self.ways.cash_chosen, "", self._give_cash),
            (self.ways.card_chosen, "card", self._ask_card),
            (self.ways.gift_chosen, "gift_card", self.show_gift),
            (self.ways.credit_chosen, "store_credit", self._ask_credit),
        ):
            chosen.connect(does)
            if key:
                keys.bind(self, key, does)
        self.buttons.addWidget(self.ways)

    def _add_rest(self) -> None:
        self.gift = GiftCardEntry()
        self.gift.given.connect(self._give_gift)
        self.gift.left.connect(self.show_entry)
        self.page = StatePage("pay.state")
        for part in (self.gift, self.page):
            self.body.addWidget(part)
        for acts in (self.gift.acts, self.page.acts):
            self.buttons.addWidget(acts)

    def _polish(self) -> None:
        """Work out how everything looks before it is seen."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            if event.size().height() != event.oldSize().height():
                self._fit()
            return False
        return super().eventFilter(watched, event)

    @Slot()
    def _fit(self) -> None:
        """Where there is little height something gives way for a while, but never a key."""
        if self.entry.isHidden():
            return
        listed, room = self.tenders.count > 0, self.scrolled.viewport().height()
        for low, quick, tenders in _WAYS_TO_FIT:
            self.entry.show_low(low, quick=quick and not self._payment.tenders)
            self.tenders.setVisible(listed and (tenders or self.banner.isHidden()))
            settle(self.tenders, self.entry.pad, self.entry)
            self.body.invalidate()
            if self.body.sizeHint().height() <= room:
                return

    # What is told

    def show_payment(self, payment: Payment) -> None:
        """Show how far the payment is, ready for the next amount."""
        self._payment = payment
        self.tenders.show_tenders(payment)
        self.entry.start(payment.due, quick=not payment.tenders)
        self._show_change()
        self.ways.show_settled(payment.settled)
        self.keeps_awake = bool(payment.tenders)
        self.show_entry()

    @Slot()
    def show_entry(self) -> None:
        """Amounts and ways to pay."""
        self._show_only(self.entry if not self._payment.settled else None, self.ways)
        QTimer.singleShot(0, self, self._fit)  # when the new rows know their room
        first = self.ways.complete if self._payment.settled else self.amount
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_gift(self) -> None:
        """Ask for the number of a gift card."""
        if self._ready and not self._told_cut_off():
            self._show_only(self.gift, self.gift.acts)
            self.gift.begin()

    def _told_cut_off(self) -> bool:
        """Whether the centre is away; if so, it was said."""
        if self.ways.cut_off:
            self.banner.show_message(self.ways.away, tone=Tone.WARN)
        return self.ways.cut_off

    def show_state(
        self, icon: str, tone: Tone, title: str, text: str = "", acts: Sequence[Act] = ()
    ) -> None:
        """One state in words instead of amounts."""
        self.banner.clear()
        self._show_only(None, None)
        self.tenders.setVisible(self.tenders.count > 0)  # what is paid stays in sight
        self.page.show_state(icon, tone, title, text, acts)
        if self.page.primary is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_only(self, part: QWidget | None, buttons: QWidget | None) -> None:
        self.page.clear()
        for widget in (self.entry, self.gift):
            widget.setVisible(widget is part)
        for acts in (self.ways, self.gift.acts):
            acts.setVisible(acts is buttons)

    def show_error(self, error: PosError) -> None:
        """Say next to the amounts what went wrong; they can be used again."""
        self.show_entry()
        self.banner.show_error(error)

    # What the clerk does

    @property
    def _ready(self) -> bool:
        """Amounts can be entered: no other page is up and something is due."""
        return not self.ways.isHidden() and not self._payment.settled

    @Slot()
    def _typed(self) -> None:
        self.banner.clear()
        self._show_change()

    def _show_change(self) -> None:
        due, back = self._payment.due, self._payment.change
        try:
            given = self.entry.read(due)
        except PosError:
            given = due
        if given > due:
            back = given - due
        self.figures.show_figures(due, back, bool(self._payment.tenders))

    def _amount(self) -> Money | None:
        """What was typed, what is due for nothing; None when it cannot be read."""
        due = self._payment.due
        try:
            amount = self.entry.read(due)
        except PosError as error:
            self.banner.show_error(error)
            self.amount.setFocus()
            self.amount.selectAll()
            return None
        return amount if amount > zero(due.currency) else due

    @Slot()
    def _give_cash(self) -> None:
        if self._ready and (amount := self._amount()) is not None:
            self.cash_given.emit(amount)

    @Slot()
    def _ask_card(self) -> None:
        if self._ready and self._cards and (amount := self._amount()) is not None:
            self.card_asked.emit(amount)

    @Slot()
    def _ask_credit(self) -> None:
        if self._ready and self._credit and not self._told_cut_off():
            self.credit_asked.emit(self._some())

    @Slot(str)
    def _give_gift(self, number: str) -> None:
        self.gift_card_given.emit(number, self._some())

    def _some(self) -> Money | None:
        """What was typed; None for as much as there is."""
        return None if self.entry.empty else self._amount()

    def press_primary(self) -> None:
        """Enter: the highlighted button."""
        for button in (self.page.primary, self.gift.use, self.ways.complete, self.ways.cash):
            if button is not None and button.isVisible() and button.isEnabled():
                button.click()
                return

    @Slot()
    def close_panel(self) -> None:
        if not self.gift.isHidden():
            self.show_entry()
        else:
            self.leave_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() is not QEvent.Type.KeyPress or event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self.focusWidget()
            if isinstance(chosen, QPushButton):
                chosen.click()
            else:
                self.press_primary()
        else:
            super().keyPressEvent(event)


def _leave_it(_text: str) -> bool:
    return False

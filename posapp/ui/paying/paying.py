"""One payment at a sale screen, from Pay until it is over; ``state`` says what may follow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from posapp.domain.errors import CardUnknown, DeliveryMissing, OverLimit, PosError
from posapp.domain.money import Money
from posapp.domain.payment import Payment, TenderKind
from posapp.domain.pricing import PricedCart
from posapp.services import checkout
from posapp.ui.ahead import Ahead
from posapp.ui.paying import changed
from posapp.ui.paying.asking import Asking
from posapp.ui.paying.cards import Cards
from posapp.ui.paying.giving_back import GivingBack
from posapp.ui.paying.pages import Pages
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.paying.recording import Recording
from posapp.ui.paying.scans import Scans
from posapp.ui.paying.setting_aside import SettingAside
from posapp.ui.paying.state import State
from posapp.ui.screens.serving import Serving

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


class Paying(QObject):
    """One payment at a time. Nothing of it is decided by a widget.

    Attributes:
        state: where it stands. ``payment``: what has been taken so far.
        panel, pages: what shows it; None while there is no payment.
        asking, cards, aside, recording: the centre, the terminal, gift cards and credit, and
            the sale itself; each does its part and says what came of it to this.
    """

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("paying")
        self.sale = sale
        self.state = State.CLOSED
        self.payment: Payment | None = None
        self.panel: PaymentPanel | None = None
        self.pages: Pages | None = None
        self.ahead = Ahead(PaymentPanel, sale.columns, self)
        self.asking = Asking(self)
        self.cards = Cards(self)
        self.aside = SettingAside(self)
        self.recording = Recording(self)
        self._giving_back = GivingBack(sale)
        self._scans = Scans(self)
        sale.pay_asked.connect(self.open)
        sale.serving_changed.connect(self._serving_changed)

    # Opening and closing

    @Slot(object)
    def open(self, priced: PricedCart) -> None:
        """Begin to take payment for this cart; nothing when that is going on already."""
        if self.state is not State.CLOSED:
            if self.panel is not None:
                self.panel.setFocus()
            return
        try:
            payment = checkout.begin(self.sale.workplace.register, priced)
        except DeliveryMissing as error:
            self.sale.ship_asked.emit()
            self.sale.tell_error(error)
        except OverLimit as error:
            self.sale.lines.open_discount()
            changed.tell_outgrown(self.sale.card.banner, error)
            self.sale.workplace.beep()
        except PosError as error:
            self.sale.tell_error(error)
        else:
            self._begin(payment)

    def _begin(self, payment: Payment) -> None:
        customer = self.sale.serving.customer
        credit = customer is not None and bool(customer.store_credit)
        panel = self.ahead.take()
        panel.begin(payment, cards=self.sale.workplace.register.takes_cards, credit=credit)
        self._connect(panel)
        panel.destroyed.connect(partial(self._gone, payment.id))
        self.payment, self.panel, self.pages = payment, panel, Pages(panel)
        self.state = State.OPEN
        self.sale.open_panel(panel)
        self.sale.card.pay.setEnabled(False)
        self.asking.ask(payment, customer)

    def _connect(self, panel: PaymentPanel) -> None:
        panel.cash_given.connect(self._take_cash)
        panel.card_asked.connect(self.cards.take)
        panel.credit_asked.connect(self.aside.take_credit)
        panel.gift_card_given.connect(self.aside.take_gift_card)
        panel.removal_asked.connect(self._take_back)
        panel.complete_asked.connect(self.recording.complete)
        panel.leave_asked.connect(self._leave)
        panel.take_scan = self._scans.take
        sync = self.sale.workplace.sync
        panel.ways.show_link(sync.health)
        sync.changed.connect(panel.ways.show_link)

    @Slot()
    def _leave(self) -> None:
        """Esc: leave when nothing is owed; else say what has to happen first."""
        panel, pages = self.shown
        if self.state is State.CHARGING:
            pages.charging_first()
        elif self.state is State.OPEN and self._charged:
            pages.charged(back=panel.show_entry, leave=self.let_go)
        elif self.state in (State.OPEN, State.CHECKING):
            self.let_go()

    def let_go(self) -> None:
        """End without a sale, and close the panel."""
        panel, _ = self.shown
        panel.keeps_awake = False
        self._abandon()
        if self.sale.panel is panel:
            self.sale.close_panel()

    def _gone(self, payment_id: str, _panel: object = None) -> None:
        """The panel was taken away by something else, perhaps with the whole screen."""
        if self.payment is not None and self.payment.id == payment_id:
            self._abandon()

    def _abandon(self) -> None:
        """No sale comes of this payment: give everything back."""
        payment = self.payment
        self._giving_back.go(payment, self.forget())
        if isValid(self.sale) and isValid(self.sale.card.pay):
            self.sale.card.pay.setEnabled(bool(self.sale.serving.cart))

    def forget(self) -> str:
        """The payment is over; what the centre reserved for it, if anything."""
        self.payment = self.panel = self.pages = None
        self.state = State.CLOSED
        if isValid(self.ahead):
            self.ahead.prepare()
        return self.asking.stop()

    @Slot(object)
    def _serving_changed(self, serving: Serving) -> None:
        """The cart became another while nothing was taken: pay for that one."""
        panel, payment = self.panel, self.payment
        if payment is None or panel is None:
            return
        same = serving.cart == payment.priced.cart
        if panel.keeps_awake or (same and self.sale.priced.totals == payment.priced.totals):
            self.sale.card.pay.setEnabled(False)
            return
        self.let_go()
        if serving.cart:
            self.open(self.sale.priced)

    # What was taken

    @Slot(object)
    def _take_cash(self, amount: Money) -> None:
        payment = self.taking
        if payment is None:
            return
        try:
            self.got(checkout.take_cash(self.sale.workplace.register, payment, amount))
        except PosError as error:
            self.refused(error)

    @Slot(str)
    def _take_back(self, tender_id: str) -> None:
        payment = self.taking
        if payment is None:
            return
        tender = next((one for one in payment.tenders if one.id == tender_id), None)
        if tender is not None and tender.kind is TenderKind.CASH:
            self.got(payment.without(tender_id), finish=False)
        else:
            self.aside.take_back(payment, tender_id)

    def got(self, payment: Payment, *, finish: bool = True) -> None:
        """More, or less, has been paid; everything: it becomes a sale."""
        if self.panel is None:
            return
        self.payment, self.state = payment, State.OPEN
        if payment.settled and finish:
            self.panel.keeps_awake = True
            self.recording.complete()
        else:
            self.panel.show_payment(payment)

    def refused(self, error: PosError) -> None:
        """Nothing more was paid: say why. Nobody knows it of a card: that is a state."""
        if self.panel is None or self.payment is None:
            return
        self.sale.workplace.beep()
        if isinstance(error, CardUnknown):
            self.cards.unknown(error.reference)
        else:
            self.reopen()
            self.shown[1].refused(error)

    def reopen(self) -> None:
        """Amounts can be entered again."""
        if self.panel is not None and self.payment is not None:
            self.state = State.OPEN
            self.panel.show_payment(self.payment)

    # For those who do a part of it

    @property
    def shown(self) -> tuple[PaymentPanel, Pages]:
        """What shows the payment; there must be one."""
        assert self.panel is not None, "nothing is paid without its panel"
        assert self.pages is not None
        return self.panel, self.pages

    @property
    def taking(self) -> Payment | None:
        """The payment, while amounts may be entered: a second press finds none."""
        return self.payment if self.state is State.OPEN else None

    @property
    def _charged(self) -> bool:
        tenders = self.payment.tenders if self.payment else ()
        return any(tender.kind is TenderKind.CARD for tender in tenders)


def plug(sale: SaleScreen) -> None:
    """Let a sale screen take payment."""
    from posapp.ui.paying.settling import Settling

    Settling(sale, Paying(sale))

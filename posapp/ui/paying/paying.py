"""Takes payment for a sale screen: from Pay to COMMIT; ``state`` says what may follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from posapp.domain.codes import GiftCardScan
from posapp.domain.errors import (
    CardUnknown,
    CheckoutChanged,
    DeliveryMissing,
    OverLimit,
    PosError,
)
from posapp.domain.money import Money
from posapp.domain.payment import Payment, TenderKind
from posapp.domain.pricing import PricedCart
from posapp.domain.sale import Sale
from posapp.services import checkout, identifying
from posapp.ui.paying import changed
from posapp.ui.paying.charging import Charging
from posapp.ui.paying.checking import Checking
from posapp.ui.paying.holding import Holding
from posapp.ui.paying.pages import Pages
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.paying.state import State
from posapp.ui.screens.serving import Serving

if TYPE_CHECKING:
    from posapp.services.register import Register
    from posapp.ui.screens.sale import SaleScreen


class Paying(QObject):
    """One payment at a time. Nothing of it is decided by a widget.

    Attributes:
        state: where it stands. ``payment``: what has been taken so far.
    """

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("paying")
        self._sale = sale
        self.state = State.CLOSED
        self.payment: Payment | None = None
        self._panel: PaymentPanel | None = None
        self._pages: Pages | None = None
        self._checking = Checking(sale.workplace, self)
        self._checking.away.connect(self._without_centre)
        self._checking.disagreed.connect(self.disagreed)
        self._checking.waits.connect(self._waits_for_centre)
        self._terminal = Charging(sale.workplace, self)
        self._terminal.got.connect(self._got)
        self._terminal.refused.connect(self._refused)
        self._holding = Holding(sale.workplace, self)
        self._holding.got.connect(self._got)
        self._holding.given_back.connect(partial(self._got, finish=False))
        self._holding.refused.connect(self._refused)
        self._holding.broke.connect(self._reopen)
        sale.pay_asked.connect(self.open)
        sale.gift_card_asked.connect(self._gift_card_scanned)
        sale.serving_changed.connect(self._serving_changed)

    # Opening and closing

    @Slot(object)
    def open(self, priced: PricedCart) -> None:
        """Begin to take payment for this cart; nothing when that is going on already."""
        if self.state is not State.CLOSED:
            if self._panel is not None:
                self._panel.setFocus()
            return
        try:
            payment = checkout.begin(self._register, priced)
        except DeliveryMissing as error:
            self._sale.ship_asked.emit()
            self._sale.tell_error(error)
            return
        except OverLimit as error:
            self._sale.lines.open_discount()
            changed.tell_outgrown(self._sale.card.banner, error)
            self._sale.workplace.beep()
            return
        except PosError as error:
            self._sale.tell_error(error)
            return
        self._begin(payment)

    def _begin(self, payment: Payment) -> None:
        customer = self._sale.serving.customer
        credit = customer is not None and bool(customer.store_credit)
        panel = PaymentPanel(payment, cards=self._register.takes_cards, credit=credit)
        panel.cash_given.connect(self._take_cash)
        panel.card_asked.connect(self._take_card)
        panel.credit_asked.connect(self._take_credit)
        panel.gift_card_given.connect(self._take_gift_card)
        panel.removal_asked.connect(self._take_back)
        panel.complete_asked.connect(self._complete)
        panel.leave_asked.connect(self._leave)
        panel.take_scan = self._take_scan
        panel.destroyed.connect(partial(self._gone, payment.id))
        self.payment, self._panel, self._pages = payment, panel, Pages(panel)
        self.state = State.OPEN
        self._sale.open_panel(panel)
        self._sale.card.pay.setEnabled(False)
        self._checking.ask(payment, customer)

    @Slot()
    def _leave(self) -> None:
        """Esc: leave when nothing is owed; else say what has to happen first."""
        panel, pages = self._shown
        if self.state is State.CHARGING:
            pages.charging_first()
        elif self.state is State.OPEN and self._charged:
            pages.charged(back=panel.show_entry, leave=self._let_go)
        elif self.state in (State.OPEN, State.CHECKING):
            self._let_go()

    def _let_go(self) -> None:
        panel, _ = self._shown
        panel.keeps_awake = False
        self._abandon()
        if self._sale.panel is panel:
            self._sale.close_panel()

    def _gone(self, payment_id: str, _panel: object = None) -> None:
        """The panel was taken away by something else, perhaps with the whole screen."""
        if self._is_open(payment_id):
            self._abandon()

    def _abandon(self) -> None:
        """No sale comes of this payment: give everything back."""
        payment, held = self.payment, self._forget()
        if payment is not None:
            self._write(partial(checkout.abandon, self._register, payment))
        if held:
            self._write(partial(checkout.release, self._register, held))
        if isValid(self._sale) and isValid(self._sale.card.pay):
            self._sale.card.pay.setEnabled(bool(self._sale.serving.cart))

    def _forget(self) -> str:
        """The payment is over; what the centre reserved for it, if anything."""
        self.payment = self._panel = self._pages = None
        self.state = State.CLOSED
        return self._checking.stop()

    @Slot(object)
    def _serving_changed(self, serving: Serving) -> None:
        """The cart became another while nothing was taken: pay for that one."""
        panel, payment = self._panel, self.payment
        if payment is None or panel is None:
            return
        same = serving.cart == payment.priced.cart
        if panel.keeps_awake or (same and self._sale.priced.totals == payment.priced.totals):
            self._sale.card.pay.setEnabled(False)
            return
        self._let_go()
        if serving.cart:
            self.open(self._sale.priced)

    # Asking the centre

    @Slot(object)
    def disagreed(self, error: CheckoutChanged) -> None:
        """The centre does not agree: say why, and offer what to do."""
        _, pages = self._shown
        self.state = State.OPEN
        cart = self._sale.serving.cart
        pages.changed(
            error,
            cart,
            does=partial(self._settle_change, error),
            anyway=self._sell_anyway if changed.in_hand(error, cart) else None,
        )
        self._sale.workplace.beep()

    def _settle_change(self, error: CheckoutChanged) -> None:
        """Do what the clerk was offered; what was taken is given back first."""
        sale = self._sale
        self._let_go()
        match error.problem:
            case "already_paid":
                sale.change_cart(changed.without_paid(error, sale.serving.cart))
            case "cart_changed":
                sale.carts_changed.emit(error.carts)
            case "total_changed":
                sale.workplace.sync.nudge()
                sale.price_again()

    def _sell_anyway(self) -> None:
        """The pieces are in the customer's hands: the sale is a fact."""
        self._checking.accept()
        self._reopen()

    @Slot(bool)
    def _waits_for_centre(self, long: bool) -> None:
        _, pages = self._shown
        self.state = State.CHECKING
        pages.checking(go_on=self._checking.skip if long else None)

    def _after_check(self, wish: Callable[[], None]) -> None:
        self._checking.then(partial(self._checked, wish))

    def _checked(self, wish: Callable[[], None]) -> None:
        self.state = State.OPEN
        wish()

    @Slot()
    def _without_centre(self) -> None:
        if self._pages is not None:
            self._pages.away()

    # Tenders

    @Slot(object)
    def _take_cash(self, amount: Money) -> None:
        payment = self._taking
        if payment is None:
            return
        try:
            self._got(checkout.take_cash(self._register, payment, amount))
        except PosError as error:
            self._refused(error)

    @Slot(object)
    def _take_card(self, amount: Money) -> None:
        payment = self._taking
        if payment is None:
            return
        panel, _ = self._shown
        panel.keeps_awake = True
        self._after_check(partial(self._charge, payment, amount))

    def _charge(self, payment: Payment, amount: Money) -> None:
        _, pages = self._shown
        self.state = State.CHARGING
        pages.charging(amount, cancel=self._cancel_charge)
        self._terminal.charge(payment, amount)

    def _cancel_charge(self) -> None:
        if self.payment is not None and self.state is State.CHARGING:
            _, pages = self._shown
            pages.cancelling()
            self._terminal.cancel(self.payment)

    def reuse(self, reference: str) -> None:
        """Let a card that was charged before pay for this cart."""
        payment = self._taking
        if payment is None:
            return
        try:
            self._got(checkout.reuse(self._register, payment, reference))
        except PosError as error:
            self._refused_reuse(error)

    def _refused_reuse(self, error: PosError) -> None:
        """It is too much for this cart, or belongs to a sale already."""
        panel, _ = self._shown
        panel.show_error(error)
        self._sale.workplace.beep()

    @Slot(str, object)
    def _take_gift_card(self, number: str, amount: Money | None) -> None:
        payment = self._taking
        if payment is not None:
            self._hold(self.tr("Asking for the gift card"))
            self._holding.gift_card(payment, number, amount)

    @Slot(object)
    def _take_credit(self, amount: Money | None) -> None:
        payment, customer = self._taking, self._sale.serving.customer
        if payment is not None and customer is not None:
            self._hold(self.tr("Asking for the store credit"))
            self._holding.credit(payment, customer, amount)

    def _hold(self, title: str) -> None:
        panel, pages = self._shown
        self.state = State.CHARGING
        panel.keeps_awake = True
        pages.holding(title)

    @Slot(str)
    def _take_back(self, tender_id: str) -> None:
        payment = self._taking
        if payment is None:
            return
        tender = next((one for one in payment.tenders if one.id == tender_id), None)
        if tender is not None and tender.kind is TenderKind.CASH:
            self._got(payment.without(tender_id), finish=False)
            return
        self.state = State.WRITING
        self._holding.take_back(payment, tender_id)

    def _got(self, payment: Payment, *, finish: bool = True) -> None:
        """More, or less, has been paid."""
        if self._panel is None:
            return
        self.payment, self.state = payment, State.OPEN
        if payment.settled and finish:
            self._panel.keeps_awake = True
            self._complete()
        else:
            self._panel.show_payment(payment)

    def _refused(self, error: PosError) -> None:
        if self._panel is None or self.payment is None:
            return
        panel, pages = self._shown
        self._sale.workplace.beep()
        if isinstance(error, CardUnknown):
            self.state = State.UNKNOWN
            panel.keeps_awake = True
            pages.unknown(
                ask=partial(self._ask_again, error.reference), park=self._park_unknown
            )
            return
        self._reopen()
        pages.refused(error)

    def _reopen(self) -> None:
        if self._panel is not None and self.payment is not None:
            self.state = State.OPEN
            self._panel.show_payment(self.payment)

    def _ask_again(self, reference: str) -> None:
        """Never charge again: ask what became of it."""
        payment = self.payment
        if payment is None or self.state is not State.UNKNOWN:
            return
        _, pages = self._shown
        self.state = State.CHARGING
        pages.asking()
        self._terminal.ask(payment, reference)

    def _park_unknown(self) -> None:
        """Serve the next customer; the charge stays a question to settle."""
        self._let_go()
        self._sale.lines.park_or_resume()

    # Writing it down

    @Slot()
    def _complete(self) -> None:
        payment = self.payment
        if payment is None or self.state is not State.OPEN or not payment.settled:
            return
        self._after_check(self._write_down)

    def _write_down(self) -> None:
        payment, place = self.payment, self._sale.workplace
        if payment is None:
            return
        _, pages = self._shown
        self.state = State.WRITING
        pages.writing()
        place.background.write(
            partial(
                checkout.complete,
                place.register,
                place.clerk,
                self._sale.serving.customer,
                payment,
                self._checking.found,
            ),
            self,
            done=self._sold,
            failed=self._refused,
            broke=self._reopen,
        )

    def _sold(self, made: Sale) -> None:
        """COMMIT has returned: now it is done."""
        panel, _ = self._shown
        screen, before = self._sale, self._sale.serving
        self._forget()
        panel.keeps_awake = False
        screen.start_afresh()
        screen.workplace.sync.nudge()
        screen.sold.emit(made, before)

    # Scans

    def _take_scan(self, text: str) -> bool:
        """A gift card pays; anything else changes the cart, while nothing has been taken."""
        if self._panel is None:
            return False
        try:
            found = identifying.scanned(self._register, (text,))
        except PosError as error:
            if self._panel.keeps_awake:
                self._panel.banner.show_error(error)
                self._sale.workplace.beep()
            return self._panel.keeps_awake
        if isinstance(found, GiftCardScan):
            self._take_gift_card(found.number, None)
            return True
        if self._panel.keeps_awake:
            self._sale.workplace.toast.tell(self.tr("Finish or cancel the payment first."))
            self._sale.workplace.beep()
        return self._panel.keeps_awake

    @Slot(str)
    def _gift_card_scanned(self, number: str) -> None:
        if self.state is State.CLOSED and self._sale.serving.cart:
            self.open(self._sale.priced)
        self._take_gift_card(number, None)

    # Small things

    @property
    def _register(self) -> Register:
        return self._sale.workplace.register

    @property
    def _shown(self) -> tuple[PaymentPanel, Pages]:
        assert self._panel is not None, "nothing is paid without its panel"
        assert self._pages is not None
        return self._panel, self._pages

    @property
    def _taking(self) -> Payment | None:
        """The payment, while amounts may be entered: a second press finds none."""
        return self.payment if self.state is State.OPEN else None

    @property
    def _charged(self) -> bool:
        tenders = self.payment.tenders if self.payment else ()
        return any(tender.kind is TenderKind.CARD for tender in tenders)

    def _is_open(self, payment_id: str) -> bool:
        return self.payment is not None and self.payment.id == payment_id

    def _write(self, work: Callable[[], None]) -> None:
        background, sale = self._sale.workplace.background, self._sale
        background.write(work, background, done=_nothing, failed=partial(_tell, sale))


def _nothing(_outcome: object) -> None:
    """What follows is told by the charge itself, or is of no interest any more."""


def _tell(sale: SaleScreen, error: PosError) -> None:
    if isValid(sale):
        sale.tell_error(error)


def plug(sale: SaleScreen) -> None:
    """Let a sale screen take payment."""
    from posapp.ui.paying.settling import Settling

    Settling(sale, Paying(sale))

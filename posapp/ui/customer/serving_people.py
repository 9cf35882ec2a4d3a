"""Plugs customer column, conversation and pulling into the sale screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.conversation import Promise
from posapp.services import selling
from posapp.ui import keys
from posapp.ui.customer import saying
from posapp.ui.customer.arriving import Arrivals
from posapp.ui.customer.column import CustomerColumn, Standing
from posapp.ui.customer.panels import DetailsPanel
from posapp.ui.pulling.puller import Puller
from posapp.ui.talk.talking import Talking
from posapp.ui.turns import Turns

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen
    from posapp.ui.screens.serving import Serving


class ServingPeople(QObject):
    """Everything about the customer on one sale screen.

    Attributes:
        column: the customer column. ``arrivals``, ``puller``, ``talking``: its workers.
        turns: what is still to be shown of the visit, after prices and name.
    """

    def __init__(self, sale: SaleScreen, column: CustomerColumn) -> None:
        super().__init__(sale)
        self._sale = sale
        self.arrivals = Arrivals(sale)
        self.puller = Puller(sale)
        self.turns = Turns(self)
        self._visit = sale.serving.visit
        self.column = column
        sale.serving_changed.connect(self._show)  # carts and orders come before the chat
        self.talking = Talking(sale, self.turns)
        sale.serving_changed.connect(self._hurry)
        self._connect()
        self._show()

    def _connect(self) -> None:
        sale, column = self._sale, self.column
        column.find_asked.connect(sale.focus_box)
        column.new_asked.connect(self._new)
        column.pull_asked.connect(self.puller.pull)
        column.choose_asked.connect(self.puller.choose)
        column.redeem_asked.connect(self.redeem)
        column.product_wished.connect(self.talking.add_product)
        column.retry_asked.connect(self.arrivals.refresh)
        column.confirm_asked.connect(self.arrivals.confirm)
        column.details_asked.connect(self._details)
        self.talking.column.retry_asked.connect(self.arrivals.refresh)
        self.talking.column.promise_wished.connect(self.redeem)
        self.arrivals.changed.connect(self._show)
        self.puller.changed.connect(self._show)
        sale.customer_wanted.connect(column.take_focus)
        keys.bind(sale, "new_customer", self._new)
        keys.bind(sale, "redeem", self._redeem_first)

    def _show(self, _serving: object = None) -> None:
        serving, register = self._sale.serving, self._sale.workplace.register
        standing = Standing(
            serving.cart,
            register.now(),
            register.shop.country,
            self.puller.standings(serving),
            self.arrivals.link,
        )
        self.column.show_waiting(self.arrivals.waiting)
        self.talking.column.show_silent(bool(self.arrivals.link))
        for part, make in self.column.show_serving(serving, standing).items():
            self.turns.put(f"customer.{part}", make)

    def _hurry(self, serving: Serving) -> None:
        """The name of whom the centre tells more about is there: the window paints once."""
        before, self._visit = self._visit, serving.visit
        if before is None or serving.visit in (None, before):
            return
        if before.customer.id == serving.visit.customer.id:
            self.turns.hurry()

    @Slot()
    def _new(self) -> None:
        self.arrivals.looking_up.add_customer()

    @Slot()
    def _details(self) -> None:
        customer = self._sale.serving.customer
        if customer is not None:
            country = self._sale.workplace.register.shop.country
            self._sale.open_panel(DetailsPanel(customer, country))

    @Slot(object)
    def redeem(self, promise: Promise) -> None:
        """Keep a promise in this sale; it can be undone."""
        sale = self._sale
        before = sale.serving.cart
        cart = selling.redeem_promise(sale.workplace.register, before, promise)
        if cart == before:
            text = self.tr("Nothing in the cart yet that the promise is for.")
            sale.workplace.toast.tell(text)
        else:
            sale.change_cart(cart, self.tr("Promise kept in this sale"))

    @Slot()
    def _redeem_first(self) -> None:
        visit, now = self._sale.serving.visit, self._sale.workplace.register.now()
        promises = visit.promises if visit is not None else ()
        found = (p for p in promises if saying.is_open(p, now))
        first = next((p for p in found if p.percent_ppm or p.amount), None)
        if first is not None:
            self.redeem(first)


def plug_column(sale: SaleScreen) -> None:
    """Put the empty customer column into a sale screen: it takes as long as all the rest."""
    sale.columns.set_customer(CustomerColumn(sale.workplace.pictures))


def plug(sale: SaleScreen) -> None:
    """Put the rest into a sale screen that has the column."""
    column = sale.columns.customer
    assert isinstance(column, CustomerColumn)
    ServingPeople(sale, column)

"""The customer column: nobody, somebody coming, or one person with everything that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from posapp.domain.cart import Cart
from posapp.domain.visit import Visit
from posapp.ui.customer.contents import Contents
from posapp.ui.customer.nobody import Nobody
from posapp.ui.customer.parts import TroubleLine
from posapp.ui.customer.person import Person
from posapp.ui.customer.rows import CartStanding
from posapp.ui.pictures import Pictures
from posapp.ui.screens.serving import Serving
from posapp.ui.tokens import BAR, GUTTER
from posapp.ui.widgets.boxes import Card, Rule, Scrolled, column

__all__ = ["CustomerColumn", "Standing"]


@dataclass(frozen=True)
class Standing:
    """What the column must know besides the visit.

    Attributes:
        cart: what is at the counter. ``carts``: by id, how each online cart stands.
        link: why the whole visit could not be read, in words, or empty.
    """

    cart: Cart
    now: datetime
    country: str
    carts: Mapping[str, CartStanding] = field(default_factory=dict)
    link: str = ""


class CustomerColumn(Card):
    """Told what to show; says what the clerk wants.

    Signals:
        find_asked, new_asked: look somebody up; make a new customer.
        pull_asked: id of an online cart. choose_asked: choose among several.
        redeem_asked: a ``Promise``. product_wished: a ``Product``.
        confirm_asked: the card's owner is this customer.
        retry_asked: read the visit again. details_asked: address book and the rest.
    """

    find_asked = Signal()
    new_asked = Signal()
    pull_asked = Signal(str)
    choose_asked = Signal()
    redeem_asked = Signal(object)
    product_wished = Signal(object)
    retry_asked = Signal()
    confirm_asked = Signal()
    details_asked = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self.setObjectName("customer")
        self.setAccessibleName(self.tr("Customer"))
        self.nobody = Nobody()
        self.nobody.find_button.clicked.connect(self.find_asked)
        self.nobody.new_button.clicked.connect(self.new_asked)
        self.person = Person()
        self.person.details_asked.connect(self.details_asked)
        self.link = TroubleLine("customer.link")
        self.link.retry_asked.connect(self.retry_asked)
        self.contents = Contents(pictures)
        self._scrolled = Scrolled()
        self._scrolled.rows.addWidget(self.contents)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nobody)
        self._stack.addWidget(self._known())
        self.rows.addWidget(self._stack)
        for signal, mine in (
            (self.contents.pull_asked, self.pull_asked),
            (self.contents.choose_asked, self.choose_asked),
            (self.contents.redeem_asked, self.redeem_asked),
            (self.contents.product_wished, self.product_wished),
            (self.contents.retry_asked, self.retry_asked),
            (self.contents.confirm_asked, self.confirm_asked),
        ):
            signal.connect(mine)

    def _known(self) -> QWidget:
        page = QWidget()
        rows = column(page, gap=0)
        head: QVBoxLayout = column(gap=4)
        head.setContentsMargins(16, 12, 6, 10)
        head.addWidget(self.person)
        head.addWidget(self.link)
        rows.addLayout(head)
        rows.addWidget(Rule())
        body = column()
        body.setContentsMargins(GUTTER, GUTTER, GUTTER - BAR, 4)
        body.addWidget(self._scrolled)
        rows.addLayout(body, 1)
        return page

    def show_waiting(self, waiting: bool) -> None:
        """Somebody is being looked up."""
        self.nobody.show_waiting(waiting)

    def show_serving(
        self, serving: Serving, standing: Standing
    ) -> dict[str, Callable[[], None]]:
        """Show who is being served: the head at once.

        Returns:
            What is still to be made below it, by part, best each in a turn of its own.
        """
        known = serving.customer is not None
        self._stack.setCurrentIndex(1 if known else 0)
        if serving.customer is None:
            self.contents.forget()
            return {}
        visit = serving.visit or Visit("", serving.customer, local=True)
        self.person.show_customer(
            serving.customer, standing.country, remembered=serving.visit is None or visit.local
        )
        self.link.show_trouble(standing.link)
        return self.contents.show_visit(visit, standing)

    @Slot()
    def take_focus(self) -> None:
        """To the first thing that can be done here."""
        shown = self._stack.currentWidget()
        first: Iterable[QWidget] = (
            (self.nobody.find_button,)
            if shown is self.nobody
            else (*self.contents.next_steps(), self.person.details)
        )
        for widget in first:
            if widget.isEnabled() and not widget.isHidden():
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

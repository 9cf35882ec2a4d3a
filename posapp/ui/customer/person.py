"""Who is being served: the head of the customer column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from posapp.domain.customer import Customer, initials
from posapp.ui import formats
from posapp.ui.customer import saying
from posapp.ui.style import Weight
from posapp.ui.tokens import SMALL, Tone
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import icon_button
from posapp.ui.widgets.labels import ElidedLabel, muted
from posapp.ui.widgets.pills import Avatar, Pill


class Person(QWidget):
    """Avatar, name, tier and points, masked phone, consents.

    Signals:
        details_asked: everything that is known, addresses too.
    """

    details_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("customer.person")
        self._customer: Customer | None = None
        self._country = ""
        self._open = False
        self.avatar = Avatar("", size=48)
        self.name = ElidedLabel("", weight=Weight.STRONG)
        self.tier = Pill("", Tone.WARN, name="customer.tier", icon="star")
        self.points = muted()
        self.phone = ElidedLabel("", size=SMALL, tone=Tone.NEUTRAL)
        self.reveal = icon_button("eye", self.tr("Show phone number"), "customer.phone.show")
        self.reveal.clicked.connect(self._reveal)
        self.details = icon_button("more", self.tr("Customer details"), "customer.details")
        self.details.clicked.connect(self._details)
        self.consents = ElidedLabel("", size=SMALL, tone=Tone.NEUTRAL)
        self.consents.setObjectName("customer.consents")
        self._lay_out()

    def _lay_out(self) -> None:
        rows = column(self, gap=2)
        first = row(gap=10)
        first.addWidget(self.avatar)
        names = column(gap=4)
        names.addStretch(1)
        names.addWidget(self.name)
        standing = row(gap=8)
        standing.addWidget(self.tier)
        standing.addStretch(1)
        names.addLayout(standing)
        names.addStretch(1)
        first.addLayout(names, 1)
        first.addWidget(self.details)
        rows.addLayout(first)
        second = row(gap=4)
        second.addWidget(self.phone, 1)
        second.addWidget(self.points)
        second.addWidget(self.reveal)
        rows.addLayout(second)
        rows.addWidget(self.consents)

    def show_customer(self, customer: Customer, country: str, *, remembered: bool) -> None:
        """Show a person; the phone number stays masked until it is asked for.

        Args:
            remembered: only what this register knows; consents were not read yet.
        """
        if self._customer is None or self._customer.id != customer.id:
            self._open = False
        self._customer, self._country = customer, country
        self.avatar.show_initials(initials(customer.name))
        self.name.setText(formats.tamed(customer.name, 80))
        self.name.setToolTip("")
        self.tier.setVisible(bool(customer.tier))
        self.tier.show_status(formats.tamed(customer.tier, 24), Tone.WARN, "star")
        points = formats.count(customer.points)
        self.points.setText(self.tr("{points} pts").format(points=points))
        self.points.setVisible(customer.points > 0)
        self.consents.setText("" if remembered else saying.consents(customer))
        self.consents.setVisible(not remembered)
        self.setAccessibleName(formats.tamed(f"{customer.name} {customer.tier}", 120))
        self._show_phone()

    def _show_phone(self) -> None:
        customer = self._customer
        if customer is None:
            return
        full = saying.full_phone(customer, self._country) if self._open else ""
        self.phone.setText(full or saying.masked_phone(customer) or self.tr("No phone number"))
        self.reveal.setVisible(any(phone.e164 for phone in customer.phones))
        self.reveal.show_icon("eye-off" if self._open else "eye")
        hide, show = self.tr("Hide phone number"), self.tr("Show phone number")
        self.reveal.show_text("", said=hide if self._open else show)

    def _reveal(self, _checked: bool = False) -> None:
        self._open = not self._open
        self._show_phone()

    def _details(self, _checked: bool = False) -> None:
        self.details_asked.emit()

"""Customer details with the address book; and what to do when another customer comes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout

from posapp.domain.customer import Customer
from posapp.ui import formats
from posapp.ui.customer import saying
from posapp.ui.customer.adding import LANGUAGES
from posapp.ui.style import Weight
from posapp.ui.talk import channels
from posapp.ui.tokens import BODY
from posapp.ui.widgets.boxes import Sunken, column, row
from posapp.ui.widgets.buttons import Kind
from posapp.ui.widgets.labels import PlainLabel, WrappedLabel, heading, muted
from posapp.ui.widgets.panel import SidePanel

translate = QCoreApplication.translate


class DetailsPanel(SidePanel):
    """Phones and e-mail in full, language, consents and every address."""

    def __init__(self, customer: Customer, country: str) -> None:
        super().__init__(translate("customer", "Customer details"), "details")
        self.show_subtitle(formats.tamed(customer.name, 120))
        self.body.setSpacing(8)
        for phone in customer.phones:
            if phone.e164:
                shown = saying.full_phone(Customer("", "", (phone,)), country)
                self._add(translate("customer", "Phone"), shown)
        self._add(translate("customer", "E-mail"), formats.tamed(customer.email, 120))
        if customer.language:
            name = LANGUAGES.get(customer.language, customer.language)
            self._add(translate("customer", "Language"), name)
        self._add(translate("customer", "Note"), formats.tamed(customer.note, 500))
        self._add_consents(customer)
        self._add_addresses(customer)

    def _add_consents(self, customer: Customer) -> None:
        if customer.consents:
            self._add_heading(translate("customer", "May we write or call?"))
        for consent in customer.consents:
            day = formats.day(formats.local(consent.at).date())
            said = (
                translate("customer", "agreed on {day}")
                if consent.granted
                else translate("customer", "refused on {day}")
            )
            self._add(channels.name(consent.channel), said.format(day=day))

    def _add_heading(self, text: str) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(heading(text))

    def _add(self, label: str, text: str) -> None:
        if not text:
            return
        line = row()
        name = muted(label)
        name.setFixedWidth(96)
        line.addWidget(name)
        line.addWidget(WrappedLabel(text, size=BODY), 1)
        self.body.addLayout(line)

    def _add_addresses(self, customer: Customer) -> None:
        self._add_heading(translate("customer", "Address book"))
        for address in customer.addresses:
            box = Sunken()
            rows: QVBoxLayout = column(gap=2)
            box.rows.addLayout(rows)
            first, *others = formats.parcel(address) or (address.recipient,)
            rows.addWidget(PlainLabel(formats.tamed(first, 120), weight=Weight.MEDIUM))
            for text in others:
                rows.addWidget(muted(formats.tamed(text, 160), wrap=True))
            self.body.addWidget(box)
        if not customer.addresses:
            self.body.addWidget(muted(translate("customer", "No address yet.")))


class SwitchPanel(SidePanel):
    """Another customer has come while one is being served with things in the cart.

    Signals:
        park_chosen: put the present cart aside first. take_chosen: the cart is theirs.
    """

    park_chosen = Signal()
    take_chosen = Signal()

    def __init__(self, served: str, coming: str, *, can_take: bool) -> None:
        super().__init__(translate("customer", "Another customer"), "switch")
        self.setAccessibleDescription(coming)
        text = translate("customer", "{served} is being served, and the cart is not empty.")
        self.body.addWidget(
            PlainLabel(text.format(served=formats.tamed(served, 80)), wrap=True)
        )
        name = formats.tamed(coming, 30)
        park = self.add_choice(
            translate("customer", "Park it, serve {name}").format(name=name),
            "switch.park",
            "pause",
            Kind.PRIMARY,
            "Enter",
        )
        park.clicked.connect(self._park)
        if can_take:
            take = self.add_choice(
                translate("customer", "The cart is {name}'s").format(name=name),
                "switch.take",
                "swap",
                Kind.NORMAL,
                "",
            )
            take.clicked.connect(self._take)
        stay = self.add_choice(
            translate("customer", "Stay with this customer"),
            "switch.stay",
            "close",
            Kind.NORMAL,
            "Esc",
        )
        stay.clicked.connect(self.close_panel)
        park.setAutoDefault(True)
        self.first = park

    def _park(self, _checked: bool = False) -> None:
        self.park_chosen.emit()

    def _take(self, _checked: bool = False) -> None:
        self.take_chosen.emit()

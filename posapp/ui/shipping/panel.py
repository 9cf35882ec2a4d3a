"""Where the parcel goes and how: one panel, address above, methods below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from posapp.domain.errors import BadAddress, PosError
from posapp.domain.fulfilment import Address, Shipment, ShippingQuote
from posapp.ui import formats
from posapp.ui.shipping.choice import Choice
from posapp.ui.shipping.form import AddressForm
from posapp.ui.tokens import PAY, TOUCH, Tone
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import heading, muted
from posapp.ui.widgets.panel import SidePanel

translate = QCoreApplication.translate


class ShipPanel(SidePanel):
    """Shows addresses and, once one is chosen, the ways to ship there.

    Signals:
        address_chosen: ask for the methods to this ``Address``.
        address_entered: a new one, and whether to keep it in the address book.
        method_chosen: a ``ShippingQuote``: done.
        all_asked: nothing in the cart is shipped yet: ship everything.
    """

    address_chosen = Signal(object)
    address_entered = Signal(object, bool)
    method_chosen = Signal(object)
    all_asked = Signal()

    def __init__(
        self,
        book: tuple[Address, ...],
        blank: Address,
        countries: tuple[str, ...],
        *,
        known: bool,
    ) -> None:
        super().__init__("", "ship")
        title = self.tr("Ship home")
        self.title.setText(title)
        self.setAccessibleName(title)
        self._book, self._blank, self._countries = book, blank, countries
        self._known = known
        self.address: Address | None = None
        self._quotes: tuple[ShippingQuote, ...] = ()
        self._choices: list[Choice] = []
        self._methods: list[Choice] = []
        self._picked: ShippingQuote | None = None
        self.form: AddressForm | None = None
        self.choosing, self.entering = QWidget(), QWidget()
        self._lay_choosing()
        self._entering_rows: QVBoxLayout = column(self.entering)
        self.body.addWidget(self.choosing)
        self.body.addWidget(self.entering)
        self.entering.hide()
        self._add_buttons()
        self.show_book(book)
        self.first = self._choices[0] if self._choices else self.new

    def _lay_choosing(self) -> None:
        rows = column(self.choosing, gap=8)
        rows.addWidget(heading(self.tr("To which address")))
        self._address_rows: QVBoxLayout = column(gap=8)
        rows.addLayout(self._address_rows)
        acts = row(gap=8)
        self.new = _wide(self.tr("New address"), "ship.new")
        self.new.clicked.connect(self.enter_new)
        self.other = _wide(self.tr("Other recipient"), "ship.other")
        self.other.clicked.connect(self._enter_other)
        acts.addWidget(self.new, 1)
        acts.addWidget(self.other, 1)
        rows.addLayout(acts)
        self._how = heading(self.tr("How"))
        self._status = muted("", wrap=True)
        rows.addWidget(self._how)
        rows.addWidget(self._status)
        self._method_rows: QVBoxLayout = column(gap=8)
        rows.addLayout(self._method_rows)
        self._how.hide()
        self._status.hide()

    def _add_buttons(self) -> None:
        self.apply = _wide(
            self.tr("Ship it so"), "ship.apply", "truck", "Enter", Kind.PRIMARY, PAY
        )
        self.apply.clicked.connect(self._apply)
        self.apply.setEnabled(False)
        self.use = _wide(
            self.tr("Use this address"), "ship.use", "check", "Enter", Kind.PRIMARY, PAY
        )
        self.back = _wide(self.tr("Back"), "ship.back", "chevron-left", "Esc")
        self.back.clicked.connect(self.show_choosing)
        self.use.clicked.connect(self._submit)
        self.everything = _wide(
            self.tr("Ship everything"), "ship.all", "truck", "Enter", Kind.PRIMARY, PAY
        )
        self.everything.clicked.connect(self.all_asked)
        for button in (self.everything, self.apply, self.use, self.back):
            self.buttons.addWidget(button)
        for button in (self.everything, self.use, self.back):
            button.hide()

    def show_nothing_ships(self, nothing: bool) -> None:
        """Nothing in the cart goes into a parcel: say so first."""
        self.everything.setVisible(nothing)
        self.apply.setVisible(not nothing and self.entering.isHidden())
        self.choosing.setVisible(not nothing)
        if nothing:
            self.banner.show_message(
                self.tr("Nothing in the cart is shipped yet."),
                self.tr("Choose Ship on a line, or ship everything."),
            )
            self.first = self.everything
        else:
            self.banner.clear()

    def show_book(self, book: tuple[Address, ...]) -> None:
        """Show the addresses to choose from."""
        self._book = book
        self._choices = _refilled(
            self._address_rows,
            [
                Choice(one.recipient, f"ship.address.{place}", _lines(one))
                for place, one in enumerate(book, start=1)
            ],
        )
        for choice, one in zip(self._choices, book, strict=True):
            choice.clicked.connect(partial(self.choose, one))
        self.other.setVisible(bool(book))

    def choose(self, address: Address, _checked: bool = False) -> None:
        """This one; the ways to ship there are asked for."""
        self.address = address
        for choice, one in zip(self._choices, self._book, strict=True):
            choice.setChecked(one == address)
        self._methods = _refilled(self._method_rows, [])
        self._picked = None
        self.apply.setEnabled(False)
        self.banner.clear()
        self._say(self.tr("Asking for cost and date …"))
        self.address_chosen.emit(address)

    def show_quotes(self, quotes: tuple[ShippingQuote, ...], chosen: Shipment | None) -> None:
        """Show the ways to ship to the chosen address; the cheapest is highlighted."""
        self._quotes = quotes
        self._methods = _refilled(
            self._method_rows, [_method(one, self._when(one)) for one in quotes]
        )
        for choice, quote in zip(self._methods, quotes, strict=True):
            choice.clicked.connect(partial(self._pick, quote))
        if not quotes:
            self._say(self.tr("Nothing ships to this address. Choose another, or take it now."))
            return
        unsure = any(not quote.confirmed for quote in quotes)
        away = self.tr("The centre is away: costs are the shop's own, dates not confirmed.")
        self._say(away if unsure else "")
        method = chosen.quote.method if chosen else ""
        cheapest = min(quotes, key=lambda quote: quote.cost)
        self._pick(next((one for one in quotes if one.method == method), cheapest))
        self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_not_quoted(self, error: PosError) -> None:
        """The ways to ship there cannot be had."""
        self._say("")
        self.banner.show_error(error)

    def correct(self, error: BadAddress) -> None:
        """The chosen address lacks something: open it, and say so beside what it is."""
        self._say("")
        self._enter(self.address or self._blank)
        if self.form is not None and not self.form.show_trouble(error):
            self.banner.show_error(error)

    def _when(self, quote: ShippingQuote) -> tuple[str, Tone]:
        if quote.promised_on is None or not quote.confirmed:
            return self.tr("Date not confirmed"), Tone.WARN
        day = formats.long_day(quote.promised_on)
        return self.tr("Arrives by {day}").format(day=day), Tone.GOOD

    def _say(self, text: str) -> None:
        self._how.show()
        self._status.setText(text)
        self._status.setVisible(bool(text))

    def _pick(self, quote: ShippingQuote, _checked: bool = False) -> None:
        self._picked = quote
        for choice, one in zip(self._methods, self._quotes, strict=True):
            choice.setChecked(one == quote)
        self.apply.setEnabled(True)

    @Slot()
    def _apply(self) -> None:
        if self._picked is not None:
            self.method_chosen.emit(self._picked)

    @Slot()
    def enter_new(self) -> None:
        """An empty form."""
        self._enter(self._blank)

    @Slot()
    def _enter_other(self) -> None:
        from dataclasses import replace

        start = self.address or self._book[0]
        self._enter(replace(start, recipient="", phone="", id=""))

    def _enter(self, start: Address) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = AddressForm(start, self._countries, book=self._known)
        self.form.entered.connect(self.address_entered)
        self._entering_rows.addWidget(self.form)
        self._switch(entering=True)
        self.form.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _submit(self) -> None:
        if self.form is not None:
            self.form.submit()

    @Slot()
    def show_choosing(self) -> None:
        """Addresses and methods again."""
        self._switch(entering=False)
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch(self, *, entering: bool) -> None:
        self.choosing.setVisible(not entering)
        self.entering.setVisible(entering)
        self.apply.setVisible(not entering)
        self.use.setVisible(entering)
        self.back.setVisible(entering)

    @Slot()
    def close_panel(self) -> None:
        if self.entering.isHidden():
            super().close_panel()
        else:
            self.show_choosing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() is not QEvent.Type.KeyPress or event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter_pressed()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _enter_pressed(self) -> None:
        chosen = self.focusWidget()
        if isinstance(chosen, QPushButton):
            chosen.click()
            return
        for button in (self.everything, self.use, self.apply):
            if button.isVisible() and button.isEnabled():
                button.click()
                return


def _lines(address: Address) -> tuple[tuple[str, Tone], ...]:
    try:
        rows = formats.parcel(address)
    except BadAddress:
        rows = (address.recipient, f"{address.street}, {address.city}")
    rest = [text for text in rows if text != address.recipient]
    return tuple((text, Tone.NEUTRAL) for text in rest[:4])


def _method(quote: ShippingQuote, when: tuple[str, Tone]) -> Choice:
    cost = formats.money(quote.cost) if quote.cost else translate("shipping", "Free")
    return Choice(quote.name, f"ship.method.{quote.method}", (when,), cost)


def _refilled(rows: QVBoxLayout, made: list[Choice]) -> list[Choice]:
    while (item := rows.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.setObjectName("")
            old.deleteLater()
    for choice in made:
        rows.addWidget(choice)
    return made


def _wide(
    text: str,
    name: str,
    icon: str = "",
    key: str = "",
    kind: Kind = Kind.NORMAL,
    height: int = TOUCH,
) -> Button:
    made = Button(text, name, icon=icon, key=key, kind=kind, height=height)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made

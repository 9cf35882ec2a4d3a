"""Acts on what was scanned or typed: finds out what it is, and does the obvious thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Slot

from posapp.domain.catalogue import Product
from posapp.domain.codes import (
    CardScan,
    CouponScan,
    CustomerScan,
    EmailText,
    GiftCardScan,
    PhoneText,
    ProductScan,
    Reading,
    ReceiptScan,
    SkuScan,
    Words,
    classify,
)
from posapp.domain.errors import PosError
from posapp.services import identifying, selling
from posapp.ui.screens.sale_columns import Side
from posapp.ui.screens.sale_doubts import age_alone

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

_OfOthers = CustomerScan | CardScan | ReceiptScan | GiftCardScan | PhoneText | EmailText


class Reader(QObject):
    """The box, the scanner and the search results of a sale screen."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self._sale = sale
        self._chose = False
        sale.box.searched.connect(self.search)
        sale.box.confirmed.connect(self.confirm)
        sale.box.moved.connect(self._move)
        sale.box.emptied.connect(self._escape)
        sale.box.person_asked.connect(self.ask_person)
        sale.results.picked.connect(self._pick)
        sale.results.person_asked.connect(self.ask_person)

    def scanned(self, text: str) -> None:
        """Act on a scan; a wrong or unknown one becomes an error row, never a line."""
        try:
            self._act(identifying.scanned(self._sale.workplace.register, (text,)))
        except PosError as error:
            self._sale.tell_error(error)

    @Slot(str)
    def search(self, text: str) -> None:
        """Search while somebody types."""
        self._chose = False
        wanted = text.strip()
        if wanted:
            found = selling.search(self._sale.workplace.register, wanted[:200])
            age = age_alone(self._sale.workplace.register)
            person = could_be_a_person(wanted)
            self._sale.results.show_found(found, wanted, person=person, age=age)
        self._sale.columns.show_results(bool(wanted))

    @Slot(str)
    def confirm(self, text: str) -> None:
        """Enter in the box: whatever exists wins outright, else the chosen result."""
        chosen = self._sale.results.chosen
        if not text.strip():
            return
        try:
            if self._chose and chosen is not None:
                self._pick(chosen)
                return
            reading = identifying.typed(self._sale.workplace.register, text)
            if reading is not None:
                self.clear()
                self._act(reading, chosen)
        except PosError as error:
            self._sale.tell_error(error)

    @Slot()
    def ask_person(self) -> None:
        """Look the text in the box up as a customer."""
        text = self._sale.box.text().strip()
        self.clear()
        if text:
            self._sale.customer_asked.emit(text)

    def clear(self) -> None:
        """Empty the box; the results go."""
        self._sale.box.clear()
        self._sale.card.banner.clear()

    def _act(self, reading: Reading, chosen: Product | None = None) -> None:
        match reading:
            case ProductScan() | SkuScan():
                register, cart = self._sale.workplace.register, self._sale.serving.cart
                self._sale.change_cart(selling.add_scan(register, cart, reading))
            case CouponScan():
                self._sale.lines.enter_coupon(reading.code)
            case Words():
                self._act_on_words(reading, chosen)
            case _:
                self._pass_on(reading)

    def _pass_on(self, reading: _OfOthers) -> None:
        """What the parts beside the cart look after."""
        match reading:
            case CustomerScan():
                self._sale.customer_scanned.emit(reading.token)
            case CardScan():
                self._sale.customer_scanned.emit(f"L:{reading.number}")
            case ReceiptScan():
                self._sale.receipt_asked.emit(reading.number)
            case GiftCardScan():
                self._sale.gift_card_asked.emit(reading.number)
            case PhoneText() | EmailText():
                self._sale.customer_asked.emit(reading.text)
            case _:
                assert_never(reading)

    def _act_on_words(self, words: Words, chosen: Product | None) -> None:
        if chosen is None:
            self._sale.customer_asked.emit(words.text)
        else:
            self._pick(chosen)

    @Slot(object)
    def _pick(self, product: Product) -> None:
        sale = self._sale
        self.clear()
        try:
            register, cart = sale.workplace.register, sale.serving.cart
            sale.change_cart(selling.add(register, cart, product))
        except PosError as error:
            sale.tell_error(error)
        sale.focus_box()

    @Slot(int)
    def _move(self, steps: int) -> None:
        sale = self._sale
        if sale.box.text().strip():
            self._chose = True
            sale.results.choose_by(steps)
        elif sale.serving.cart:
            sale.card.list.setFocus()

    @Slot()
    def _escape(self) -> None:
        sale = self._sale
        if sale.box.text():
            self.clear()
        elif sale.panel is not None:
            sale.close_panel()
        else:
            sale.card.banner.clear()
            sale.columns.show_side(Side.CUSTOMER)


def could_be_a_person(text: str) -> bool:
    """A phone number or an e-mail address, as typed."""
    readings = classify(text).readings
    return any(isinstance(reading, PhoneText | EmailText) for reading in readings)

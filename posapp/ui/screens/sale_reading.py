"""Acts on what was scanned or typed: finds out what it is, and does the obvious thing."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, assert_never

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
from posapp.services import identifying, promising, selling
from posapp.services.register import Register
from posapp.services.selling import Found
from posapp.ui.screens.sale_columns import Side
from posapp.ui.screens.sale_doubts import alone, as_of

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

_OfOthers = CustomerScan | CardScan | ReceiptScan | GiftCardScan | PhoneText | EmailText


class _Hits(NamedTuple):
    """What was found, and of when it is where the centre is away."""

    found: Found
    at: datetime | None


class _Typed:
    """What stands in the box, for the thread that searches: what is older need not be."""

    latest = ""


class Reader(QObject):
    """The box, the scanner and the search results of a sale screen."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self._sale = sale
        self._chose = False
        self._typed = _Typed()
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
        wanted = self._typed.latest = text.strip()
        if wanted:
            place = self._sale.workplace
            place.background.look(
                partial(_searched, place.register, self._typed, wanted),
                self,
                done=partial(self._show, wanted),
                failed=self._sale.tell_error,
            )
        self._sale.columns.show_results(bool(wanted))

    def _show(self, wanted: str, hits: _Hits | None) -> None:
        if hits is None or wanted != self._typed.latest:
            return
        age = as_of(hits.at) if alone(self._sale.workplace.register) else ""
        person = could_be_a_person(wanted)
        self._sale.results.show_found(hits.found, wanted, person=person, age=age)

    @Slot(str)
    def confirm(self, text: str) -> None:
        """Enter in the box: whatever exists wins outright, else the chosen result."""
        if text.strip():
            self._sale.after_looks(partial(self._confirm, text))  # it has been searched for

    def _confirm(self, text: str) -> None:
        chosen, place = self._sale.results.chosen, self._sale.workplace
        if not self._sale.box.text().startswith(text):
            return  # Enter was pressed twice while the disk was late
        if self._chose and chosen is not None:
            self._pick(chosen)
            return
        place.background.look(
            partial(identifying.typed, place.register, text),
            self,
            done=partial(self._read, text, chosen),
            failed=self._sale.tell_error,
        )

    def _read(self, text: str, chosen: Product | None, reading: Reading | None) -> None:
        box = self._sale.box
        if reading is None or not box.text().startswith(text):
            return
        rest = box.text().removeprefix(text)  # somebody may have typed on
        self.clear()
        if rest:
            box.setText(rest)
        try:
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
                self._find(reading)
            case CouponScan():
                self._sale.lines.enter_coupon(reading.code)
            case Words():
                self._act_on_words(reading, chosen)
            case _:
                self._pass_on(reading)

    def _find(self, scan: ProductScan | SkuScan) -> None:
        place = self._sale.workplace
        place.background.look(
            partial(selling.find, place.register, scan),
            self,
            done=partial(self._add, scan),
            failed=self._sale.tell_error,
        )

    def _add(self, scan: ProductScan | SkuScan, product: Product) -> None:
        sale = self._sale
        register, cart = sale.workplace.register, sale.serving.cart
        try:
            sale.change_cart(selling.add_found(register, cart, product, scan))
        except PosError as error:
            sale.tell_error(error)

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


def _searched(register: Register, typed: _Typed, wanted: str) -> _Hits | None:
    """Runs beside the GUI thread; None when somebody typed on meanwhile."""
    if wanted != typed.latest:
        return None
    at = promising.known_at(register) if alone(register) else None
    return _Hits(selling.search(register, wanted[:200]), at)


def could_be_a_person(text: str) -> bool:
    """A phone number or an e-mail address, as typed; plain words are asked no further."""
    if not any(c.isdigit() or c == "@" for c in text):
        return False
    readings = classify(text).readings
    return any(isinstance(reading, PhoneText | EmailText) for reading in readings)

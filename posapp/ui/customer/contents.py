"""Everything that is open for a customer, most pressing first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from posapp.domain.cart import Cart, Source
from posapp.domain.catalogue import Product
from posapp.domain.conversation import Promise
from posapp.domain.money import total
from posapp.domain.visit import Visit
from posapp.domain.webcart import CartState, WebCart
from posapp.ui import formats, keys
from posapp.ui.customer import parts, saying
from posapp.ui.customer.callouts import CallOut
from posapp.ui.customer.parts import TroubleLine
from posapp.ui.customer.rows import CartRow, CartStanding, Heading, OrderRow, ProductButton
from posapp.ui.customer.section import Section
from posapp.ui.pictures import Pictures
from posapp.ui.tokens import Tone
from posapp.ui.widgets.boxes import Rule, at_rest, column
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import PlainLabel, muted

if TYPE_CHECKING:
    from posapp.ui.customer.column import Standing

_FIRST_ORDERS = 4
_SUGGESTED = 4
_CHOOSE = "customer.choose"
_PARTS = ("callouts", "carts", "orders", "suggestions")


class Contents(QWidget):
    """Promises, payments, carts, orders, suggestions; each part with its own trouble.

    Signals: as those of ``CustomerColumn``.
    """

    pull_asked = Signal(str)
    choose_asked = Signal()
    redeem_asked = Signal(object)
    product_wished = Signal(object)
    retry_asked = Signal()
    confirm_asked = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._rows = rows = column(self, gap=8)
        rows.setContentsMargins(0, 0, 0, 12)
        self._sections = {name: Section() for name in _PARTS}
        for section in self._sections.values():
            rows.addWidget(section)
        rows.addStretch(1)
        self._customer = ""
        self._carts: list[CartRow] = []
        self._all_orders = False
        self._shown: tuple[Visit, Standing] | None = None

    def next_steps(self) -> list[QWidget]:
        """What can be done here, most pressing first."""
        carts, callouts = self._sections["carts"].steps, self._sections["callouts"].steps
        pulls = [button for button in carts if button.objectName() != _CHOOSE]
        return [*pulls, *callouts, *(button for button in carts if button not in pulls)]

    def show_visit(self, visit: Visit, standing: Standing) -> dict[str, Callable[[], None]]:
        """Take a visit over; nothing of another customer is to be seen any more.

        Returns:
            What is still to be done, by part, best each in a turn of its own: making those
            parts anew that are different now.
        """
        if visit.customer.id != self._customer:
            self.forget()
            self._customer = visit.customer.id
        # Nothing said in a conversation outlives the visit here (P3).
        self._shown = (replace(visit, messages=()), standing)
        made: dict[str, Callable[[], None]] = {
            name: partial(self._make, name)
            for name in _PARTS
            if self._state(name, visit, standing) != self._sections[name].state
        }
        if "carts" not in made:
            self._show_age(visit, standing)
        return {**made, "shown": self.show} if self.isHidden() else made

    def forget(self) -> None:
        """Nobody is served: nothing of who was is left to be laid out for the next one."""
        self.hide()  # until everything is made: it is laid out once, then
        if self._customer:
            self._customer, self._all_orders, self._shown = "", False, None
            self._carts = []
            for section in self._sections.values():
                section.empty()

    def _show_age(self, visit: Visit, standing: Standing) -> None:
        """The carts may be the same, and read anew."""
        age = parts.age(visit, "carts", standing.now, always=True)
        for cart in self._carts:
            cart.show_age(age)

    def _make(self, name: str) -> None:
        """Make one part anew, as things are by now."""
        if self._shown is None:
            return
        visit, standing = self._shown
        section, state = self._sections[name], self._state(name, visit, standing)
        if state == section.state:
            if name == "carts":
                self._show_age(visit, standing)
            return
        focus = section.focused
        with at_rest(self._rows):  # parts that come in one turn are laid out together
            rows = section.fill(state)
            self._add(name, rows, visit, standing)
            section.done(focus)

    def _add(self, name: str, rows: QVBoxLayout, visit: Visit, standing: Standing) -> None:
        match name:
            case "callouts":
                self._add_callouts(rows, visit, standing)
            case "carts" if visit.confirmed:
                self._add_carts(rows, visit, standing)
            case "orders" if visit.confirmed:
                self._add_orders(rows, visit, standing)
            case "suggestions" if visit.confirmed:
                self._add_suggestions(rows, visit)

    def _state(self, name: str, visit: Visit, standing: Standing) -> tuple[object, ...]:
        """Everything that a part is made of."""
        match name:
            case "callouts":
                troubles = (parts.trouble(visit, "customer"), parts.trouble(visit, "promises"))
                promises = tuple(p for p in visit.promises if saying.is_open(p, standing.now))
                person, waiting = visit.customer, filter(saying.waits_here, visit.orders)
                about = (person.note, person.store_credit, visit.open_carts, tuple(waiting))
                paid = tuple((cart.id, cart.paid) for cart in _part_paid(visit))
                here = {pulled.id for pulled in standing.cart.pulled}
                given = _given(standing.cart)
                return (visit.confirmed, *about, paid, troubles, promises, given, here)
            case "carts":
                trouble = parts.trouble(visit, "carts")
                return (visit.confirmed, trouble, visit.carts, dict(standing.carts))
            case "orders":
                age, trouble = (
                    parts.age(visit, "orders", standing.now),
                    parts.trouble(visit, "orders"),
                )
                silent = bool(standing.link)
                shown = (visit.orders, self._all_orders)
                return (visit.confirmed, visit.local, age, trouble, *shown, silent)
            case _:
                trouble = parts.trouble(visit, "recommendations")
                return (visit.confirmed, trouble, tuple(_suggested(visit)))

    def _card_only(self, visit: Visit) -> CallOut:
        """A card is no proof: little is open until the clerk has asked."""
        more = self.tr("A card is no proof. Ask for the name, then see everything.")
        if visit.open_carts:
            waiting = self.tr("%n online cart(s) waiting.", "", visit.open_carts)
            more = f"{waiting} {more}"
        said = CallOut(self.tr("Only a card"), more, Tone.WARN, "card", "customer.cardonly")
        button = Button(
            self.tr("It is this customer"),
            "customer.confirm",
            icon="check",
            key="Enter",
            kind=Kind.PRIMARY,
        )
        button.clicked.connect(self._confirm)
        self._sections["callouts"].steps.append(button)
        said.add(button)
        return said

    def _confirm(self, _checked: bool = False) -> None:
        self.confirm_asked.emit()

    def _add_callouts(self, rows: QVBoxLayout, visit: Visit, standing: Standing) -> None:
        if not visit.confirmed:
            rows.addWidget(self._card_only(visit))
        self._add_trouble(rows, visit, "customer")
        if visit.customer.note:
            note = formats.tamed(visit.customer.note, 300)
            rows.addWidget(CallOut(note, "", Tone.NEUTRAL, "note", "customer.note", quiet=True))
        self._add_trouble(rows, visit, "promises")
        first = True
        for promise in visit.promises:
            if saying.is_open(promise, standing.now):
                rows.addWidget(self._promise(promise, standing, first=first))
                first = False
        self._add_paid(rows, visit, standing)
        for order in visit.orders:
            if saying.waits_here(order):
                text = self.tr("To pick up: order {number}").format(number=order.number)
                more = self.tr("%n piece(s)", "", sum(line.quantity for line in order.lines))
                rows.addWidget(CallOut(text, more, Tone.WARN, "bag", "customer.pickup"))
        credit = visit.customer.store_credit
        if credit is not None and credit.minor > 0:
            text = self.tr("Store credit: {amount}").format(amount=formats.money(credit))
            rows.addWidget(CallOut(text, "", Tone.NEUTRAL, "wallet", "customer.credit"))

    def _add_paid(self, rows: QVBoxLayout, visit: Visit, standing: Standing) -> None:
        """What was paid online towards carts that are still open."""
        paid = _part_paid(visit)
        if not paid:
            return
        amount = formats.money(total((c.paid for c in paid), paid[0].paid.currency))
        here = {pulled.id for pulled in standing.cart.pulled}
        more = self.tr("It is taken off when the cart is pulled.")
        if all(cart.id in here for cart in paid):
            more = self.tr("It is taken off in this sale.")
        text = self.tr("Paid online: {amount}").format(amount=amount)
        rows.addWidget(CallOut(text, more, Tone.GOOD, "check", "customer.paid"))

    def _promise(self, promise: Promise, standing: Standing, *, first: bool) -> CallOut:
        text = formats.tamed(promise.text, 160)
        more = saying.promised(promise)
        said = CallOut(
            self.tr("Promise: {text}").format(text=text),
            more,
            Tone.WARN,
            "star",
            "customer.promise",
        )
        if promise.id in _given(standing.cart):
            said.add(muted(self.tr("Given in this sale.")))
            return said
        if not promise.percent_ppm and promise.amount is None:
            return said
        button = Button(
            self.tr("Redeem"),
            f"customer.redeem.{promise.id}",
            icon="check",
            key=keys.shown("redeem") if first else "",
        )
        button.clicked.connect(lambda: self.redeem_asked.emit(promise))
        self._sections["callouts"].steps.append(button)
        said.add(button)
        return said

    def _add_carts(self, rows: QVBoxLayout, visit: Visit, standing: Standing) -> None:
        age = parts.age(visit, "carts", standing.now, always=True)
        carts = [c for c in visit.carts if c.state in (CartState.OPEN, CartState.LEASED)]
        self._add_heading(rows, self.tr("Online carts"), len(carts), "")
        self._add_trouble(rows, visit, "carts")
        steps = self._sections["carts"].steps
        self._carts = [CartRow(cart, age, self._standing(cart, standing)) for cart in carts]
        for row_ in self._carts:
            row_.pull_asked.connect(self.pull_asked)
            if row_.pull is not None:
                steps.append(row_.pull)
            rows.addWidget(row_)
        if not carts and not parts.trouble(visit, "carts"):
            rows.addWidget(_empty(self.tr("No online cart.")))
        if len(steps) > 1:
            several = Button(self.tr("Choose carts…"), _CHOOSE, icon="cart")
            several.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            several.clicked.connect(self.choose_asked)
            steps.append(several)
            rows.addWidget(several)

    @staticmethod
    def _standing(cart: WebCart, standing: Standing) -> CartStanding:
        return standing.carts.get(cart.id, CartStanding())

    def _add_orders(self, rows: QVBoxLayout, visit: Visit, standing: Standing) -> None:
        rows.addWidget(Rule())
        age = parts.age(visit, "orders", standing.now)
        self._add_heading(rows, self.tr("Orders"), len(visit.orders), age)
        self._add_trouble(rows, visit, "orders")
        shown = visit.orders if self._all_orders else visit.orders[:_FIRST_ORDERS]
        for order in shown:
            rows.addWidget(OrderRow(order))
        if not visit.orders and not parts.trouble(visit, "orders"):
            text = self.tr("Asking…") if visit.local else self.tr("No order yet.")
            if visit.local and standing.link:
                text = self.tr("Only the centre knows them.")
            rows.addWidget(_empty(text))
        if len(visit.orders) > len(shown):
            more = Button(
                self.tr("Show all %n", "", len(visit.orders)),
                "customer.orders.all",
                icon="chevron-down",
                kind=Kind.QUIET,
            )
            more.clicked.connect(self._show_all_orders)
            rows.addWidget(more)

    def _show_all_orders(self, _checked: bool = False) -> None:
        self._all_orders = True
        self._make("orders")

    def _add_suggestions(self, rows: QVBoxLayout, visit: Visit) -> None:
        found = _suggested(visit)
        if not found and not parts.trouble(visit, "recommendations"):
            return
        rows.addWidget(Rule())
        self._add_heading(rows, self.tr("Goes with it"), 0, "")
        self._add_trouble(rows, visit, "recommendations")
        for place, product in enumerate(found, start=1):
            made = ProductButton(product, self._pictures, f"customer.suggestion.{place}")
            made.product_wished.connect(self.product_wished)
            rows.addWidget(made)

    @staticmethod
    def _add_heading(rows: QVBoxLayout, text: str, number: int, age: str) -> None:
        rows.addWidget(Heading(text, formats.count(number) if number else "", age))

    def _add_trouble(self, rows: QVBoxLayout, visit: Visit, part: str) -> None:
        text = parts.trouble(visit, part)
        if text:
            line = TroubleLine(f"customer.trouble.{part}")
            line.retry_asked.connect(self.retry_asked)
            rows.addWidget(line)
            line.show_trouble(text)


def _given(cart: Cart) -> frozenset[str]:
    """Ids of the promises that are kept in this sale."""
    given = (cart.discount, *(line.discount for line in cart.lines))
    return frozenset(d.code for d in given if d and d.source is Source.PROMISE)


def _part_paid(visit: Visit) -> list[WebCart]:
    """Open carts that something was paid towards."""
    return [c for c in visit.carts if c.state is not CartState.CANCELLED and c.paid.minor > 0]


def _suggested(visit: Visit) -> list[Product]:
    """What goes with what this customer has."""
    known = {product.sku: product for product in visit.products}
    return [known[sku] for sku in visit.recommendations if sku in known][:_SUGGESTED]


def _empty(text: str) -> PlainLabel:
    """What stands where there is nothing, in line with the headings."""
    made = muted(text)
    made.setContentsMargins(4, 0, 0, 4)
    return made

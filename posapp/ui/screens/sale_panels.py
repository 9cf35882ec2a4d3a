"""The small panels that open for a line or the cart: quantity, note, coupon, actions."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QSizePolicy

from posapp.domain.cart import Cart, Line
from posapp.domain.errors import BadAmount, PosError
from posapp.ui import formats, keys
from posapp.ui.widgets.boxes import row
from posapp.ui.widgets.buttons import Button, Kind, icon_button
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.keypad import Keypad
from posapp.ui.widgets.labels import PlainLabel, muted
from posapp.ui.widgets.panel import SidePanel

translate = QCoreApplication.translate


def titled(line: Line) -> str:
    """A line as a panel's second heading."""
    parts = (line.product.name, line.product.variant)
    return formats.tamed(" · ".join(part for part in parts if part), 120)


class FieldPanel(SidePanel):
    """A panel with one field and one primary action; Enter in the field is that action.

    Signals:
        confirmed: the text in the field, trimmed.
    """

    confirmed = Signal(str)

    def __init__(self, title: str, name: str, label: str, action: str, most: int = 200) -> None:
        super().__init__(title, name)
        self.field = Field(label, f"{name}.field", most=most)
        self.first = self.field.line
        self.body.addWidget(self.field)
        self.apply = Button(
            action, f"{name}.apply", icon="check", key="Enter", kind=Kind.PRIMARY, height=56
        )
        self.apply.clicked.connect(self.confirm)
        self.field.entered.connect(self.confirm)
        self.buttons.addWidget(self.apply)

    def add_keypad(self, name: str, *, decimals: bool) -> None:
        """A number pad that types into the field."""
        pad = Keypad(name, decimals=decimals)
        pad.typed.connect(self.field.line.insert)
        pad.erased.connect(self.field.line.backspace)
        self.body.addWidget(pad)

    def show_error(self, error: PosError) -> None:
        """Say in the panel what is wrong."""
        self.banner.show_error(error)
        self.field.line.setFocus()
        self.field.line.selectAll()

    @Slot()
    def confirm(self) -> None:
        """The primary action."""
        self.confirmed.emit(self.field.text)


class QuantityPanel(FieldPanel):
    """How many of a line.

    Signals:
        quantity_chosen: 0 to 9,999.
    """

    quantity_chosen = Signal(int)

    def __init__(self, line: Line) -> None:
        super().__init__(
            translate("sale", "Quantity"),
            "quantity",
            translate("sale", "How many"),
            translate("sale", "Set quantity"),
            most=4,
        )
        self.show_subtitle(titled(line))
        self.field.show_text(str(line.quantity))
        self.field.line.selectAll()
        self.add_keypad("quantity.keypad", decimals=False)

    @Slot()
    def confirm(self) -> None:
        text = self.field.text
        if text.isascii() and text.isdigit():
            self.quantity_chosen.emit(int(text))
        else:
            self.show_error(BadAmount(text))


class NotePanel(FieldPanel):
    """A note on a line; ``confirmed`` with an empty text removes it."""

    def __init__(self, line: Line) -> None:
        super().__init__(
            translate("sale", "Note"),
            "note",
            translate("sale", "Note on this line"),
            translate("sale", "Keep note"),
        )
        self.show_subtitle(titled(line))
        self.field.show_text(line.note)
        self.body.addWidget(muted(translate("sale", "It stands on the receipt."), wrap=True))


class CouponPanel(FieldPanel):
    """Enter coupons, and see and remove those that are in the cart.

    Signals:
        removal_asked: a coupon's code.
    """

    removal_asked = Signal(str)

    def __init__(self, cart: Cart) -> None:
        super().__init__(
            translate("sale", "Coupon"),
            "coupon",
            translate("sale", "Code on the coupon"),
            translate("sale", "Use coupon"),
            most=40,
        )
        for code in cart.coupons:
            line = row()
            line.addWidget(PlainLabel(formats.tamed(code, 40)), 1)
            said = translate("sale", "Remove coupon {code}").format(code=code)
            remove = icon_button("trash", said, f"coupon.remove.{code}")
            remove.clicked.connect(partial(self._remove, code))
            line.addWidget(remove)
            self.body.addLayout(line)

    def _remove(self, code: str, _checked: bool = False) -> None:
        self.removal_asked.emit(code)


class LinePanel(SidePanel):
    """Everything that can be done with a line, for fingers.

    Signals:
        wished: ``quantity``, ``variant``, ``discount``, ``fulfilment``, ``note``, ``remove``.
    """

    wished = Signal(str)

    def __init__(self, line: Line) -> None:
        super().__init__(translate("sale", "Line"), "line")
        self.show_subtitle(titled(line))
        words = {
            "quantity": (translate("sale", "Quantity"), "plus"),
            "variant": (translate("sale", "Another size or colour"), "swap"),
            "fulfilment": (translate("sale", "Take now or ship home"), "truck"),
            "discount": (translate("sale", "Discount"), "percent"),
            "note": (translate("sale", "Note"), "note"),
        }
        for name, (text, icon) in words.items():
            self._add(name, text, icon, keys.shown(name))
        self._add("remove", translate("sale", "Remove the line"), "trash", "Del", Kind.DANGER)

    def _add(self, name: str, text: str, icon: str, key: str, kind: Kind = Kind.NORMAL) -> None:
        made = Button(text, f"line.{name}", icon=icon, key=key, kind=kind, height=56)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(partial(self._wish, name))
        self.body.addWidget(made)
        self.first = self.first or made

    def _wish(self, name: str, _checked: bool = False) -> None:
        self.wished.emit(name)

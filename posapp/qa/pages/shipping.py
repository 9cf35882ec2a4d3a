"""The panel for shipping home."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from posapp.domain.fulfilment import Address
from posapp.qa.pages.person import SHIFT, Person


class Shipping(Person):
    """Where the parcel goes, and how."""

    def opens_shipping(self) -> None:
        """Shift+F6: address and method."""
        self.hands.presses(Qt.Key.Key_F6, SHIFT)
        self.hands.waits_for("ship")

    def ships_to_first_address(self, method: str = "") -> None:
        """The first address of the book, and a method by its id, else the suggested one."""
        if not self.hands.sees("ship"):
            self.opens_shipping()
        self.hands.clicks("ship.address.1")
        self.chooses_method(method)

    def enters_address(self, address: Address, *, keep: bool = False) -> None:
        """A new address, typed field by field as its country asks for it."""
        if not self.hands.sees("ship"):
            self.opens_shipping()
        if not self.hands.sees("ship.form"):
            self.hands.clicks("ship.new")
        for field in ("recipient", "street", "postal_code", "city", "phone"):
            name, text = f"ship.form.{field}", getattr(address, field)
            if self.hands.sees(name):
                self.hands.empties(name)
                self.hands.types(text)
        if self.hands.sees("ship.form.keep") and not keep:
            self.hands.clicks("ship.form.keep")
        self.hands.clicks("ship.use")

    @property
    def shipping_methods(self) -> list[str]:
        """The ways to ship that can be chosen now, by name; none until they are known."""
        found = self.hands.window.findChildren(QAbstractButton)
        names = (each.objectName() for each in found if each.isVisible())
        return [name for name in names if name.startswith("ship.method.")]

    def chooses_method(self, method: str = "") -> None:
        """Wait for cost and date, choose, and confirm."""
        if method:
            self.hands.clicks(f"ship.method.{method}")
        self.hands.clicks("ship.apply")
        self.hands.waits_without("ship.apply")

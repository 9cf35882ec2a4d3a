"""The payment panel."""

from __future__ import annotations

from PySide6.QtCore import Qt

from posapp.domain.money import Money
from posapp.qa.hands import plain
from posapp.qa.pages.person import Person, shown
from posapp.ui import formats


class Paying(Person):
    """Taking money."""

    def pays(self) -> None:
        """F9: the payment opens beside the cart."""
        self.hands.presses(Qt.Key.Key_F9)
        self.hands.waits_for("pay")

    def takes_exact_cash(self) -> None:
        """Open the payment if it is not, and press Enter: the amount due, in cash."""
        self._opens()
        self.hands.presses(Qt.Key.Key_Return)

    def takes_cash(self, amount: Money) -> None:
        """Type what the customer hands over, Enter."""
        self._opens()
        self._types_amount(amount)
        self.hands.presses(Qt.Key.Key_Return)

    def pays_by_card(self, amount: Money | None = None) -> None:
        """F11: the terminal asks for this amount, or for all that is due."""
        self._opens()
        if amount is not None:
            self._types_amount(amount)
        self.hands.presses(Qt.Key.Key_F11)

    def pays_by_gift_card(self, number: str) -> None:
        """F12, the number, Enter."""
        self._opens()
        self.hands.presses(Qt.Key.Key_F12)
        self.hands.waits_for("pay.gift.number")
        self.hands.types(number)
        self.hands.presses(Qt.Key.Key_Return)

    def pays_by_store_credit(self) -> None:
        """Shift+F12: as much as there is."""
        self._opens()
        self.hands.clicks("pay.credit")

    def waits_for_tender(self, amount: Money | str) -> None:
        """Wait until this amount stands among what has been paid.

        Raises:
            NotSo: it does not.
        """
        self.hands.waits_to_read(shown(amount), name="pay.tenders")

    def waits_for_payment_state(self, *words: str) -> None:
        """Wait until the payment says this in its own words.

        Raises:
            NotSo: it does not.
        """
        self.hands.waits_to_read(*words, name="pay")

    @property
    def payment(self) -> str:
        """All that the payment says."""
        return plain(self.hands.reads("pay"))

    def presses_act(self, act: str) -> None:
        """A button of a state: ``ask``, ``park``, ``cancel``, ``change``, ``goon``…"""
        self.hands.clicks(f"pay.state.{act}")

    def _opens(self) -> None:
        if not self.hands.sees("pay"):
            self.pays()
        self.hands.waits_for("pay.amount")

    def _types_amount(self, amount: Money) -> None:
        self.hands.empties("pay.amount")
        self.hands.types(formats.number(amount))

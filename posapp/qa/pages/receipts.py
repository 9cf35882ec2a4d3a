"""The receipt after a sale, and receipts found again."""

from __future__ import annotations

from PySide6.QtCore import Qt

from posapp.domain.money import Money
from posapp.qa.hands import plain
from posapp.qa.pages.person import Person, shown


class Receipts(Person):
    """What the customer gets."""

    def waits_for_receipt(self) -> None:
        """Wait until the sale is done and its receipt is on the screen, drawn.

        Raises:
            NotSo: it is not.
        """
        self.hands.waits_for("receipt.next")
        self.hands.waits_until(
            lambda: self.hands.reads("receipt.paper") != "", "the receipt is not drawn"
        )

    @property
    def receipt(self) -> str:
        """All that the receipt panel says."""
        return plain(self.hands.reads("receipt"))

    def waits_for_change(self, amount: Money | str) -> None:
        """Wait for the figure that goes back to the customer.

        Raises:
            NotSo: it is another one.
        """
        self.hands.waits_to_read(shown(amount), name="receipt.change")

    def waits_for_printing(self, *words: str) -> None:
        """Wait until the state of printing is told so.

        Raises:
            NotSo: it is not.
        """
        self.hands.waits_to_read(*words, name="receipt.status")

    def prints_a_copy(self) -> None:
        """The receipt once more; it says COPY."""
        self.hands.clicks("receipt.copy")

    def tries_the_printer(self) -> None:
        """Paper is back: try again now."""
        self.hands.clicks("receipt.retry")

    def sends_by_email(self, address: str = "") -> None:
        """To the customer's own address, or another."""
        self.hands.clicks("receipt.send")
        if address:
            self.hands.empties("receipt.email")
            self.hands.types(address)
        self.hands.clicks("receipt.send.email")

    def serves_the_next(self) -> None:
        """Enter: the receipt goes, the next customer comes."""
        self.hands.waits_for("receipt.next")
        self.hands.presses(Qt.Key.Key_Return)
        self.hands.waits_without("receipt")

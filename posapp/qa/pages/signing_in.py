"""The sign-in screen and the bar over every screen."""

from __future__ import annotations

from PySide6.QtCore import Qt

from posapp.qa.hands import plain
from posapp.qa.pages.person import CONTROL, Person


class SigningIn(Person):
    """Who is at the register."""

    def signs_in(self, pin: str) -> None:
        """Type a PIN and press Enter; the sale screen follows."""
        self.enters_pin(pin)
        self.hands.waits_for("sale.box")

    def enters_pin(self, pin: str) -> None:
        """Type a PIN and press Enter, whatever comes of it."""
        self.hands.waits_for("signin.pin")
        self.hands.types(pin)
        self.hands.waits_until(
            lambda: self.hands.finds("signin.enter").isEnabled(), "sign-in is closed"
        )
        self.hands.presses(Qt.Key.Key_Return)

    def touches_pin(self, pin: str) -> None:
        """The same with fingers alone."""
        for digit in pin:
            self.hands.clicks(f"signin.keypad.{digit}")
        self.hands.clicks("signin.enter")
        self.hands.waits_for("sale.box")

    def locks(self) -> None:
        """Ctrl+L: the register asks for a PIN again."""
        self.hands.presses(Qt.Key.Key_L, CONTROL)
        self.hands.waits_for("signin.pin")

    @property
    def badge(self) -> str:
        """What the badge says about the connection and what waits for a person."""
        return plain(self.hands.reads("window.badge").replace("\n", " "))

    def waits_for_badge(self, *words: str) -> None:
        """Wait until the badge says all of this.

        Raises:
            NotSo: it does not.
        """
        self.hands.waits_to_read(*words, name="window.badge")

    def opens_keys(self) -> None:
        """F1: all keys."""
        self.hands.presses(Qt.Key.Key_F1)

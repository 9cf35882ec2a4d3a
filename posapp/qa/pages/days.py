"""The manager's day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from posapp.domain.money import Money
from posapp.qa.hands import plain
from posapp.qa.pages.person import Person, shown
from posapp.ui import formats


class Days(Person):
    """What was sold, in figures."""

    def opens_day(self, on: date | None = None) -> None:
        """Wait to be signed in; F10 if the day is not up already. For managers.

        Args:
            on: the date to see, today's or, where midnight came since, yesterday's.
        """
        hands = self.hands
        hands.waits_until(
            lambda: hands.sees("sale.box") or hands.sees("day.export"), "nobody is signed in"
        )
        if not hands.sees("day.export"):
            hands.presses(Qt.Key.Key_F10)
        self.hands.waits_for("day.export")
        if on is not None and formats.long_day(on) not in self.hands.reads("day.title"):
            self.hands.clicks("day.before")

    def waits_for_day(self, grand: Money | str, sales: int) -> None:
        """Wait until the day says so much was sold, in so many sales.

        Raises:
            NotSo: it says something else.
        """
        self.hands.waits_to_read(shown(grand), name="day.grand.figure")
        self.hands.waits_to_read(str(sales), name="day.count.figure")

    def figure(self, name: str) -> str:
        """One figure of the day: ``grand``, ``count``, ``rescued``, ``discounts``."""
        return plain(self.hands.reads(f"day.{name}.figure"))

    def groups(self, name: str) -> str:
        """The bars of ``clerks``, ``tenders``, ``fulfilments`` or ``hours``, as spoken."""
        return plain(self.hands.reads(f"day.{name}"))

    @property
    def day_rows(self) -> list[str]:
        """The sales as listed, newest first."""
        return self.hands.rows("day.sales") if self.hands.sees("day.sales") else []

    def opens_sale(self, row: int = 0) -> None:
        """Touch a sale; its receipt opens beside the list."""
        self.hands.waits_until(lambda: len(self.day_rows) > row, f"no sale in row {row}")
        self.hands.clicks_row("day.sales", row)
        self.hands.waits_for("receipt")
        self.hands.waits_until(
            lambda: self.hands.reads("receipt.paper") != "", "the receipt is not drawn"
        )

    def exports(self) -> str:
        """Touch Export; what the screen says of the file."""
        self.hands.clicks("day.export")
        self.hands.waits_for("day.message")
        return plain(self.hands.reads("day.message"))

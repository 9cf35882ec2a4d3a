"""Counted things in words.

Qt's ``lupdate`` finds a plural only in ``self.tr`` of a class: ``translate`` with a count is
taken for a plain text, or not seen at all. So the counted words of functions stand here.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


class Plurals:
    """Each says how many of something, in the clerk's language."""

    def tr(self, text: str, comment: str, number: int) -> str:
        """Named as ``lupdate`` wants it."""
        return QCoreApplication.translate("Plurals", text, comment, number)

    def seconds(self, number: int) -> str:
        return self.tr("%n second(s)", "", number)

    def minutes(self, number: int) -> str:
        return self.tr("%n minute(s)", "", number)

    def hours(self, number: int) -> str:
        return self.tr("%n hour(s)", "", number)

    def days(self, number: int) -> str:
        return self.tr("%n day(s)", "", number)

    def sales_waiting(self, number: int) -> str:
        return self.tr("%n sale(s) waiting", "", number)

    def to_print(self, number: int) -> str:
        return self.tr("%n receipt(s) to print", "", number)

    def items(self, number: int) -> str:
        return self.tr("%n item(s)", "", number)

    def lines_to_decide(self, number: int) -> str:
        return self.tr("%n line(s) to decide", "", number)

    def carts_together(self, number: int) -> str:
        return self.tr("Pull %n together", "", number)

    def here(self, number: int) -> str:
        return self.tr("%n here", "", number)

    def last(self, number: int) -> str:
        return self.tr("Last %n", "", number)

    def free(self, number: int) -> str:
        return self.tr("%n free", "", number)


plurals = Plurals()

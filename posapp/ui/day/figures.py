"""The figures above the list: one large, the others beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from posapp.domain.money import Money
from posapp.domain.reports import Day
from posapp.ui import formats
from posapp.ui.style import Weight
from posapp.ui.tokens import CARD_EDGE, GUTTER, LARGE, Tone
from posapp.ui.widgets.boxes import Card
from posapp.ui.widgets.labels import ElidedLabel, PlainLabel, muted


class Tile(Card):
    """A word, a figure, and a quiet line."""

    def __init__(self, word: str, name: str, *, tone: Tone | None = None) -> None:
        super().__init__(margin=16)
        self.rows.setContentsMargins(CARD_EDGE, 16, CARD_EDGE, 16)
        self.setObjectName(name)
        self.rows.setSpacing(2)
        self._word = word
        self.figure = PlainLabel("", size=LARGE, weight=Weight.BOLD, tone=tone)
        self.figure.setObjectName(f"{name}.figure")
        self.figure.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._second = ElidedLabel("", size=13, tone=Tone.NEUTRAL)
        self.rows.addWidget(muted(word))
        self.rows.addWidget(self.figure)
        self.rows.addWidget(self._second)

    def show_figure(self, figure: str, second: str = "") -> None:
        """Show other figures."""
        self.figure.setText(figure)
        self._second.setText(second)
        self.setAccessibleName(f"{self._word} {figure} {second}".strip())


class Tiles(QWidget):
    """Takings, sales, rescued from the web, tax and discounts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.takings = Tile(self.tr("Sold"), "day.grand")
        self.count = Tile(self.tr("Sales"), "day.count")
        self.rescued = Tile(self.tr("Rescued from online carts"), "day.rescued", tone=Tone.GOOD)
        self.discounts = Tile(self.tr("Discounts"), "day.discounts")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GUTTER)
        self.show_narrow(False)

    def show_narrow(self, narrow: bool) -> None:
        """Two by two, or all in one row."""
        tiles = (self.takings, self.count, self.rescued, self.discounts)
        for place, tile in enumerate(tiles):
            self._grid.addWidget(tile, *(divmod(place, 2) if narrow else (0, place)))
        for column in range(len(tiles)):
            self._grid.setColumnStretch(column, 0 if narrow and column > 1 else 1)

    def show_day(self, day: Day) -> None:
        """Show a day's figures."""
        tax = self.tr("of which tax {amount}").format(amount=formats.money(day.tax))
        self.takings.show_figure(formats.money(day.grand), tax)
        sold = len(day.sales)
        each = Money(day.grand.minor // sold if sold else 0, day.grand.currency)
        average = self.tr("{amount} each, on average").format(amount=formats.money(each))
        self.count.show_figure(formats.count(sold), average if sold else "")
        part = _per_cent(day.rescued.minor, day.grand.minor)
        share = self.tr("{share}% of the day").format(share=part)
        self.rescued.show_figure(formats.money(day.rescued), share)
        full = day.grand.minor + day.discounts.minor
        given = _per_cent(day.discounts.minor, full)
        self.discounts.show_figure(
            formats.money(day.discounts), self.tr("{share}% of full prices").format(share=given)
        )


def _per_cent(part: int, whole: int) -> int:
    """To the nearest, a half upwards."""
    return (200 * part + whole) // (2 * whole) if whole else 0

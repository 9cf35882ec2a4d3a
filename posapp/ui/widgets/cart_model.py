"""The lines of a priced cart as a list model that changes only what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from posapp.domain.cart import Origin
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.pricing import PricedCart, PricedLine
from posapp.ui import formats
from posapp.ui.reasons import note, reason

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole + 1
DOUBT = Qt.ItemDataRole.UserRole + 2
ROOT = QModelIndex()
translate = QCoreApplication.translate


class CartModel(QAbstractListModel):
    """Told a whole new cart after every change; views hear of the rows that differ."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PricedLine, ...] = ()
        self._doubts: Mapping[str, str] = {}

    def show_doubts(self, doubts: Mapping[str, str]) -> None:
        """What the clerk should know about lines, by id, before anything is promised."""
        before, self._doubts = self._doubts, dict(doubts)
        for row, priced in enumerate(self._lines):
            if before.get(priced.line.id) != doubts.get(priced.line.id):
                self.dataChanged.emit(self.index(row), self.index(row))

    def show(self, priced: PricedCart) -> int | None:
        """Show these lines.

        Returns:
            The last row that is new or changed, or None.
        """
        old, new = self._lines, priced.lines
        head = _same(old, new)
        tail = _same(old[head:][::-1], new[head:][::-1])
        gone, come = len(old) - head - tail, len(new) - head - tail
        shared = min(gone, come)
        if gone > shared:
            self.beginRemoveRows(ROOT, head + shared, head + gone - 1)
            self._lines = (*old[: head + shared], *old[head + gone :])
            self.endRemoveRows()
        if come > shared:
            self.beginInsertRows(ROOT, head + shared, head + come - 1)
            self._lines = (*self._lines[: head + shared], *new[head + shared :])
            self.endInsertRows()
        before, self._lines = self._lines, new
        return self._tell_changed(before, new, come > shared, head + come - 1)

    def _tell_changed(
        self,
        old: tuple[PricedLine, ...],
        new: tuple[PricedLine, ...],
        grown: bool,
        last: int,
    ) -> int | None:
        changed = [row for row, line in enumerate(new) if old[row] != line]
        for first, end in _runs(changed):
            self.dataChanged.emit(self.createIndex(first, 0), self.createIndex(end, 0))
        if grown:
            return last
        counted = [row for row in changed if old[row].line.quantity != new[row].line.quantity]
        return counted[-1] if counted else None

    def line_at(self, row: int) -> PricedLine | None:
        """The line in this row, or None."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, line_id: str) -> int:
        """Where a line stands; -1 when it is not here."""
        for row, priced in enumerate(self._lines):
            if priced.line.id == line_id:
                return row
        return -1

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        priced = self.line_at(index.row()) if index.isValid() else None
        if priced is None:
            return None
        if role == LINE:
            return priced
        if role == DOUBT:
            return self._doubts.get(priced.line.id, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return formats.tamed(priced.line.product.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            doubt = self._doubts.get(priced.line.id, "")
            return f"{spoken(priced)}, {doubt}" if doubt else spoken(priced)
        return None


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """The first and the last of those that follow one another: a view hears of many at once."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        first = runs.pop()[0] if runs and runs[-1][1] == row - 1 else row
        runs.append((first, row))
    return runs


def _same(old: tuple[PricedLine, ...], new: tuple[PricedLine, ...]) -> int:
    """How many lines from the front on have the same ids."""
    for place, (was, now) in enumerate(zip(old, new, strict=False)):
        if was.line.id != now.line.id:
            return place
    return min(len(old), len(new))


def fulfilment_word(fulfilment: Fulfilment) -> tuple[str, str]:
    """The tag's word and icon."""
    match fulfilment:
        case Fulfilment.TAKE:
            return translate("cart", "Take"), "bag"
        case Fulfilment.SHIP:
            return translate("cart", "Ship"), "truck"
        case Fulfilment.PICK_UP:
            return translate("cart", "Pick up"), "pin"
        case Fulfilment.FROM_STORE:
            return translate("cart", "Other store"), "store"


def origin_mark(origin: Origin) -> str:
    """The mark of a line that was not put in at the counter; empty for one that was."""
    match origin:
        case Origin.WEB:
            return translate("cart", "WEB")
        case Origin.CHAT:
            return translate("cart", "CHAT")
        case Origin.COUNTER:
            return ""


def spoken(priced: PricedLine) -> str:
    """A line as a screen reader says it."""
    line = priced.line
    first = translate("cart", "{quantity} of {name} {variant}, {total}").format(
        quantity=formats.count(line.quantity),
        name=formats.tamed(line.product.name),
        variant=formats.tamed(line.product.variant),
        total=formats.money(total_of(priced)),
    )
    told = formats.tamed(reason(line.reason, line.unit_price.currency), 120)
    parts = (first, fulfilment_word(line.fulfilment)[0], told, formats.tamed(note(line.note)))
    return ", ".join(part for part in parts if part)


def total_of(priced: PricedLine) -> Money:
    """What the line adds up to in the store's price convention, discounts off."""
    return priced.items - priced.discounted

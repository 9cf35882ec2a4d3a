"""The next receipt's QR, worked out while nobody waits for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from posapp.domain.errors import PosError
from posapp.domain.sale import Sale
from posapp.services import receipts
from posapp.ui.receipt.code import Code, code
from posapp.ui.workplace import Workplace

_FEW = 12  # lines that are laid out in two or three milliseconds


class Coming(QObject):
    """Knows the number that follows the last sale's. A QR takes longer than all the rest of a
    receipt; its number is certain only in the transaction, so a wrong guess costs nothing but
    the guess."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = workplace
        self._next = self._known = ""

    def after(self, sale: Sale) -> None:
        """This was the last sale."""
        self._next = receipts.code_after(self._place.register, sale)

    def quick(self, sale: Sale) -> bool:
        """Laying out its receipt takes no longer than a blink: its QR is known, it has few
        lines and no stranger's address."""
        known = self._known == f"{receipts.PREFIX}{sale.receipt}"
        return known and sale.shipment is None and len(sale.lines) <= _FEW

    @Slot()
    def prepare(self) -> None:
        """Work it out beside the window; nobody has sold yet: not the first one."""
        if self._next and self._next != self._known:
            self._place.background.run(
                partial(code, self._next),
                self,
                done=partial(self._knows, self._next),
                failed=_cannot,
            )

    def _knows(self, text: str, _code: Code) -> None:
        self._known = text


def _cannot(_error: PosError) -> None:
    """Then it is worked out when it is wanted."""

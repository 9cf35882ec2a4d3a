"""The ways to pay, as the buttons in the foot of a payment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.ui import keys
from posapp.ui.tokens import PAY, TOUCH
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import Button, Kind

if TYPE_CHECKING:
    from posapp.services.health import Health


class Ways(QWidget):
    """Cash and card above, gift card and store credit below; one button when all is paid.

    Attributes:
        complete, cash: the highlighted button, when all is paid and before.
        cut_off: the centre is away.

    Signals:
        completed, cash_chosen, card_chosen, gift_chosen, credit_chosen: a button was pressed.
    """

    completed = Signal()
    cash_chosen = Signal()
    card_chosen = Signal()
    gift_chosen = Signal()
    credit_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cut_off = False
        rows = column(self, gap=8)
        self.complete = wide(
            self.tr("Complete the sale"), "pay.complete", "check", "Enter", Kind.PRIMARY
        )
        self.complete.clicked.connect(self.completed)
        self.cash = wide(self.tr("Cash"), "pay.cash", "cash", "Enter", Kind.PRIMARY)
        self.cash.clicked.connect(self.cash_chosen)
        self._card = wide(self.tr("Card"), "pay.card", "card", keys.shown("card"))
        self._card.clicked.connect(self.card_chosen)
        key = keys.shown("gift_card")
        self._gift = wide(self.tr("Gift card"), "pay.gift", "gift", key, height=TOUCH)
        self._gift.clicked.connect(self.gift_chosen)
        key = keys.shown("store_credit")
        self._credit = wide(self.tr("Store credit"), "pay.credit", "wallet", key, height=TOUCH)
        self._credit.clicked.connect(self.credit_chosen)
        self._open = (
            _side_by_side(self.cash, self._card),
            _side_by_side(self._gift, self._credit),
        )
        for part in (self.complete, *self._open):
            rows.addWidget(part)

    def show_possible(self, *, cards: bool, credit: bool) -> None:
        """Whether there is a terminal, and whether the customer has store credit."""
        self._card.setEnabled(cards)
        self._card.setToolTip("" if cards else self.tr("No card terminal is set up."))
        self._credit.setVisible(credit)

    def show_link(self, health: Health) -> None:
        """Money that only the centre has cannot be used while it is away, and says so before
        anybody has promised it."""
        self.cut_off = health.link.value == "offline"
        why = self.away if self.cut_off else ""
        for button, text, cut in (
            (self._gift, self.tr("Gift card"), self.tr("Gift card: not offline")),
            (self._credit, self.tr("Store credit"), self.tr("Store credit: not offline")),
        ):
            button.setEnabled(not self.cut_off)
            button.show_text(cut if self.cut_off else text, f"{cut}. {why}" if why else text)
            button.setToolTip(why)

    @property
    def away(self) -> str:
        """Why gift cards and store credit must wait, in words."""
        return self.tr(
            "The centre is away, and only it knows what is left on them. Cash and cards work."
        )

    def show_settled(self, settled: bool) -> None:
        """All is paid, or not yet."""
        self.complete.setVisible(settled)
        for part in self._open:
            part.setVisible(not settled)


def _side_by_side(*buttons: Button) -> QWidget:
    made = QWidget()
    line = row(made, gap=8)
    for button in buttons:
        line.addWidget(button, 1)
    return made


def wide(
    text: str, name: str, icon: str, key: str, kind: Kind = Kind.NORMAL, height: int = PAY
) -> Button:
    """A button as wide as the panel."""
    made = Button(text, name, icon=icon, key=key, kind=kind, height=height)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made

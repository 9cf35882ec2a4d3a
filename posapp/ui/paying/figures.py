"""What is due and what goes back, and what has been paid so far."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from posapp.domain.money import Money
from posapp.domain.payment import Payment, Tender, TenderKind
from posapp.ui import formats, icons, style
from posapp.ui.tokens import ICON, TOUCH, Tone
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import icon_button
from posapp.ui.widgets.labels import ElidedLabel, MoneyLabel, PlainLabel, large_money, muted

translate = QCoreApplication.translate

ICONS = {
    TenderKind.CASH: "cash",
    TenderKind.CARD: "card",
    TenderKind.GIFT_CARD: "gift",
    TenderKind.STORE_CREDIT: "wallet",
    TenderKind.PREPAID: "globe",
}


def tender_word(kind: TenderKind) -> str:
    """A means of payment, in the clerk's language."""
    return {
        TenderKind.CASH: translate("paying", "Cash"),
        TenderKind.CARD: translate("paying", "Card"),
        TenderKind.GIFT_CARD: translate("paying", "Gift card"),
        TenderKind.STORE_CREDIT: translate("paying", "Store credit"),
        TenderKind.PREPAID: translate("paying", "Paid online"),
    }[kind]


class Figures(QWidget):
    """The two figures that matter: due at the left, change at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pay.figures")
        self._due_word = muted(self.tr("To pay"))
        self._change_word = muted(self.tr("Change"))
        self._change_word.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.due = large_money()
        self.due.setObjectName("pay.due")
        self.due.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.change = large_money()
        self.change.setObjectName("pay.change")
        self.change.show_tone(Tone.GOOD)
        line = row(self, gap=8)
        for word, figure in ((self._due_word, self.due), (self._change_word, self.change)):
            pair = column(gap=0)
            pair.addWidget(word)
            pair.addWidget(figure)
            line.addLayout(pair)
            if figure is self.due:
                line.addStretch(1)

    def show_figures(self, due: Money, change: Money, paid: bool) -> None:
        """``paid``: something has been paid already, so ``due`` is only the rest."""
        self._due_word.setText(self.tr("Still to pay") if paid else self.tr("To pay"))
        self.due.show_amount(due)
        self.change.show_amount(change)
        self.change.setVisible(bool(change))
        self._change_word.setVisible(bool(change))
        said = [f"{self._due_word.text()} {self.due.text()}"]
        if change:
            said.append(f"{self._change_word.text()} {self.change.text()}")
        self.setAccessibleName(", ".join(said))


def _done_mark() -> PlainLabel:
    """A tick as wide as the button that other tenders have, so that amounts line up."""
    made = PlainLabel()
    made.setPixmap(icons.pixmap("check", style.palette().good, ICON, 2.0))
    made.setFixedWidth(TOUCH)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


class TenderList(QWidget):
    """What has been paid so far, and what was paid online.

    Attributes:
        count: how many rows it has.

    Signals:
        removal_asked: the id of a tender to take back.
    """

    removal_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pay.tenders")
        self._rows: QVBoxLayout = column(self, gap=0)
        self._inside: QWidget | None = None
        self.count = 0

    def show_tenders(self, payment: Payment) -> None:
        """Show them anew."""
        if self._inside is not None:
            self._inside.hide()
            self._rows.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = QWidget()
        rows = column(self._inside, gap=0)
        if payment.priced.prepaid:
            paid = Tender("", TenderKind.PREPAID, payment.priced.prepaid)
            rows.addWidget(self._tender(paid, 0))
        for place, tender in enumerate(payment.tenders, start=1):
            rows.addWidget(self._tender(tender, place))
        self._rows.addWidget(self._inside)
        self.count = rows.count()
        self.setVisible(self.count > 0)

    def _tender(self, tender: Tender, place: int) -> QWidget:
        made = QWidget()
        made.setFixedHeight(48 if tender.kind is not TenderKind.PREPAID else 36)
        line = row(made, gap=10)
        picture = PlainLabel()
        picture.setPixmap(icons.pixmap(ICONS[tender.kind], style.palette().muted, ICON, 2.0))
        line.addWidget(picture)
        line.addLayout(self._named(tender), 1)
        line.addWidget(MoneyLabel(tender.amount))
        if tender.kind in (TenderKind.CARD, TenderKind.PREPAID):
            line.addWidget(_done_mark())
        else:
            said = self.tr("Take back: {tender}").format(tender=tender_word(tender.kind))
            remove = icon_button("trash", said, f"pay.tender.{place}.remove")
            remove.clicked.connect(partial(self._remove, tender.id))
            line.addWidget(remove)
        return made

    def _named(self, tender: Tender) -> QVBoxLayout:
        """What it is; below, for a card, that it has been charged."""
        rows = column(gap=0)
        rows.addStretch(1)
        rows.addWidget(ElidedLabel(formats.tamed(tender.label, 40) or tender_word(tender.kind)))
        if tender.kind is TenderKind.CARD:
            rows.addWidget(muted(self.tr("charged")))
        rows.addStretch(1)
        return rows

    def _remove(self, tender_id: str, _checked: bool = False) -> None:
        self.removal_asked.emit(tender_id)

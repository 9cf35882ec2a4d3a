"""Card payments that belong to no sale yet: asked about, used, or refunded; never forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from posapp.domain.errors import PosError
from posapp.services import checkout
from posapp.services.checkout import Attempt, AttemptState
from posapp.ui import formats, keys
from posapp.ui.paying.paying import Paying
from posapp.ui.paying.state_page import nothing
from posapp.ui.style import Weight
from posapp.ui.tokens import Tone
from posapp.ui.widgets.boxes import Sunken, column
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import MoneyLabel, muted
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.pills import Pill

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

translate = QCoreApplication.translate


class SettlingPanel(SidePanel):
    """One block per charge, oldest first.

    Signals:
        ask_asked, use_asked, refund_asked: the reference of a charge.
    """

    ask_asked = Signal(str)
    use_asked = Signal(str)
    refund_asked = Signal(str)

    def __init__(self, *, usable: bool) -> None:
        super().__init__(translate("paying", "Card payments to settle"), "settle")
        self._usable = usable
        self._inside: QWidget | None = None

    def show_attempts(self, attempts: tuple[Attempt, ...]) -> None:
        """Show these; with none left it says so."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        rows = column(self._inside)
        self.first = None
        for place, attempt in enumerate(attempts, start=1):
            rows.addWidget(self._block(attempt, place))
        if not attempts:
            text = translate("paying", "Everything is settled.")
            rows.addWidget(nothing("check", text, tone=Tone.GOOD))
        self.body.addWidget(self._inside)
        self._inside.show()
        (self.first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _block(self, attempt: Attempt, place: int) -> QWidget:
        made = Sunken()
        made.rows.setSpacing(8)
        amount = MoneyLabel(attempt.amount, weight=Weight.STRONG)
        amount.setAlignment(Qt.AlignmentFlag.AlignLeft)
        made.rows.addWidget(amount)
        when = formats.moment(attempt.started_at)
        made.rows.addWidget(muted(f"{when} {formats.tamed(attempt.label, 40)}".strip()))
        charged = attempt.state is AttemptState.APPROVED
        text = (
            translate("paying", "Charged, no sale")
            if charged
            else translate("paying", "Not confirmed")
        )
        made.rows.addWidget(Pill(text, Tone.WARN, icon="warning"))
        for word, name, icon, does in self._acts(charged=charged):
            kind = Kind.PRIMARY if self.first is None else Kind.NORMAL
            button = Button(word, f"settle.{place}.{name}", icon=icon, kind=kind)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(_emit, does, attempt.reference))
            made.rows.addWidget(button)
            self.first = self.first or button
        return made

    def _acts(self, *, charged: bool) -> list[tuple[str, str, str, Callable[[str], None]]]:
        if not charged:
            text = translate("paying", "Ask the terminal")
            return [(text, "ask", "refresh", self.ask_asked.emit)]
        acts = []
        if self._usable:
            text = translate("paying", "Let it pay for this cart")
            acts.append((text, "use", "cart", self.use_asked.emit))
        text = translate("paying", "Refunded at the terminal")
        return [*acts, (text, "refund", "undo", self.refund_asked.emit)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.focusWidget()
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if pressed and isinstance(chosen, QPushButton) and not event.isAutoRepeat():
            chosen.click()
        else:
            super().keyPressEvent(event)


def _emit(does: Callable[[str], None], reference: str, _checked: bool = False) -> None:
    does(reference)


class Settling(QObject):
    """Opens the panel when an earlier run, or a parked cart, left a question behind."""

    def __init__(self, sale: SaleScreen, paying: Paying) -> None:
        super().__init__(sale)
        self.setObjectName("settling")
        self._sale, self._paying = sale, paying
        self._panel: SettlingPanel | None = None
        keys.bind(sale, "settle", self.open)
        sale.settle_asked.connect(self.open)
        QTimer.singleShot(0, self, self.remind)

    @Slot()
    def remind(self) -> None:
        """Open it by itself, when there is something and nothing else is open."""
        self._look(self._remind)

    def _remind(self, open_ones: tuple[Attempt, ...]) -> None:
        if self._sale.panel is None and open_ones:
            self.open()

    @Slot()
    def open(self) -> None:
        """List what is to be settled."""
        if self._sale.busy_paying():
            return
        panel = SettlingPanel(usable=bool(self._sale.serving.cart))
        panel.ask_asked.connect(self._ask)
        panel.use_asked.connect(self._use)
        panel.refund_asked.connect(self._refund)
        panel.destroyed.connect(partial(self._gone, panel))
        self._panel = panel
        self._sale.open_panel(panel)
        self._show()

    def _gone(self, panel: SettlingPanel, _object: object = None) -> None:
        if self._panel is panel:
            self._panel = None

    def _show(self) -> None:
        if self._panel is not None:
            self._look(self._panel.show_attempts)

    def _look(self, told: Callable[[tuple[Attempt, ...]], None]) -> None:
        place = self._sale.workplace
        place.background.look(
            partial(checkout.unsettled, place.register),
            self._panel or self,
            done=told,
            failed=self._sale.tell_error,
        )

    @Slot(str)
    def _ask(self, reference: str) -> None:
        place = self._sale.workplace
        place.background.watch(
            partial(checkout.ask_again, place.register, reference),
            self,
            done=self._answered,
            failed=self._failed,
        )

    @Slot(str)
    def _refund(self, reference: str) -> None:
        place = self._sale.workplace
        place.background.write(
            partial(checkout.reversed_by_hand, place.register, place.clerk, reference),
            self,
            done=self._answered,
            failed=self._failed,
        )

    @Slot(str)
    def _use(self, reference: str) -> None:
        self._sale.close_panel()
        self._paying.open(self._sale.priced)
        self._paying.cards.reuse(reference)

    def _answered(self, _outcome: object) -> None:
        if self._panel is not None:
            self._panel.banner.clear()
            self._show()

    def _failed(self, error: PosError) -> None:
        if self._panel is not None:
            self._panel.banner.show_error(error)

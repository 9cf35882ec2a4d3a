"""A person says what became of something that the centre asked to look into."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from posapp.domain.catalogue import Product
from posapp.domain.errors import PosError
from posapp.services import oddities
from posapp.services.oddities import Oddity, Outcome, Settlement
from posapp.ui import formats
from posapp.ui.screens.attention_words import (
    oddity_about,
    oddity_title,
    oddity_words,
    outcome_words,
)
from posapp.ui.tokens import SMALL
from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.labels import PlainLabel
from posapp.ui.widgets.panel import SidePanel

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

translate = QCoreApplication.translate
NOTE = 200
_ICONS = {
    Outcome.FOUND: "search",
    Outcome.REPLACED: "swap",
    Outcome.REFUNDED: "undo",
    Outcome.TOLD: "send",
    Outcome.OTHER: "note",
}


class SettlingPanel(SidePanel):
    """A note, and one button for each thing that can have become of it.

    Signals:
        decided: the ``Outcome`` and the note.
    """

    decided = Signal(object, str)

    def __init__(self, odd: Oddity, product: Product | None) -> None:
        super().__init__(translate("attention", "What became of it?"), "settling")
        self.show_subtitle(oddity_title(odd))
        for text in filter(None, (oddity_about(odd, product), oddity_words(odd))):
            self.body.addWidget(PlainLabel(text, size=SMALL, wrap=True))
        label = translate("attention", "In your words (if any)")
        self.note = Field(label, "settling.note", most=NOTE)
        self.body.addWidget(self.note)
        for outcome in Outcome:
            self.buttons.addWidget(self._button(outcome))

    def _button(self, outcome: Outcome) -> Button:
        name = f"settling.{outcome.value}"
        made = Button(outcome_words(outcome), name, icon=_ICONS[outcome])
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setAutoDefault(True)
        made.clicked.connect(partial(self._decide, outcome))
        self.first = self.first or made
        return made

    def _decide(self, outcome: Outcome, _checked: bool = False) -> None:
        note = self.note.text.strip()
        if outcome is Outcome.OTHER and not note:
            self.note.show_trouble(translate("attention", "Say in your words what it is."))
            self.note.line.setFocus()
            return
        self.decided.emit(outcome, note)


class Settling(QObject):
    """Opens the panel on a sale screen, and tells the centre what was decided."""

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self.setObjectName("settling_oddities")
        self._sale = sale

    def open(self, odd: Oddity) -> None:
        """Ask what became of this one."""
        heard = oddities.heard(self._sale.workplace.register)
        panel = SettlingPanel(odd, heard.goods.get(odd.of) if heard else None)
        panel.decided.connect(partial(self._tell, panel, odd))
        self._sale.open_panel(panel)

    def _tell(self, panel: SettlingPanel, odd: Oddity, outcome: Outcome, note: str) -> None:
        place = self._sale.workplace
        panel.setEnabled(False)
        place.background.run(
            partial(oddities.settle, place.register, place.clerk, odd, outcome, note),
            panel,
            done=self._settled,
            failed=partial(self._failed, panel),
            broke=partial(panel.setEnabled, True),
        )

    def _settled(self, stands: Settlement) -> None:
        """Somebody else may have been quicker: what stands is said."""
        place = self._sale.workplace
        told = translate("attention", "Settled by {name}: {what}")
        name, what = formats.tamed(stands.by, 60), outcome_words(stands.outcome)
        place.toast.tell(told.format(name=name, what=what))
        place.sync.look()
        self._sale.attention_asked.emit()

    def _failed(self, panel: SettlingPanel, error: PosError) -> None:
        panel.setEnabled(True)
        panel.banner.show_error(error)

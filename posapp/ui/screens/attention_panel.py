"""The panel of what waits for a person: card payments, facts the centre refused, receipts
in doubt, what the centre asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from posapp.domain.errors import FoundCopied, PosError
from posapp.domain.sale import Sale
from posapp.services.attention import RefusedFact
from posapp.services.oddities import Heard
from posapp.ui import formats, keys, words
from posapp.ui.paying.state_page import nothing
from posapp.ui.screens.attention_block import block, section
from posapp.ui.screens.attention_odd import OddList
from posapp.ui.screens.attention_words import kind_words, reason_state, reason_words
from posapp.ui.tokens import Tone
from posapp.ui.widgets.boxes import Sunken, column
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.labels import muted
from posapp.ui.widgets.panel import SidePanel

if TYPE_CHECKING:
    pass

translate = QCoreApplication.translate


class AttentionPanel(SidePanel):
    """One block for each thing, with what can be done about it.

    Signals:
        settle_asked: the card payments. resend_asked: a ``RefusedFact``.
        address_given: a ``RefusedFact`` and the e-mail address to send it to instead.
        export_asked: the list of what was refused.
        copy_asked, seen_to: a ``Sale`` whose receipt is in doubt.
        copy_seen_to: this register was found to be a copy, and a person has looked into it.
    """

    settle_asked = Signal()
    resend_asked = Signal(object)
    address_given = Signal(object, str)
    export_asked = Signal()
    copy_asked = Signal(object)
    seen_to = Signal(object)
    copy_seen_to = Signal()

    def __init__(self) -> None:
        super().__init__(translate("attention", "Needs attention"), "attention")
        self._inside: QWidget | None = None
        self._orderly: QWidget | None = None
        self.odd = OddList()
        self.fields: dict[int, Field] = {}

    def show_things(
        self,
        cards: int,
        refused: tuple[RefusedFact, ...],
        in_doubt: tuple[Sale, ...],
        copied: str = "",
    ) -> None:
        """Show these; with none left it says so."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside, self.first = QWidget(), None
        self.fields.clear()
        blocks = column(self._inside)
        if copied:
            blocks.addWidget(self._copied(copied))
        if cards:
            blocks.addWidget(self._cards(cards))
        for place, sale in enumerate(in_doubt, start=1):
            blocks.addWidget(self._receipt(sale, place))
        if refused:
            self._add_refused(blocks, refused)
        self._orderly = None
        if not (cards or refused or in_doubt or copied):
            text = translate("attention", "Nothing waits for you at this register.")
            blocks.addWidget(nothing("check", text, tone=Tone.GOOD))
            self._orderly = self._inside
        self.body.addWidget(self._inside)
        self.body.addWidget(self.odd)
        self._inside.setVisible(self._orderly is None or not self.odd.waiting)
        (self.first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_refused(self, blocks: QVBoxLayout, refused: tuple[RefusedFact, ...]) -> None:
        text = translate("attention", "Refused by the centre")
        blocks.addWidget(section(text, len(refused)))
        kept = translate("attention", "It is kept here and never dropped.")
        blocks.addWidget(muted(kept, wrap=True))
        for place, fact in enumerate(refused, start=1):
            blocks.addWidget(self._refused(fact, place))
        blocks.addWidget(self._export())

    def show_heard(self, heard: Heard | None, now: datetime, *, away: bool = False) -> None:
        """Show what the centre asks to look into, see ``OddList``."""
        self.odd.show_heard(heard, now, away=away)
        if self._orderly is not None:
            self._orderly.setVisible(not self.odd.waiting)

    def _copied(self, kind: str) -> QWidget:
        told = words.explain(FoundCopied(kind))
        state = translate("attention", "A copy of this register")
        if kind == "lost_end":
            state = translate("attention", "Sales that this register lost")
        made = block(told.what, state, (told.advice_with_code,))
        text = translate("attention", "It has been looked into")
        self._act(made, text, "attention.copied.seen", "check", self.copy_seen_to.emit)
        return made

    def show_bad_address(self, fact: RefusedFact, error: PosError) -> None:
        """Say at its field that this is no address."""
        if fact.place in self.fields:
            self.fields[fact.place].show_trouble(words.explain(error).text)

    def _cards(self, number: int) -> QWidget:
        said = translate(
            "attention",
            "Nobody is charged again. Ask the terminal what became of them, use them "
            "for a sale, or note their refund.",
        )
        title = translate("attention", "Card payments to settle")
        made = block(title, formats.count(number), (said,))
        text = translate("attention", "Look at them")
        key = keys.shown("settle")
        self._act(made, text, "attention.cards", "card", self.settle_asked.emit, key)
        return made

    def _receipt(self, sale: Sale, place: int) -> QWidget:
        said = translate(
            "attention",
            "The printer was interrupted twice. The sale is safe; the paper may be incomplete.",
        )
        title = translate("attention", "Receipt {number}").format(number=sale.receipt)
        state = translate("attention", "Perhaps not printed")
        made = block(title, state, (said,), formats.moment(sale.sold_at))
        name = f"attention.receipt.{place}"
        text = translate("attention", "Print a copy")
        self._act(made, text, f"{name}.copy", "printer", partial(self.copy_asked.emit, sale))
        text = translate("attention", "The customer has it")
        self._act(made, text, f"{name}.seen", "check", partial(self.seen_to.emit, sale))
        return made

    def _refused(self, fact: RefusedFact, place: int) -> QWidget:
        state = reason_state(fact.reason)
        why, made_at = reason_words(fact.reason), formats.moment(fact.made_at)
        made = block(kind_words(fact), state, why, made_at)
        text = translate("attention", "Send it again")
        again: Callable[[], None] = partial(self.resend_asked.emit, fact)
        does = again if fact.address is None else self._edit(made, fact, place)
        self._act(made, text, f"attention.refused.{place}.send", "send", does)
        return made

    def _edit(self, made: Sunken, fact: RefusedFact, place: int) -> Callable[[], None]:
        """A field for the address, the one thing that may be another; gives what sends it."""
        label = translate("attention", "E-mail address")
        field = Field(label, f"attention.refused.{place}.address", most=254)
        field.show_text(formats.tamed(fact.address or "", 254))
        field.line.setCursorPosition(0)
        made.rows.addWidget(field)
        self.fields[fact.place] = field

        def send() -> None:
            self.address_given.emit(fact, field.text)

        field.entered.connect(send)
        return send

    def _export(self) -> Button:
        text = translate("attention", "Export the list")
        button = Button(text, "attention.export", icon="download", kind=Kind.NORMAL)
        button.clicked.connect(partial(_do, self.export_asked.emit))
        return button

    def _act(
        self,
        made: Sunken,
        text: str,
        name: str,
        icon: str,
        does: Callable[[], None],
        key: str = "",
    ) -> None:
        kind = Kind.PRIMARY if self.first is None else Kind.NORMAL
        button = Button(text, name, icon=icon, key=key, kind=kind)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAutoDefault(True)
        button.clicked.connect(partial(_do, does))
        made.rows.addWidget(button)
        self.first = self.first or button


def _do(does: Callable[[], None], _checked: bool = False) -> None:
    does()

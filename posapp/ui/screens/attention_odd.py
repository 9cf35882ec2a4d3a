"""What the centre asks this store to look into: to settle, and settled lately."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from posapp.services.oddities import Heard, Oddity
from posapp.ui import formats
from posapp.ui.screens.attention_block import block, section
from posapp.ui.screens.attention_words import (
    oddity_about,
    oddity_state,
    oddity_title,
    oddity_words,
    settled_words,
    waits_since,
)
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, SMALL
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.labels import PlainLabel, muted

translate = QCoreApplication.translate
SHOWN, LATELY = 20, 5  # the centre lists them all


class OddList(QWidget):
    """One block for each thing that waits for a person, then what was settled last.

    Attributes:
        waiting: how many wait, as far as is known.

    Signals:
        settle_asked: an ``Oddity``: somebody says what became of it.
    """

    settle_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: QVBoxLayout = column(self)
        self._inside: QWidget | None = None
        self.waiting = 0
        self.hide()

    def show_heard(self, heard: Heard | None, now: datetime, *, away: bool = False) -> None:
        """Show what the centre said. ``away``: it does not answer now, so how old that is
        stands above it and nothing can be settled."""
        inside = QWidget()
        rows = column(inside)
        waiting = heard.waiting if heard else ()
        self.waiting = len(waiting)
        if waiting:
            text = translate("attention", "The centre asks to look into it")
            rows.addWidget(section(text, len(waiting)))
        if away:
            rows.addWidget(muted(_away(heard), wrap=True))
        for place, each in enumerate(waiting[:SHOWN], start=1):
            product = heard.goods.get(each.of) if heard else None
            about = (oddity_about(each, product), oddity_words(each))
            rows.addWidget(self._block(each, place, about, waits_since(each, now), away))
        if len(waiting) > SHOWN:
            text = translate("attention", "and {number} more")
            left = formats.count(len(waiting) - SHOWN)
            rows.addWidget(muted(text.format(number=left)))
        settled = heard.settled[:LATELY] if heard else ()
        if settled:
            rows.addWidget(section(translate("attention", "Settled lately")))
        for each in settled:
            rows.addWidget(_settled(each))
        self._replace(inside)
        self.setVisible(bool(away or waiting or settled))

    def _replace(self, inside: QWidget) -> None:
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = inside
        self._rows.addWidget(inside)

    def _block(
        self, odd: Oddity, place: int, told: tuple[str, ...], since: str, away: bool
    ) -> QWidget:
        made = block(oddity_title(odd), oddity_state(odd), told, since)
        text = translate("attention", "Say what became of it")
        button = Button(text, f"attention.odd.{place}.settle", icon="check")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAutoDefault(True)
        button.setEnabled(bool(odd.id) and not away)
        button.clicked.connect(partial(self._ask, odd))
        made.rows.addWidget(button)
        return made

    def _ask(self, odd: Oddity, _checked: bool = False) -> None:
        self.settle_asked.emit(odd)


def _settled(odd: Oddity) -> QWidget:
    made = QWidget()
    rows = column(made, gap=2)
    rows.setContentsMargins(0, 0, GUTTER, 0)  # text keeps away from the scroll bar
    rows.addWidget(PlainLabel(oddity_title(odd), size=SMALL, weight=Weight.MEDIUM, wrap=True))
    for text in settled_words(odd):
        rows.addWidget(muted(text, wrap=True))
    return made


def _away(heard: Heard | None) -> str:
    if heard is None:
        return translate(
            "attention",
            "Which sales of this store the centre has questions about, only the centre "
            "knows. It does not answer now.",
        )
    return translate(
        "attention",
        "The centre does not answer now. This is what it said at {time}; it can be settled "
        "when it is back.",
    ).format(time=formats.moment(heard.at))

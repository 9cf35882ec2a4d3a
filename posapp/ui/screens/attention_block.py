"""How one thing that waits for a person looks: what, how it stands, why, since when."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from posapp.ui import formats
from posapp.ui.style import Weight
from posapp.ui.tokens import SMALL, Tone
from posapp.ui.widgets.boxes import Sunken, row
from posapp.ui.widgets.labels import ElidedLabel, PlainLabel, muted
from posapp.ui.widgets.pills import Pill


def section(text: str, number: int = 0) -> QWidget:
    """The name of several blocks, and how many they are when that is worth saying."""
    made = QWidget()
    line = row(made, gap=8)
    line.setContentsMargins(0, 8, 0, 0)  # nearer to what it names than to what is above
    line.addWidget(ElidedLabel(text, weight=Weight.STRONG))
    if number:
        line.addWidget(muted(formats.count(number)))
    line.addStretch(1)
    return made


def block(title: str, state: str, told: Iterable[str], since: str = "") -> Sunken:
    """A quiet area with all that is known; put what can be done about it into ``rows``.

    Args:
        told: a line each; empty ones are left out. since: quieter, beneath them.
    """
    made = Sunken()
    made.rows.setSpacing(8)
    made.rows.addWidget(PlainLabel(title, weight=Weight.STRONG, wrap=True))
    made.rows.addWidget(Pill(state, Tone.WARN, icon="warning"))
    for text in filter(None, told):
        made.rows.addWidget(PlainLabel(text, size=SMALL, wrap=True))
    if since:
        made.rows.addWidget(muted(since, wrap=True))
    return made

"""Where the amount is typed: a field, notes that people have, and keys for fingers."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.domain.money import Money
from posapp.ui import formats
from posapp.ui.paying.quick import handed_over
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.fields import TextLine
from posapp.ui.widgets.keypad import Keypad

_OFFERS = 4  # the exact amount and three that people hand over


class AmountEntry(QWidget):
    """An empty field means what is due.

    Signals:
        changed: another amount stands there.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = column(self, gap=8)
        self.line = TextLine(self.tr("Amount"), "pay.amount", most=14)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textEdited.connect(self._edited)
        rows.addWidget(self.line)
        self.quick = QWidget()
        self._quick = row(self.quick, gap=8)
        self._offered = [self._quick_button(place) for place in range(_OFFERS)]
        rows.addWidget(self.quick)
        self.pad = Keypad("pay.keypad", decimals=True)
        self.pad.typed.connect(self._insert)
        self.pad.erased.connect(self._erase)
        rows.addWidget(self.pad)

    def start(self, due: Money, *, quick: bool) -> None:
        """Empty again; ``quick``: likely notes are offered."""
        self.line.clear()
        self.line.setPlaceholderText(formats.money(due))
        self.quick.setVisible(quick)
        if quick:
            self._offer(due)

    def show_low(self, low: bool, *, quick: bool) -> None:
        """Take less height: fewer rows of keys, with or without the likely notes."""
        self.pad.show_compact(low)
        self.quick.setVisible(quick)

    def read(self, due: Money) -> Money:
        """What was typed; ``due`` when nothing was.

        Raises:
            BadAmount: it cannot be read.
        """
        text = self.line.text().strip()
        return formats.parse_amount(text, due.currency) if text else due

    @property
    def empty(self) -> bool:
        """Nothing was typed."""
        return not self.line.text().strip()

    def _offer(self, due: Money) -> None:
        """The exact amount and the likely notes, on buttons that stay."""
        exact = (self.tr("Exact"), "")
        notes = [(_short(fills), fills) for fills in map(formats.number, handed_over(due))]
        for button, offer in zip_longest(self._offered, (exact, *notes)):
            button.setVisible(offer is not None)
            if offer is not None:
                text, fills = offer
                button.setProperty("fills", fills)
                button.show_text(text, self.tr("Received: {amount}").format(amount=text))

    def _quick_button(self, place: int) -> Button:
        made = Button("", f"pay.quick.{place}" if place else "pay.quick.exact")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(partial(self._fill, made))
        self._quick.addWidget(made, 1)
        return made

    def _fill(self, button: Button, _checked: bool = False) -> None:
        self.line.setText(button.property("fills"))
        self.changed.emit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert(self, text: str) -> None:
        self.line.insert(text)
        self.changed.emit()

    @Slot()
    def _erase(self) -> None:
        self.line.backspace()
        self.changed.emit()

    def _edited(self, _text: str) -> None:
        self.changed.emit()


def _short(fills: str) -> str:
    """An amount of whole units without its decimals."""
    return fills.removesuffix(".00").removesuffix(",00")


def settle(*parts: QWidget) -> None:
    """Let these know now how much room they want; the inner ones first."""
    for part in parts:
        inside = part.layout()
        if inside is not None:
            inside.activate()

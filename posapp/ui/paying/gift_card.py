"""Where the number of a gift card is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from posapp.ui.paying.ways import wide
from posapp.ui.tokens import TOUCH
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.buttons import Kind
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.keypad import Keypad


class GiftCardEntry(QWidget):
    """The field with its keys; its buttons stand in ``acts``, in the foot of the panel.

    Attributes:
        use: the highlighted button.

    Signals:
        given: a number, never empty. left: back to the amounts.
    """

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number: Field | None = None
        self.acts = QWidget()
        rows = column(self.acts, gap=8)
        self.use = wide(
            self.tr("Use the gift card"), "pay.gift.use", "check", "Enter", Kind.PRIMARY
        )
        self.use.clicked.connect(self._give)
        back = wide(self.tr("Back"), "pay.gift.back", "chevron-left", "Esc", height=TOUCH)
        back.clicked.connect(self.left)
        rows.addWidget(self.use)
        rows.addWidget(back)
        self.hide()
        self.acts.hide()

    def begin(self) -> None:
        """Ask for a number; built when it is first wanted."""
        number = self._number or self._build()
        number.show_text("")
        number.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> Field:
        rows = column(self, gap=8)
        self._number = Field(self.tr("Number on the gift card"), "pay.gift.number", most=40)
        rows.addWidget(self._number)
        pad = Keypad("pay.gift.keypad")
        pad.typed.connect(self._number.line.insert)
        pad.erased.connect(self._number.line.backspace)
        rows.addWidget(pad)
        return self._number

    @Slot()
    def _give(self) -> None:
        number = self._number
        if number is None:
            return
        if number.text:
            self.given.emit(number.text)
        else:
            number.show_trouble(self.tr("Type the number, or scan the card."))

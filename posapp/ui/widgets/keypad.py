"""A number pad for fingers; it types into whatever it was given."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from posapp.ui import formats
from posapp.ui.tokens import PAY, UNIT
from posapp.ui.widgets.buttons import Button


class Keypad(QWidget):
    """Twelve keys: digits, one more of the screen's choice, and backspace.

    Signals:
        typed: a digit or the decimal mark. erased: the last one is to go.
    """

    typed = Signal(str)
    erased = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, decimals: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(UNIT)
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit, f"{name}.{digit}"), place // 3, place % 3)
        if decimals:
            mark = formats.locale().decimalPoint()
            grid.addWidget(self._key(mark, f"{name}.point", self.tr("Decimal mark")), 3, 0)
        grid.addWidget(self._key("0", f"{name}.0"), 3, 1)
        back = Button(
            "", f"{name}.back", icon="backspace", height=PAY, said=self.tr("Delete last digit")
        )
        back.clicked.connect(self.erased)
        grid.addWidget(self._sized(back), 3, 2)

    def _key(self, text: str, name: str, said: str = "") -> Button:
        key = Button(text, name, height=PAY, said=said or text)
        key.clicked.connect(partial(self._press, text))
        return self._sized(key)

    @staticmethod
    def _sized(key: Button) -> Button:
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        key.setMinimumHeight(PAY)
        key.setFocusPolicy(key.focusPolicy().NoFocus)
        return key

    def _press(self, text: str, _checked: bool = False) -> None:
        self.typed.emit(text)

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

    Attributes:
        compact: it stands in three rows of four, for a low screen.

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
        self.compact = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(UNIT)
        self._digits = [self._key(digit, f"{name}.{digit}") for digit in "1234567890"]
        self._mark: Button | None = None
        if decimals:
            mark = formats.locale().decimalPoint()
            self._mark = self._key(mark, f"{name}.point", self.tr("Decimal mark"))
        back = Button(
            "", f"{name}.back", icon="backspace", height=PAY, said=self.tr("Delete last digit")
        )
        back.clicked.connect(self.erased)
        self._back = self._sized(back)
        self._place()

    def show_compact(self, compact: bool) -> None:
        """Three rows of four keys instead of four rows of three."""
        if compact != self.compact:
            self.compact = compact
            self._place()

    def _place(self) -> None:
        for place, key in enumerate(self._digits[:9]):
            self._grid.addWidget(key, place // 3, place % 3)
        others = ((2, 3), (1, 3), (0, 3)) if self.compact else ((3, 1), (3, 0), (3, 2))
        more = (self._digits[9], self._mark, self._back)
        for one, (down, across) in zip(more, others, strict=True):
            if one is not None:
                self._grid.addWidget(one, down, across)
        self.updateGeometry()

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

"""The one way to show text: plain, tamed, in one of the three sizes."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from posapp.domain.money import Money
from posapp.ui import formats, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, LARGE, SMALL, Tone


class PlainLabel(QLabel):
    """Text that is never taken for HTML, with overlong and bidirectional text tamed.

    Use it for every text, foreign or ours.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: int = BODY,
        weight: Weight = Weight.REGULAR,
        tone: Tone | None = None,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFont(style.font(size, weight))
        self.setWordWrap(wrap)
        self.show_tone(tone)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  Qt's own name
        super().setText(formats.tamed(text, 2000, lines=self.wordWrap()))

    def show_tone(self, tone: Tone | None) -> None:
        """Colour the text; None is the normal ink."""
        wanted = {None: "", Tone.NEUTRAL: "muted"}.get(tone, tone.value if tone else "")
        if self.property("tone") != wanted:
            self.setProperty("tone", wanted)
            if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it will be
                self.style().polish(self)


class ElidedLabel(PlainLabel):
    """One line that gives way: an ellipsis stands for what does not fit."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: int = BODY,
        weight: Weight = Weight.REGULAR,
        tone: Tone | None = None,
    ) -> None:
        super().__init__(text, parent, size=size, weight=weight, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        shown = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), self.alignment(), shown)


class TwoLines(ElidedLabel):
    """A second line before anything is left out."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 2 * QFontMetrics(self.font()).height())

    def lines(self) -> list[str]:
        """As many whole words as there is room for, and all the rest."""
        text, letters = self.text(), QFontMetrics(self.font())
        if letters.horizontalAdvance(text) <= self.width():
            return [text]
        ends = [place for place, letter in enumerate(text) if letter == " "]
        fit = [end for end in ends if letters.horizontalAdvance(text[:end]) <= self.width()]
        return [text[: fit[-1]], text[fit[-1] + 1 :]] if fit else [text]

    def paintEvent(self, event: QPaintEvent) -> None:
        lines, letters = self.lines(), QFontMetrics(self.font())
        if len(lines) == 1:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        base = (self.height() - 2 * letters.height()) // 2 + letters.ascent()
        for line in lines:
            shown = letters.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(0, base, shown)
            base += letters.height()


class WrappedLabel(PlainLabel):
    """Several lines that break between words, and within a word longer than a line: a path."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, size: int) -> None:
        super().__init__(text, parent, size=size, wrap=True)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, QFontMetrics(self.font()).height())

    def heightForWidth(self, width: int) -> int:
        return ceil(self._laid_out(width).boundingRect().height())

    def _laid_out(self, width: int) -> QTextLayout:
        made, top = QTextLayout(self.text().replace("\n", "\u2028"), self.font()), 0.0
        made.setTextOption(_ANYWHERE)
        made.beginLayout()
        while (line := made.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top))
            top += line.height()
        made.endLayout()
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._laid_out(self.width()).draw(painter, QPointF(0, 0))


_ANYWHERE = QTextOption()
_ANYWHERE.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


def heading(text: str) -> PlainLabel:
    """The name of a card or panel."""
    return PlainLabel(text, weight=Weight.STRONG)


def muted(text: str = "", *, wrap: bool = False) -> PlainLabel:
    """Second-line text: small and quiet."""
    return PlainLabel(text, size=SMALL, tone=Tone.NEUTRAL, wrap=wrap)


class MoneyLabel(PlainLabel):
    """An amount, right-aligned, with figures of one width."""

    def __init__(
        self,
        amount: Money | None = None,
        parent: QWidget | None = None,
        *,
        size: int = BODY,
        weight: Weight = Weight.MEDIUM,
    ) -> None:
        super().__init__("", parent, size=size, weight=weight)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if amount is not None:
            self.show_amount(amount)

    def show_amount(self, amount: Money) -> None:
        """Show an amount in the clerk's locale."""
        self.setText(formats.money(amount))


def large_money() -> MoneyLabel:
    """The one figure that matters on a screen."""
    return MoneyLabel(size=LARGE, weight=Weight.BOLD)

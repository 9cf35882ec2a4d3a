"""A short list to choose a customer from, masked until one is opened."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from posapp.domain.customer import CustomerMatch, initials
from posapp.services.visiting import Matches
from posapp.ui import formats, keys, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, SMALL, Tone
from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.labels import muted
from posapp.ui.widgets.one_line import paint_line
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.pills import paint_pill, pill_width

translate = QCoreApplication.translate
TALL = 68


class MatchButton(QPushButton):
    """One person of the list.

    Signals:
        picked: the ``CustomerMatch``.
    """

    picked = Signal(object)

    def __init__(self, match: CustomerMatch, place: int) -> None:
        super().__init__()
        self._match = match
        self.setObjectName(f"matches.pick.{place}")
        self.setFixedHeight(TALL)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(formats.tamed(f"{match.name}, {self._below} {match.tier}", 200))
        self.clicked.connect(self._pick)

    @property
    def _below(self) -> str:
        match = self._match
        parts = (match.masked_phone, match.masked_email)
        return "  ".join(formats.tamed(part, 40) for part in parts if part)

    def _pick(self, _checked: bool = False) -> None:
        self.picked.emit(self._match)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, middle = style.palette(), self.height() / 2
        circle = QRectF(12, middle - 20, 40, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(circle)
        painter.setPen(QColor(colours.accent_text))
        painter.setFont(style.font(BODY, Weight.BOLD))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(self._match.name))
        right = self.width() - 12
        tier = formats.tamed(self._match.tier, 20)
        if tier:
            wide = pill_width(tier)
            paint_pill(painter, QRectF(right - wide, middle - 23, wide, 22), tier, Tone.WARN)
        room = right - 64 - (pill_width(tier) + 8 if tier else 0)
        name = formats.tamed(self._match.name, 80)
        self._line(painter, QRectF(64, middle - 23, room, 22), name, strong=True)
        self._line(painter, QRectF(64, middle, right - 64, 22), self._below, strong=False)

    @staticmethod
    def _line(painter: QPainter, place: QRectF, text: str, *, strong: bool) -> None:
        colours = style.palette()
        font = style.font(BODY, Weight.STRONG) if strong else style.font(SMALL)
        paint_line(painter, place, text, font, colours.text if strong else colours.muted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class MatchesPanel(SidePanel):
    """Who of these is it? Up, Down and Enter, or a touch.

    Signals:
        picked: a ``CustomerMatch``. new_asked: none of them.
    """

    picked = Signal(object)
    new_asked = Signal()

    def __init__(self, matches: Matches) -> None:
        super().__init__(translate("customer", "Which customer?"), "matches")
        for place, match in enumerate(matches.matches, start=1):
            made = MatchButton(match, place)
            made.picked.connect(self.picked)
            self.body.addWidget(made)
            self.first = self.first or made
        self.body.setSpacing(8)
        if matches.more:
            self.body.addWidget(
                muted(translate("customer", "There are more: type more of it."), wrap=True)
            )
        new = Button(
            translate("customer", "New customer"),
            "matches.new",
            icon="user-plus",
            key=keys.shown("new_customer"),
        )
        new.clicked.connect(self._new)
        self.buttons.addWidget(new)

    def _new(self, _checked: bool = False) -> None:
        self.new_asked.emit()

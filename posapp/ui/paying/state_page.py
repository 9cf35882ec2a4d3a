"""One state in words: a shape, what is going on, what is safe, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from posapp.ui import icons, style
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, Tone
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import PlainLabel, muted

_EDGE = 72


@dataclass(frozen=True)
class Act:
    """Something that can be done; the first of several is the highlighted one.

    Attributes:
        name: object name of its button. ``quiet``: never highlighted, Enter does not do it.
    """

    text: str
    name: str
    does: Callable[[], object]
    icon: str = ""
    quiet: bool = False


class Emblem(QWidget):
    """An icon in a soft circle."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._tone = "info", Tone.NEUTRAL
        self.setFixedHeight(_EDGE)

    def show_icon(self, icon: str, tone: Tone) -> None:
        """Show another one."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        left = (self.width() - _EDGE) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft(self._tone)))
        painter.drawEllipse(QRectF(left, 0, _EDGE, _EDGE))
        inside = _EDGE * 4 / 9
        place = QRectF(self.width() / 2 - inside / 2, (_EDGE - inside) / 2, inside, inside)
        icons.paint(painter, self._icon, colours.ink(self._tone), place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


def nothing(icon: str, first: str, second: str = "", tone: Tone = Tone.ACCENT) -> QWidget:
    """What stands where a list has no row: a shape, what that means, and what comes."""
    made = QWidget()
    rows = column(made)
    rows.addSpacing(2 * GUTTER)
    emblem = Emblem()
    emblem.show_icon(icon, tone)
    rows.addWidget(emblem)
    for label in (PlainLabel(first, weight=Weight.STRONG, wrap=True), muted(second, wrap=True)):
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if label.text():
            rows.addWidget(label)
    return made


class StatePage(QWidget):
    """What is going on; its buttons stand in ``acts``, which the panel puts into its foot.

    Signals:
        shown: another state is on.
    """

    shown = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.primary: Button | None = None
        self._emblem = Emblem()
        self._title = PlainLabel("", weight=Weight.STRONG, wrap=True)
        self._text = PlainLabel("", tone=Tone.NEUTRAL, wrap=True)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        rows = column(self, gap=12)
        rows.setContentsMargins(0, 24, 0, 16)
        rows.addWidget(self._emblem)
        rows.addWidget(self._title)
        rows.addWidget(self._text)
        self.acts = QWidget()
        self._buttons = column(self.acts, gap=8)
        self.hide()
        self.acts.hide()

    @property
    def text(self) -> str:
        """What it says, empty when it is hidden."""
        return "" if self.isHidden() else f"{self._title.text()} {self._text.text()}".strip()

    def show_state(
        self, icon: str, tone: Tone, title: str, text: str = "", acts: Sequence[Act] = ()
    ) -> None:
        """Say another state; the first act gets the focus."""
        self._emblem.show_icon(icon, tone)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())
        self._replace(acts)
        self.show()
        self.acts.setVisible(bool(acts))
        self.shown.emit()
        if self.primary is not None:
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """There is nothing to say."""
        self.hide()
        self.acts.hide()
        self._replace(())

    def _replace(self, acts: Sequence[Act]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setObjectName("")
                old.deleteLater()
        self.primary = None
        for act in acts:
            first = self.primary is None and not act.quiet
            made = Button(
                act.text,
                act.name,
                icon=act.icon,
                key="Enter" if first else "",
                kind=Kind.PRIMARY if first else Kind.NORMAL,
                height=64 if first else 48,
            )
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.clicked.connect(partial(_run, act.does))
            self._buttons.addWidget(made)
            self.primary = made if first else self.primary


def _run(does: Callable[[], object], _checked: bool = False) -> None:
    does()

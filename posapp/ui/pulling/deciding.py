"""One decision per line that changed, beside the cart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from posapp.domain.differences import Choice, Decision, Difference
from posapp.ui import formats, keys
from posapp.ui.plurals import plurals
from posapp.ui.pulling import saying
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, Tone
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.labels import ElidedLabel, PlainLabel, muted
from posapp.ui.widgets.panel import SidePanel
from posapp.ui.widgets.pills import Pill

translate = QCoreApplication.translate
_KEYS = ("Enter", "Alt+2", "Alt+3")


class DifferenceCard(QFrame):
    """One changed line: open while it is asked about, else one line of what was decided.

    Signals:
        chosen: a ``Choice``. opened: it was touched.
    """

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, difference: Difference, place: int) -> None:
        super().__init__()
        self.difference = difference
        self.setObjectName(f"differences.line.{place}")
        self.setProperty("role", "sunken")
        rows = column(self, margin=GUTTER, gap=6)
        mark, tone, icon = saying.what(difference)
        line = difference.line
        name = " · ".join(p for p in (line.name, line.variant) if p)
        rows.addWidget(ElidedLabel(formats.tamed(name, 120), weight=Weight.STRONG))
        rows.addWidget(Pill(mark, tone, icon=icon))
        self._inside = QWidget()
        self._fill(column(self._inside, gap=8), place)
        rows.addWidget(self._inside)
        self._decided = PlainLabel("", weight=Weight.MEDIUM, tone=Tone.GOOD)
        rows.addWidget(self._decided)
        self.setAccessibleName(f"{name}: {mark}. {saying.sentence(difference)}")
        self.show_state(asking=False, decided=None)

    def _fill(self, rows: QVBoxLayout, place: int) -> None:
        rows.addWidget(PlainLabel(saying.sentence(self.difference), wrap=True))
        self.buttons: list[Button] = []
        for at, choice in enumerate(self.difference.choices):
            made = Button(
                saying.choice(self.difference, choice),
                f"differences.{place}.{choice.value}",
                key=_KEYS[at] if at < len(_KEYS) else "",
                kind=Kind.PRIMARY if at == 0 else Kind.NORMAL,
            )
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.clicked.connect(partial(self._choose, choice))
            self.buttons.append(made)
            rows.addWidget(made)

    def _choose(self, choice: Choice, _checked: bool = False) -> None:
        self.chosen.emit(choice)

    def show_state(self, *, asking: bool, decided: Choice | None) -> None:
        """Ask, or say what was decided."""
        self._inside.setVisible(asking)
        text = translate("pulling", "To decide")
        if decided is not None:
            text = saying.choice(self.difference, decided)
        self._decided.setText(text)
        self._decided.show_tone(Tone.GOOD if decided is not None else Tone.NEUTRAL)
        self._decided.setVisible(not asking)

    def mouseReleaseEvent(self, _event: object) -> None:
        self.opened.emit()


class DecidingPanel(SidePanel):
    """The changed lines one after the other. Enter takes the first, safe choice.

    Signals:
        decided: all ``Decision`` values, in the order of the lines.
    """

    decided = Signal(object)

    def __init__(self, title: str, subtitle: str, found: tuple[Difference, ...]) -> None:
        super().__init__(title, "differences")
        self.show_subtitle(subtitle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.first = self
        self._cards = [DifferenceCard(d, n) for n, d in enumerate(found, start=1)]
        self._choices: dict[int, Choice] = {}
        self._at = 0
        self.body.setSpacing(8)
        for place, card in enumerate(self._cards):
            card.chosen.connect(partial(self._choose, place))
            card.opened.connect(partial(self._open, place))
            self.body.addWidget(card)
        self._left = muted("", wrap=True)
        self.buttons.addWidget(self._left)
        everything = Button(
            translate("pulling", "Take all suggestions"),
            "differences.all",
            icon="check",
            key="Ctrl+Enter",
        )
        everything.clicked.connect(self.take_all)
        self.buttons.addWidget(everything)
        everything.setVisible(len(found) > 1)
        self._bind("Ctrl+Return", self.take_all)
        for at, key in enumerate(_KEYS[1:], start=1):
            self._bind(key, partial(self._take, at))
        self._show()

    def _bind(self, key: str, does: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WindowShortcut)
        made.activated.connect(partial(keys.pressed, key))
        made.activated.connect(does)

    @Slot()
    def take_all(self) -> None:
        """The safe choice for every line that was not decided."""
        for place, card in enumerate(self._cards):
            self._choices.setdefault(place, card.difference.choices[0])
        self._finish()

    def _take(self, at: int) -> None:
        """A choice of the current line, by its key."""
        choices = self._cards[self._at].difference.choices
        if at < len(choices):
            self._choose(self._at, choices[at])

    def _choose(self, place: int, choice: Choice) -> None:
        self._choices[place] = choice
        open_ones = [n for n in range(len(self._cards)) if n not in self._choices]
        if not open_ones:
            self._finish()
            return
        later = [n for n in open_ones if n > place]
        self._open((later or open_ones)[0])

    def _open(self, place: int) -> None:
        self._at = place
        self._show()
        self.setFocus()
        self.scrolled.ensureWidgetVisible(self._cards[place])

    def _show(self) -> None:
        for place, card in enumerate(self._cards):
            asking, decided = place == self._at, self._choices.get(place)
            card.show_state(asking=asking, decided=decided)
        left = len(self._cards) - len(self._choices)
        self._left.setText(plurals.lines_to_decide(left))

    def _finish(self) -> None:
        self.decided.emit(
            tuple(
                Decision(card.difference.line.id, card.difference.kind, self._choices[place])
                for place, card in enumerate(self._cards)
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(0)
            case Qt.Key.Key_Down if self._at + 1 < len(self._cards):
                self._open(self._at + 1)
            case Qt.Key.Key_Up if self._at:
                self._open(self._at - 1)
            case _:
                super().keyPressEvent(event)

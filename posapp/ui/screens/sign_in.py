"""Who stands at the register: a PIN, on a screen that is there before anything else."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QRegularExpressionValidator, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QWidget

from posapp.domain.errors import LockedOut, NotEnrolled, PosError, WrongPin
from posapp.ui import style
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, LARGE, PAY, Tone
from posapp.ui.widgets.banner import Banner
from posapp.ui.widgets.boxes import Card, column, row
from posapp.ui.widgets.buttons import PayButton
from posapp.ui.widgets.fields import TextLine
from posapp.ui.widgets.keypad import Keypad
from posapp.ui.widgets.labels import PlainLabel, muted
from posapp.ui.widgets.top_bar import Mark

_WIDTH = 376
_ROOMY, _LOW = 800, 620


class SignInScreen(QWidget):
    """Takes a PIN and says what came of it. It verifies nothing itself.

    Signals:
        pin_entered: the PIN, and whether it is to unlock the register.
        painted: it stands on the screen for the first time.
        retry_asked: open the register again.
    """

    pin_entered = Signal(str, bool)
    painted = Signal()
    retry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signin")
        self.setProperty("role", "page")
        self._was_painted = self._locked = self._busy = False
        self._open = self._failed = False
        self.mark = Mark(size=56)
        self.store = PlainLabel("", size=LARGE, weight=Weight.BOLD)
        self.place = muted()
        self.prompt = PlainLabel(self.tr("Enter your PIN"), weight=Weight.STRONG)
        self.banner = Banner("signin.message")
        self.pin = TextLine(self.tr("PIN"), "signin.pin", most=12)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAlignment(_centre())
        self.pin.setFont(style.font(LARGE, Weight.BOLD))
        self.pin.setFixedHeight(PAY)
        self.pin.setValidator(QRegularExpressionValidator("[0-9]{0,12}", self.pin))
        self.enter = PayButton(self.tr("Sign in"), "signin.enter", icon="user", key="Enter")
        self.pad = Keypad("signin.keypad")
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._count_down)
        self._left_s = 0
        self._lay_out()
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        self.pad.typed.connect(self.pin.insert)
        self.pad.erased.connect(self.pin.backspace)
        self.pin.returnPressed.connect(self.confirm)
        self.pin.textEdited.connect(self._typed)
        self.pin.textChanged.connect(self._show_state)
        self.enter.clicked.connect(self.confirm)

    def _lay_out(self) -> None:
        self.head = QWidget()
        head = column(self.head, gap=4)
        for widget in (self.mark, self.store, self.place):
            head.addWidget(widget, 0, _centre())
        self._card = Card(margin=24)
        self._card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.prompt.setAlignment(_centre())
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(12)
        self._asked = asked = column()
        for part in (self.prompt, self.banner, self.pin):
            asked.addWidget(part)
        self._parts.addLayout(asked)
        self._parts.addWidget(self.pad)
        self._card.rows.addLayout(self._parts)
        self._card.rows.addWidget(self.enter)
        rows = column(self, gap=16)
        rows.addStretch(1)
        rows.addWidget(self.head)
        middle = row()  # between stretches: what wraps is measured at the card's own width
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        rows.addLayout(middle)
        rows.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.setVisible(self.height() >= _ROOMY)
        flat = self.height() < _LOW
        directions = QBoxLayout.Direction
        self._parts.setDirection(directions.LeftToRight if flat else directions.TopToBottom)
        (self._asked if flat else self._card.rows).addWidget(self.enter)
        margin = GUTTER if flat else 24
        self._card.rows.setContentsMargins(margin, margin, margin, margin)
        wide = 2 * _WIDTH - 40 if flat else _WIDTH
        self._card.setFixedWidth(max(min(wide, self.width() - 2 * GUTTER), 320))

    def show_place(self, chain: str, store: str, register: str) -> None:
        """Say which register this is."""
        self.mark.show_chain(chain)
        self.store.setText(f"{chain} {store}")
        self.place.setText(self.tr("Register {label}").format(label=register))

    def opened(self, *, locked: bool) -> None:
        """The register can take PINs now."""
        self._open, self._failed, self._locked = True, False, locked
        self.banner.clear()
        if locked:
            self.banner.show_error(LockedOut())
        self._show_state()

    def failed_to_open(self, error: PosError) -> None:
        """The register cannot be opened; Enter tries again."""
        self._open, self._failed = False, True
        if isinstance(error, NotEnrolled):
            self.banner.show_message(
                self.tr("This computer is not a register yet."),
                self.tr("Ask for a code and run: posapp enrol --centre ADDRESS"),
                Tone.BAD,
            )
        else:
            self.banner.show_error(error)
        self._show_state()

    def show_note(self, text: str) -> None:
        """Something worth knowing: the register was locked, and the cart is kept."""
        self.banner.show_message(text, "", Tone.ACCENT)

    def refused(self, error: PosError) -> None:
        """The PIN was not taken."""
        self._busy = False
        self.pin.clear()
        self.banner.show_error(error)
        if isinstance(error, LockedOut):
            self._locked = True
        if isinstance(error, WrongPin) and error.wait_s > 0:
            self._left_s = math.ceil(error.wait_s)
            self._wait.start()
        self._show_state()
        self.pin.setFocus()

    def broke(self) -> None:
        """Verifying failed by a mistake in the program."""
        self._busy = False
        self._show_state()

    def cleared(self) -> None:
        """Ready for the next person."""
        self._busy = self._locked = False
        self.pin.clear()
        self.banner.clear()
        self._show_state()
        self.pin.setFocus()

    @Slot()
    def confirm(self) -> None:
        """Enter: hand the PIN over, or try to open the register again."""
        if self._failed:
            self._failed = False
            self.banner.clear()
            self._show_state()
            self.retry_asked.emit()
        elif self._can_enter:
            self._busy = True
            self._show_state()
            self.pin_entered.emit(self.pin.text(), self._locked)

    @property
    def _can_enter(self) -> bool:
        return self._open and not self._busy and not self._left_s and bool(self.pin.text())

    @Slot()
    def _typed(self) -> None:
        if not self._left_s and not self._locked and not self._failed:
            self.banner.clear()

    @Slot()
    def _count_down(self) -> None:
        self._left_s = max(self._left_s - 1, 0)
        if self._left_s:
            self.banner.show_error(WrongPin(self._left_s))
        else:
            self._wait.stop()
            self.banner.clear()
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        self.enter.setEnabled(self._can_enter or self._failed)
        text = self.tr("Sign in")
        if self._failed:
            text = self.tr("Try again")
        elif self._busy:
            text = self.tr("Checking…")
        elif not self._open:
            text = self.tr("Opening the register…")
        elif self._locked:
            text = self.tr("Unlock")
        self.enter.show_text(text)
        prompt = self.tr("A manager's PIN unlocks") if self._locked else ""
        self.prompt.setText(prompt or self.tr("Enter your PIN"))

    def take_scan(self, _text: str) -> None:
        """A scan means nothing before somebody has signed in."""
        self.banner.show_message(
            self.tr("Sign in first."), self.tr("The scan was not used."), Tone.WARN
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pin.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(1, self.painted.emit)  # in a turn of its own


def _centre() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignCenter

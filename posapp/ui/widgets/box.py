"""The one box: everything can be typed into it, and the app decides what it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from posapp.ui import icons, keys, style
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, ICON, ROW, SMALL
from posapp.ui.widgets.fields import TextLine

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_HURRY_MS = 20  # nobody types that fast for long; scanners do
_PAUSE_MS = 40


class OneBox(TextLine):
    """The field that has the focus whenever nothing else needs it.

    While characters come as fast as a scanner sends them, nothing is searched or painted:
    they will be taken back, and doing so for each of them would delay the scan itself.

    Signals:
        searched: the text changed; search for it. confirmed: Enter.
        moved: up or down by so many results, or into the cart when there are none.
        emptied: Esc. person_asked: Shift+Enter: look a customer up.
    """

    searched = Signal(str)
    confirmed = Signal(str)
    moved = Signal(int)
    emptied = Signal()
    person_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "sale.box", parent, most=1024)
        self.setAccessibleName(self.tr("Scan or type: item, phone, name, receipt, coupon"))
        self.setPlaceholderText(self.tr("Scan or type: item, phone, name, receipt, coupon"))
        self.setFixedHeight(ROW)
        self.setTextMargins(ICON + GUTTER, 0, 44, 0)
        self.setProperty("role", "box")
        self._pressed_ms = 0
        self._hurried = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._changed)

    @Slot(str)
    def _changed(self, text: str) -> None:
        if text and self._hurried:
            self.setUpdatesEnabled(False)
            self._pause.start()
        else:
            self._search()

    @Slot()
    def _search(self) -> None:
        self._pause.stop()
        if not self.updatesEnabled():
            self.setUpdatesEnabled(True)
        self.searched.emit(self.text())

    def _catch_up(self) -> None:
        """What follows acts on what was found."""
        if self._pause.isActive():
            self._search()

    def _type(self, event: QKeyEvent) -> None:
        """A character, or a key that edits."""
        gap_ms = event.timestamp() - self._pressed_ms
        if event.text():
            self._pressed_ms = event.timestamp()
        self._hurried = self._pressed_ms > 0 and 0 <= gap_ms <= _HURRY_MS
        super().keyPressEvent(event)
        self._hurried = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ACTS:
            self._catch_up()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & _SHIFT:
                self.person_asked.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.confirmed.emit(self.text())
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self.moved.emit(8 if event.key() == Qt.Key.Key_PageDown else -8)
            case Qt.Key.Key_Escape:
                self.emptied.emit()
            case _:
                self._type(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z in an empty box undoes the last change of the cart instead."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.text()
        ):
            event.ignore()
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colours = style.palette()
        middle = self.height() / 2
        ink = colours.accent_text if self.hasFocus() else colours.muted
        icons.paint(painter, "search", ink, QRectF(16, middle - ICON / 2, ICON, ICON))
        painter.setFont(style.font(SMALL, Weight.MEDIUM))
        painter.setPen(QColor(colours.muted))
        place = QRectF(0, 0, self.width() - 16, self.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, right, keys.shown("box"))


_ACTS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
)

"""The side panel: whatever opens beside the cart looks and behaves like this."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from posapp.ui.style import Weight
from posapp.ui.tokens import BAR, GUTTER
from posapp.ui.widgets.banner import Banner
from posapp.ui.widgets.boxes import Card, Rule, Scrolled, column, row
from posapp.ui.widgets.buttons import Button, Kind, icon_button
from posapp.ui.widgets.labels import ElidedLabel, muted

_LOW = 330  # a panel lower than this scrolls its buttons, too


class SidePanel(Card):
    """A card with a heading, a scrolling body, a message and a row of actions.

    Put content into ``body`` and buttons into ``buttons``. Esc and the cross close it.
    A panel that understands scans has ``take_scan(text: str) -> bool`` (False: the sale
    screen shall act on it).

    Attributes:
        first: what gets the focus when it opens; None leaves it to the panel.

    Signals:
        closed: the clerk is done with it; the sale screen takes it away and deletes it.
    """

    closed = Signal()

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=0)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.first: QWidget | None = None
        self._low = False
        self.title = ElidedLabel(title, weight=Weight.STRONG)
        self.subtitle = muted("", wrap=True)
        self.subtitle.hide()
        self.banner = Banner(f"{name}.message")
        self._close = icon_button("close", self.tr("Close panel (Esc)"), f"{name}.close")
        self._close.clicked.connect(self.close_panel)
        self.scrolled = Scrolled()
        self.body: QVBoxLayout = self.scrolled.rows
        self.buttons = column(margin=0, gap=8)
        self.buttons.setContentsMargins(0, 0, BAR, 0)
        self._lay_out()

    def _lay_out(self) -> None:
        self.rows.setSpacing(0)
        head = row()
        head.setContentsMargins(16, 4, 4, 4)
        names = column(gap=2)
        names.setContentsMargins(0, 6, 0, 6)
        names.addStretch(1)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        names.addStretch(1)
        head.addLayout(names, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(head)
        self.rows.addWidget(Rule())
        self._beneath = inside = column(gap=GUTTER)
        inside.setContentsMargins(16, 16, 16 - BAR, 16)  # the scroll bar lies in the padding
        said = row()
        said.setContentsMargins(0, 0, BAR, 0)
        said.addWidget(self.banner)
        inside.addLayout(said)
        inside.addWidget(self.scrolled, 1)
        inside.addLayout(self.buttons)
        self.rows.addLayout(inside, 1)

    def hasHeightForWidth(self) -> bool:
        """What does not fit scrolls inside: whoever lays it out may give it any height."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.height() < _LOW) is not self._low:
            self._low = not self._low
            home = self.scrolled.rows if self._low else self._beneath
            (self._beneath if self._low else self.scrolled.rows).removeItem(self.buttons)
            self.buttons.setContentsMargins(0, 0, 0 if self._low else BAR, 0)
            home.addLayout(self.buttons)

    def show_subtitle(self, text: str) -> None:
        """A quiet second line under the heading."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def add_choice(self, text: str, name: str, icon: str, kind: Kind, key: str) -> Button:
        """One of several things to do, as wide as the panel; in the body."""
        made = Button(text, name, icon=icon, kind=kind, key=key, height=56)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body.addWidget(made)
        return made

    @Slot()
    def close_panel(self) -> None:
        """Ask the sale screen to take the panel away."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

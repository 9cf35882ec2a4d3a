"""The connection badge: how the centre answers, always true, in words and shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from posapp.ui import formats, keys
from posapp.ui.plurals import plurals
from posapp.ui.tokens import Tone
from posapp.ui.widgets.boxes import row
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.pills import Pill

if TYPE_CHECKING:
    from posapp.services.health import Health

translate = QCoreApplication.translate
_MANY = 20  # sales in a row are worth being counted down
_PRINTS_MS = 3000  # a receipt that is still waiting then is worth a word


def link_words(health: Health) -> tuple[str, Tone, str]:
    """What the badge says, its tone and its icon."""
    waiting = ""
    if health.sales_waiting:
        waiting = plurals.sales_waiting(health.sales_waiting)
    if health.sales_waiting and health.backlog >= _MANY and health.link.value != "offline":
        sent = formats.count(health.backlog - health.sales_waiting)
        waiting = translate("badge", "sending {number} of {all}").format(
            number=sent, all=formats.count(health.backlog)
        )
    match health.link.value:
        case "online":
            text, tone, icon = translate("badge", "Online"), Tone.GOOD, "online"
        case "slow":
            text, tone, icon = translate("badge", "Slow"), Tone.WARN, "clock"
        case "offline":
            said = formats.moment if health.earlier else formats.clock
            since = said(health.since)
            text = translate("badge", "Offline since {time}").format(time=since)
            tone, icon = Tone.WARN, "offline"
        case _:
            text, tone, icon = translate("badge", "Connecting"), Tone.NEUTRAL, "clock"
    return (f"{text} ({waiting})" if waiting else text), tone, icon


class Badge(QWidget):
    """One pill for the connection, more when something waits for a person or the printer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window.badge")
        self.link = Pill(translate("badge", "Connecting"), name="window.badge.link")
        self.attention = Button(
            "",
            "window.badge.attention",
            icon="alert",
            key=keys.shown("attention"),
            kind=Kind.DANGER,
        )
        self.attention.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.attention.hide()
        self._terse = False
        self._health: Health | None = None
        self.printing = Pill("", Tone.WARN, name="window.badge.printing")
        self.printing.hide()
        self._waits = QTimer(self)
        self._waits.setSingleShot(True)
        self._waits.setInterval(_PRINTS_MS)
        self._waits.timeout.connect(self._show_printing)
        line = row(self, gap=8)
        line.addWidget(self.printing)
        line.addWidget(self.attention)
        line.addWidget(self.link)

    @property
    def text(self) -> str:
        """All that it says."""
        said = [self.attention.text()] if not self.attention.isHidden() else []
        if not self.printing.isHidden():
            said.append(self.printing.text)
        return " ".join((*said, self.link.text))

    def show_terse(self, terse: bool) -> None:
        """In a narrow bar: numbers beside the icons, the words for screen readers alone."""
        if terse is not self._terse:
            self._terse = terse
            if self._health is not None:
                self.show_health(self._health)

    def show_health(self, health: Health) -> None:
        """Say how things stand."""
        self._health = health
        text, tone, icon = link_words(health)
        self.link.show_status(text, tone, icon)
        number = health.needs_attention
        said = translate("badge", "Needs attention ({count})").format(
            count=formats.count(number)
        )
        self.attention.show_text(formats.count(number) if self._terse else said, said)
        self.attention.setVisible(number > 0)
        self._to_print(health.printing)
        self.setAccessibleName(self.text)

    def _to_print(self, number: int) -> None:
        """Every sale is printed in a moment; only what stays in the queue is told."""
        said = plurals.to_print(number)
        short = formats.count(number) if self._terse else said
        self.printing.show_status(short, Tone.WARN, "printer")
        self.printing.setAccessibleName(said)
        if not number:
            self._waits.stop()
            self.printing.hide()
        elif self.printing.isHidden() and not self._waits.isActive():
            self._waits.start()

    @Slot()
    def _show_printing(self) -> None:
        self.printing.show()
        self.setAccessibleName(self.text)

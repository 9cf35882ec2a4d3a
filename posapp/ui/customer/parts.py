"""The age and the trouble of each part of a visit, said beside that part alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from posapp.domain.visit import Part, Visit
from posapp.ui import formats, icons, style
from posapp.ui.tokens import SMALL, Tone
from posapp.ui.widgets.boxes import row
from posapp.ui.widgets.buttons import Kind, icon_button
from posapp.ui.widgets.labels import PlainLabel

translate = QCoreApplication.translate
FRESH = timedelta(minutes=2)  # younger than this, an age says nothing


def part_of(visit: Visit, name: str) -> Part | None:
    """The state of one part, if the centre said anything about it."""
    return next((part for part in visit.parts if part.name == name), None)


def age(visit: Visit, name: str, now: datetime, *, always: bool = False) -> str:
    """``as of 14:02`` for what was remembered or read a while ago; else nothing, unless
    ``always``."""
    part = part_of(visit, name)
    if part is None:
        return ""
    if not (always or visit.local) and now - part.as_of < FRESH:
        return ""
    return translate("customer", "as of {time}").format(time=formats.at(part.as_of, now))


def named(name: str) -> str:
    """A part in words."""
    return {
        "customer": translate("customer", "Customer"),
        "carts": translate("customer", "Online carts"),
        "promises": translate("customer", "Promises"),
        "conversations": translate("customer", "Conversations"),
        "orders": translate("customer", "Orders"),
        "stock": translate("customer", "Stock"),
        "recommendations": translate("customer", "Suggestions"),
    }.get(name, formats.tamed(name, 30))


def trouble(visit: Visit, name: str) -> str:
    """What is wrong with a part, in words; empty when nothing is."""
    part = part_of(visit, name)
    if part is None or not part.error:
        return ""
    if part.error == "slow":
        return translate("customer", "{part}: slow, trying again").format(part=named(name))
    return translate("customer", "{part}: not here now, trying again").format(part=named(name))


class TroubleLine(QWidget):
    """One line of trouble with a way to try again; hidden when there is none.

    Signals:
        retry_asked: now, please.
    """

    retry_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._mark = PlainLabel()
        self._text = PlainLabel("", size=SMALL, tone=Tone.WARN, wrap=True)
        again = icon_button("refresh", self.tr("Try again"), f"{name}.retry", kind=Kind.QUIET)
        again.clicked.connect(self._retry)
        line = row(self, gap=8)
        line.addWidget(self._mark)
        line.addWidget(self._text, 1)
        line.addWidget(again)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return "" if self.isHidden() else self._text.text()

    def show_trouble(self, text: str) -> None:
        """Say what is wrong; nothing hides the line."""
        self._mark.setPixmap(
            icons.pixmap("warning", style.palette().warn, 18, self.devicePixelRatioF())
        )
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _retry(self, _checked: bool = False) -> None:
        self.retry_asked.emit()

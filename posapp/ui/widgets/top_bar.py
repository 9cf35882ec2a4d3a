"""The bar over every screen: where we are, who serves, and how things stand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from posapp.domain.customer import initials
from posapp.ui import formats, keys, style
from posapp.ui.style import Weight
from posapp.ui.tokens import GUTTER, TOP_BAR
from posapp.ui.widgets.badge import Badge
from posapp.ui.widgets.boxes import column, row
from posapp.ui.widgets.buttons import Button, Kind, icon_button
from posapp.ui.widgets.labels import ElidedLabel, PlainLabel, muted
from posapp.ui.widgets.pills import Avatar

if TYPE_CHECKING:
    from posapp.domain.people import Clerk
    from posapp.domain.shop import Shop
    from posapp.services.health import Health

_COMPACT, _TERSE, _BARE = 1180, 1000, 760


class Mark(QWidget):
    """The chain's first letter on the accent colour."""

    def __init__(self, parent: QWidget | None = None, size: int = 38) -> None:
        super().__init__(parent)
        self._letter = ""
        self.setFixedSize(size, size)

    def show_chain(self, name: str) -> None:
        """Show another chain."""
        self._letter = formats.tamed(name, 40)[:1].upper()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = style.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        radius = self.width() / 4.5
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(QColor(colours.on_accent))
        painter.setFont(style.font(self.width() // 2, Weight.BOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


class _Standing(QWidget):
    """How things stand: what is parked and connected; a note leaves it free.

    Signals:
        shifted: it begins or ends elsewhere.
    """

    shifted = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shifted.emit()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802  # Qt calls it
        super().moveEvent(event)
        self.shifted.emit()


class TopBar(QFrame):
    """Says and asks; the window does.

    Signals:
        parked_asked, attention_asked, day_asked, help_asked, theme_asked, language_asked,
        lock_asked.
    """

    parked_asked = Signal()
    attention_asked = Signal()
    day_asked = Signal()
    help_asked = Signal()
    theme_asked = Signal()
    language_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window.bar")
        self.setProperty("role", "bar")
        self.setFixedHeight(TOP_BAR)
        self._mark = Mark()
        self._store = ElidedLabel(weight=Weight.STRONG)
        self._place = ElidedLabel(size=13, weight=Weight.REGULAR)
        self._place.setProperty("tone", "muted")
        self.badge = Badge()
        self._add_download()
        self._clock = PlainLabel("", weight=Weight.MEDIUM)
        self._clock.setObjectName("window.clock")
        self._avatar = Avatar(size=36)
        self._clerk = ElidedLabel(weight=Weight.MEDIUM)
        self._clerk.setObjectName("window.clerk")
        self._chain = self._location = self._register = self._day = ""
        self._language, self._parked = "", 0
        self._add_buttons()
        self._lay_out()
        self.show_clerk(None, "")

    def _add_buttons(self) -> None:
        quiet = Kind.QUIET
        self.parked = Button(
            "", "window.parked", icon="pause", key=keys.shown("park"), kind=quiet
        )
        self.parked.hide()
        self.day = Button(
            self.tr("Day"), "window.day", icon="chart", key=keys.shown("day"), kind=quiet
        )
        self.help = Button(
            self.tr("Keys"), "window.help", icon="keyboard", key=keys.shown("help"), kind=quiet
        )
        self.theme = icon_button("sun", self.tr("Light or dark"), "window.theme")
        self.language = Button(
            "", "window.language", icon="globe", kind=quiet, said=self.tr("Language")
        )
        self.lock = icon_button("lock", self.tr("Lock the register"), "window.lock")
        for button, asked in (
            (self.parked, self.parked_asked),
            (self.badge.attention, self.attention_asked),
            (self.day, self.day_asked),
            (self.help, self.help_asked),
            (self.theme, self.theme_asked),
            (self.language, self.language_asked),
            (self.lock, self.lock_asked),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(asked)

    def _add_download(self) -> None:
        self._progress_text = muted()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(64)
        self._progress.setObjectName("window.catalogue")
        self._downloading = QWidget()
        coming = row(self._downloading, gap=8)
        coming.setContentsMargins(0, 0, 12, 0)
        coming.addWidget(self._progress_text)
        coming.addWidget(self._progress)
        self._downloading.hide()

    def _lay_out(self) -> None:
        line = row(self, gap=4)
        line.setContentsMargins(GUTTER + 2, 0, GUTTER, 0)
        line.addWidget(self._mark)
        line.addSpacing(8)
        self.names = QWidget()
        names = column(self.names, gap=0)
        names.addStretch(1)
        names.addWidget(self._store)
        names.addWidget(self._place)
        names.addStretch(1)
        line.addWidget(self.names, 1)
        self.standing = _Standing()
        standing = row(self.standing, gap=4)
        standing.addWidget(self.parked)
        standing.addWidget(self.badge)
        line.addSpacing(8)
        line.addWidget(self._downloading)
        line.addWidget(self.standing)
        for button in (self.day, self.help, self.language, self.theme):
            line.addWidget(button)
        line.addWidget(self._clock)
        line.addSpacing(8)
        line.addWidget(self._avatar)
        line.addSpacing(4)
        line.addWidget(self._clerk)
        line.addWidget(self.lock)

    def show_shop(self, shop: Shop, register: str) -> None:
        """Say where we are."""
        self._mark.show_chain(shop.chain)
        self._chain, self._location = shop.chain, shop.location.name
        self._register = self.tr("Register {label}").format(label=register)
        self._show_names()

    def show_clerk(self, clerk: Clerk | None, language: str, *, manager: bool = False) -> None:
        """Say who serves; nobody when the register is locked."""
        for widget in (self._avatar, self._clerk, self.lock, self.help):
            widget.setVisible(clerk is not None)
        self.day.setVisible(clerk is not None and manager)
        self._language = language.upper()
        if clerk is not None:
            self._avatar.show_initials(initials(clerk.name))
            self._clerk.setText(clerk.name)
        self._compact()

    def show_time(self, now: datetime) -> None:
        """Say what time it is in the shop."""
        self._clock.setText(formats.clock(now))
        self._day = formats.long_day(formats.local(now).date())
        self._show_names()

    def _show_names(self) -> None:
        """The mark stands for the chain and the day is left out where there is no room."""
        if self._location and self._bare:
            self._store.setText(self._location)
            self._place.setText(self._register)
        elif self._location:
            self._store.setText(f"{self._chain} {self._location}")
            self._place.setText(" · ".join(filter(None, (self._register, self._day))))

    def show_health(self, health: Health) -> None:
        """Say how things stand."""
        self.badge.show_health(health)
        self._parked = health.set_aside
        self._show_parked()
        self.parked.setVisible(health.set_aside > 0 and not self.lock.isHidden())
        self._downloading.setVisible(not health.complete)
        if not health.complete:
            self._progress.setRange(0, max(health.of, 1))
            self._progress.setValue(min(health.products, max(health.of, 1)))
            share = health.products * 100 // max(health.of, 1)
            text = self.tr("Catalogue {share}%").format(share=min(share, 100))
            self._progress_text.setText(text)
            self._downloading.setAccessibleName(text)

    @property
    def _bare(self) -> bool:
        return self.width() < _BARE

    def _show_parked(self) -> None:
        said = self.tr("%n parked", "", self._parked)
        self.parked.show_text(formats.count(self._parked) if self._bare else said, said)

    def _compact(self) -> None:
        small, bare = self.width() < _COMPACT, self._bare
        self.badge.show_terse(self.width() < _TERSE)
        self._clerk.setVisible(not small and not self.lock.isHidden())
        self.help.show_text("" if small else self.tr("Keys"), self.tr("Keys"))
        self.day.show_text("" if small else self.tr("Day"), self.tr("Day"))
        for button, action in (
            (self.help, "help"),
            (self.day, "day"),
            (self.parked, "park"),
            (self.badge.attention, "attention"),
        ):
            button.show_key("" if bare else keys.shown(action))
        self.language.show_text("" if bare else self._language, self.tr("Language"))
        self._show_parked()
        self._show_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compact()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "theme"):
            self.theme.show_icon("moon" if not style.palette().dark else "sun")

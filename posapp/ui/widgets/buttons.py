"""Buttons that show their key, sized for fingers."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from posapp.ui import formats, icons, keys, style
from posapp.ui.style import Weight
from posapp.ui.tokens import BODY, GUTTER, ICON, PAY, SMALL, TOUCH, UNIT


class Kind(Enum):
    """PRIMARY is the one next action of a screen; QUIET has no frame until it is touched."""

    NORMAL = "normal"
    PRIMARY = "primary"
    QUIET = "quiet"
    DANGER = "danger"


class Button(QPushButton):
    """A button with an icon, a word and the key that does the same.

    Args:
        name: object name, ``screen.part.action``; stable and unique.
        key: as shown to people, for example ``F9``; empty when there is none.
        said: accessible name when the text alone does not say it.
    """

    def __init__(  # noqa: PLR0913  what a button can be; all but the first two by keyword
        self,
        text: str,
        name: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        key: str = "",
        kind: Kind = Kind.NORMAL,
        height: int = TOUCH,
        said: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon, self._key, self._kind = icon, keys.named(key), kind
        self._amount = ""
        self._measured: tuple[str, ...] = ()
        self._wide = (0, 0, 0, 0)
        self._text_font = style.font(BODY, Weight.STRONG)
        self.setProperty("kind", kind.value)
        self.setMinimumHeight(height)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._said = said
        self.show_text(text)

    def show_text(self, text: str, said: str = "") -> None:
        """Change the word on the button."""
        self._said = said or self._said
        word = formats.tamed(text, 60).replace("&", "&&")
        spoken = formats.tamed(self._said or text, 300)
        name = f"{spoken} {self._key}".strip()
        if (word, name) == (self.text(), self.accessibleName()):
            return
        self.setText(word)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def setToolTip(self, text: str) -> None:  # noqa: N802  Qt's own name
        """A tool tip that Qt cannot take for HTML, whatever was named in it."""
        plain = formats.tamed(text, 300).replace("<", "‹").replace("&", "＆")  # noqa: RUF001
        super().setToolTip(plain)

    def show_amount(self, amount: str) -> None:
        """Put an amount behind the word."""
        if amount != self._amount:
            self._amount = amount
            self.setAccessibleDescription(amount)
            self.updateGeometry()
            self.update()

    def show_key(self, key: str) -> None:
        """Show another key."""
        named = keys.named(key)
        if named != self._key:
            self._key = named
            self.show_text(self._word)

    def show_icon(self, icon: str) -> None:
        """Change the icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def show_kind(self, kind: Kind) -> None:
        """Become more or less prominent."""
        if kind is not self._kind:
            self._kind = kind
            self.setProperty("kind", kind.value)
            self.style().polish(self)
            self.update()

    @property
    def _word(self) -> str:
        return self.text().replace("&&", "&")

    def _widths(self) -> tuple[int, int, int, int]:
        """Of icon, word, amount and key; a layout asks several times for each change."""
        shown = (self._icon, self.text(), self._amount, self._key)
        if shown != self._measured:
            self._measured = shown
            letters = QFontMetrics(self._text_font)
            self._wide = (
                ICON if self._icon else 0,
                letters.horizontalAdvance(self._word),
                letters.horizontalAdvance(self._amount),
                QFontMetrics(style.font(SMALL, Weight.MEDIUM)).horizontalAdvance(self._key),
            )
        return self._wide

    def sizeHint(self) -> QSize:
        parts = [width for width in self._widths() if width]
        gaps = UNIT * max(len(parts) - 1, 0)
        least = self.minimumHeight()
        wide = sum(parts) + gaps + 2 * (GUTTER if len(parts) > 1 or self._word else 0)
        return QSize(max(wide, least), least)

    def minimumSizeHint(self) -> QSize:
        return QSize(
            min(self.sizeHint().width(), 2 * self.minimumHeight()), self.minimumHeight()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        icon, word, amount, key = self._fitting()
        shown = [width for width in (icon, word, amount, key) if width]
        x = (self.width() - sum(shown) - UNIT * max(len(shown) - 1, 0)) / 2
        ink, quiet = self._inks()
        if icon:
            top = (self.height() - ICON) / 2
            icons.paint(painter, self._icon, ink, QRectF(x, top, ICON, ICON))
            x += ICON + UNIT
        letters = QFontMetrics(self._text_font)
        elided = letters.elidedText(self._word, Qt.TextElideMode.ElideRight, word + 1)
        for text, width, colour, font in (
            (elided, word, ink, self._text_font),
            (self._amount, amount, ink, self._text_font),
            (self._key, key, quiet, style.font(SMALL, Weight.MEDIUM)),
        ):
            if width:
                painter.setFont(font)
                painter.setPen(QPen(QColor(colour)))
                box = QRectF(x, 0, width + 1, self.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
                x += width + UNIT

    def _fitting(self) -> tuple[int, int, int, int]:
        """The widths of the parts in the room there is: the key gives way, then the icon
        beside a word; the word is cut at last, but beside an amount the icon says it."""
        icon, word, amount, key = self._widths()
        room = self.width() - 2 * UNIT
        ways = [(icon, word, amount, key), (icon, word, amount, 0)]
        if word:
            ways.append((0, word, amount, 0))
        if icon and amount:
            ways.append((icon, 0, amount, 0))
        for way in ways:
            if sum(way) + UNIT * (sum(map(bool, way)) - 1) <= room:
                return way
        left = room - amount - (UNIT if amount else 0)
        return (0, max(min(word, left), 0), amount, 0) if word else ways[1]

    def _inks(self) -> tuple[str, str]:
        colours = style.palette()
        if not self.isEnabled():
            return colours.faint, colours.faint
        if self._kind is Kind.PRIMARY:
            return colours.on_accent, colours.on_accent
        if self._kind is Kind.DANGER:
            return colours.bad, colours.muted
        if self.isChecked():
            return colours.accent_text, colours.accent_text
        return (colours.muted if self._kind is Kind.QUIET else colours.text), colours.muted

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self.update()


class PayButton(Button):
    """The primary action of a sale, with its amount in it."""

    def __init__(
        self,
        text: str,
        name: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        key: str = "",
    ) -> None:
        super().__init__(text, name, parent, icon=icon, key=key, kind=Kind.PRIMARY, height=PAY)


def icon_button(
    icon: str, said: str, name: str, parent: QWidget | None = None, *, kind: Kind = Kind.QUIET
) -> Button:
    """A square button that is only an icon; ``said`` is its accessible name and tool tip."""
    made = Button("", name, parent, icon=icon, kind=kind, said=said)
    made.setToolTip(said)
    made.setFixedSize(TOUCH, TOUCH)
    return made
